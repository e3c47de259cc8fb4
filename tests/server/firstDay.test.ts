import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { confirm, preview, story } from '../support/story.ts';
import { makeTenant, makeUser, type Tenant } from '../support/tenants.ts';

let server: TestServer;
let tell: ReturnType<typeof story>;
beforeAll(async () => {
  server = await startTestServer();
  tell = story(server);
});
afterAll(async () => {
  await server.stop();
});

const ASK = '{ firstDay { asksPlace companyFromAbove steps { kind done } } }';
const dayOf = async (token = server.operator): Promise<any> =>
  (await server.must<any>(ASK, {}, token)).firstDay;
/** What is done already. */
const doneBy = async (token: string): Promise<string[]> =>
  (await dayOf(token)).steps.filter((step: any) => step.done).map((step: any) => step.kind);
const company = (partner: Tenant, input: object) =>
  server.must(
    'mutation ($p: ID!, $i: CompanyDetailsInput!) { updateCompanyDetails(partnerId: $p, input: $i) { name } }',
    { p: partner.id, i: input },
    partner.token,
  );

describe('the first day', () => {
  it('asks the operator of a new installation for its currency and time zone until they are said, also as they are', async () => {
    expect(await dayOf()).toMatchObject({ asksPlace: true });
    const { viewer } = await server.must('{ viewer { partner { id currency timeZone } } }');
    const { id, currency, timeZone } = viewer.partner;
    await server.must(
      'mutation ($id: ID!, $i: PartnerUpdateInput!) { updatePartner(id: $id, input: $i) { id } }',
      { id, i: { currency, timeZone } },
    );
    expect(await dayOf()).toMatchObject({ asksPlace: false });
    // whoever makes a reseller says where it is
    expect(await dayOf((await makeTenant(server, 'Somewhere')).token)).toMatchObject({
      asksPlace: false,
    });
  });

  it('goes from company to preview as the facts say, one partner at a time, and is over with the first bill', async () => {
    const shop = await makeTenant(server, 'New Net');
    const other = await makeTenant(server, 'Other Net');
    expect((await dayOf(shop.token)).steps).toEqual(
      ['COMPANY', 'TAX_RATE', 'TARIFF', 'CUSTOMER', 'SERVICE', 'PREVIEW'].map((kind) => ({
        kind,
        done: false,
      })),
    );
    await company(shop, { name: 'New Net Ltd', street: '1 Way', city: 'Town' });
    expect(await doneBy(shop.token)).toEqual([]);
    await company(shop, { taxNumber: 'none' });
    expect(await doneBy(shop.token)).toEqual(['COMPANY']);
    await tell.taxRate({ name: 'VAT', percent: '15' }, shop.token);
    expect(await doneBy(shop.token)).toEqual(['COMPANY', 'TAX_RATE']);
    const tariff = await tell.tariff({ name: 'Plan', price: '10', partnerIds: [shop.id] });
    const customer = await tell.customer({ partnerId: shop.id, name: 'Ada' });
    expect(await doneBy(shop.token)).toEqual(['COMPANY', 'TAX_RATE', 'TARIFF', 'CUSTOMER']);
    await tell.service({
      customerId: customer.id,
      tariffId: tariff.id,
      startDate: '2026-04-01',
    });
    expect(await doneBy(shop.token)).toContain('SERVICE');
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [shop.id] });
    expect(await doneBy(shop.token)).toHaveLength(6);
    expect(await doneBy(other.token)).toEqual([]);
    await confirm(server, run);
    expect(await dayOf(shop.token)).toBeNull();
    expect(await dayOf()).toBeNull();
    expect(await doneBy(other.token)).toEqual([]);
  });

  it('asks a reseller who it is while its invoices are issued by a company above', async () => {
    const above = await makeTenant(server, 'Above Net');
    const below = await makeTenant(server, 'Below Net', { parentId: above.id });
    await company(above, { name: 'Above Ltd', street: '1 Way', city: 'Town', taxNumber: 'none' });
    expect(await dayOf(below.token)).toMatchObject({ companyFromAbove: 'Above Ltd' });
    expect(await doneBy(below.token)).toEqual([]);
    expect(await doneBy(above.token)).toEqual(['COMPANY']);
    await company(below, { name: 'Below Ltd', street: '2 Way', city: 'Town', taxNumber: 'none' });
    expect(await dayOf(below.token)).toMatchObject({ companyFromAbove: null });
    expect(await doneBy(below.token)).toEqual(['COMPANY']);
  });

  it('is for those who see the dashboard', async () => {
    const shop = await makeTenant(server, 'Third Net');
    const { token } = await makeUser(server, shop.id, 'CASHIER');
    expect(await server.refused(ASK, {}, token)).toMatchObject({ code: 'FORBIDDEN' });
  });
});
