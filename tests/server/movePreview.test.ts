import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { story } from '../support/story.ts';
import {
  makeTenant,
  makeTree,
  makeUser,
  NOWHERE,
  openSandbox,
  type Tenant,
} from '../support/tenants.ts';

let server: TestServer;
let tell: ReturnType<typeof story>;
let north: Tenant, northChild: Tenant, south: Tenant;
beforeAll(async () => {
  server = await startTestServer();
  tell = story(server);
  ({ north, northChild, south } = await makeTree(server));
});
afterAll(async () => {
  await server.stop();
});

const ASK =
  'query ($id: ID!, $to: ID!) { movePreview(id: $id, parentId: $to) { refusal { reason message } seesThen seesNoMore effects { kind key before after } } }';
const asked = async (id: string, to: string, token = server.operator): Promise<any> =>
  (await server.must<any>(ASK, { id, to }, token)).movePreview;
const company = (partner: Tenant, input: object) =>
  server.must(
    'mutation ($p: ID!, $i: CompanyDetailsInput!) { updateCompanyDetails(partnerId: $p, input: $i) { name } }',
    { p: partner.id, i: input },
  );
const MOVE = 'mutation ($id: ID!, $to: ID!) { movePartner(id: $id, parentId: $to) { id } }';

describe('what a move would change', () => {
  it('is told before, and is what then holds: the issuer first, money, inherited settings, nothing that is its own', async () => {
    expect(await asked(northChild.id, south.id)).toMatchObject({
      refusal: null,
      effects: [],
    });
    await company(north, {
      name: 'North Net Ltd',
      taxNumber: 'N1',
      iban: 'DE02120300000000202051',
    });
    await company(south, { name: 'South Net Ltd', taxNumber: 'S1', colour: '#112233' });
    await tell.settings(north.id, { paymentDueDays: 20, billingDay: 5, minimumBalance: '-10' });
    await tell.settings(northChild.id, { billingDay: 7 });
    const account = await openSandbox(server, south.id, { sharedBelow: true });
    const { refusal, effects } = await asked(northChild.id, south.id);
    expect(refusal).toBeNull();
    const online = `the sandbox (simulated), TEST, account ${account}`;
    expect(effects).toEqual([
      { kind: 'ISSUER', key: null, before: 'North Net Ltd', after: 'South Net Ltd' },
      { kind: 'ONLINE', key: null, before: null, after: online },
      { kind: 'COMPANY', key: 'taxNumber', before: 'N1', after: 'S1' },
      { kind: 'COMPANY', key: 'iban', before: 'DE02120300000000202051', after: null },
      { kind: 'COMPANY', key: 'colour', before: null, after: '#112233' },
      { kind: 'FINANCE', key: 'paymentDueDays', before: 20, after: 15 },
      { kind: 'FINANCE', key: 'minimumBalance', before: '-10.00', after: '0.00' },
    ]);
    const now = async () =>
      await server.must<any>(
        'query ($p: ID!) { companyDetails(partnerId: $p) { name taxNumber iban colour } financeSettings(partnerId: $p) { paymentDueDays billingDay minimumBalance } }',
        { p: northChild.id },
      );
    const before = await now();
    expect(before.companyDetails).toMatchObject({ name: 'North Net Ltd', taxNumber: 'N1' });
    await server.must(MOVE, { id: northChild.id, to: south.id });
    expect(await now()).toEqual({
      companyDetails: { name: 'South Net Ltd', taxNumber: 'S1', iban: null, colour: '#112233' },
      financeSettings: { paymentDueDays: 15, billingDay: 7, minimumBalance: '0.00' },
    });
    expect((await asked(northChild.id, south.id)).effects).toEqual([]);
    await server.must(MOVE, { id: northChild.id, to: north.id });
    expect(await now()).toEqual(before);
  });

  it('says who sees the partner afterwards, and who no more: nobody who stands above both places', async () => {
    const between = await makeTenant(server, 'Between Net', { parentId: north.id });
    const sight = async (id: string, to: string, token?: string) => {
      const { seesThen, seesNoMore } = await asked(id, to, token);
      return [seesThen, seesNoMore];
    };
    expect(await sight(northChild.id, south.id)).toEqual([['South Net'], ['North Net']]);
    expect(await sight(northChild.id, between.id, north.token)).toEqual([['Between Net'], []]);
    const deep = await makeTenant(server, 'Deep Net', { parentId: between.id });
    expect(await sight(deep.id, north.id)).toEqual([[], ['Between Net']]);
    expect(await sight(deep.id, south.id)).toEqual([['South Net'], ['North Net', 'Between Net']]);
    expect(await sight(deep.id, between.id)).toEqual([[], []]);
    expect(await sight(north.id, deep.id)).toEqual([[], []]);
  });

  it('is silent where the partner issues in its own name and has its own account', async () => {
    await company(northChild, { name: 'Village Net', colour: '#445566' });
    await openSandbox(server, northChild.id);
    const { effects } = await asked(northChild.id, south.id);
    expect(effects.map(({ kind }: any) => kind)).toEqual(['FINANCE', 'FINANCE']);
  });

  it('says why the move would be refused, in the words of the move', async () => {
    const rate = await tell.taxRate({ name: 'VAT', percent: '19' }, north.token);
    await tell.tariff({
      name: 'Taxed plan',
      price: '10',
      partnerIds: [northChild.id],
      taxRateId: rate.id,
    });
    for (const [id, to] of [
      [northChild.id, south.id],
      [north.id, northChild.id],
    ]) {
      const { refusal } = await asked(id, to);
      const refused = await server.refused(MOVE, { id, to });
      expect(refusal).toEqual({ reason: refused.reason, message: refused.message });
    }
    expect((await asked(northChild.id, south.id)).refusal.message).toContain('Taxed plan');
  });

  it('is nobody’s who sees one of the two only, and takes the right to move', async () => {
    const elsewhere = await makeTenant(server, 'Elsewhere');
    for (const [id, to] of [
      [northChild.id, south.id],
      [south.id, northChild.id],
      [northChild.id, NOWHERE],
      [northChild.id, 'nonsense'],
    ])
      expect(await server.refused(ASK, { id, to }, north.token)).toMatchObject({
        code: 'NOT_FOUND',
      });
    expect(
      await server.refused(ASK, { id: north.id, to: elsewhere.id }, south.token),
    ).toMatchObject({
      code: 'NOT_FOUND',
    });
    const { token } = await makeUser(server, north.id, 'MANAGER');
    expect(await server.refused(ASK, { id: northChild.id, to: north.id }, token)).toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});
