import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { story } from '../support/story.ts';
import { makeCustomer, makeTenant, PASSWORD, type Tenant } from '../support/tenants.ts';

let server: TestServer, north: Tenant;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  north = await makeTenant(server, 'North Net');
});
afterAll(() => server.stop());

const ADDRESSES = 'addresses { id kind name street city zip country lat lon } street city';
const UPDATE = `mutation ($id: ID!, $input: CustomerUpdateInput!) { updateCustomer(id: $id, input: $input) { ${ADDRESSES} } }`;
const update = async (id: string, input: object) =>
  (await server.must(UPDATE, { id, input })).updateCustomer;
const kinds = (customer: any): string[] =>
  customer.addresses.map(({ kind, street }: any) => `${kind} ${street}`);
const own = { street: 'Long Street 1', city: 'Cape Town', zip: '8001', country: 'ZA' };
const billing = { kind: 'BILLING', name: 'Head Office', street: 'Main Road 9', city: 'Paarl' };

describe('addresses of a customer', () => {
  it('are its own columns first, then the others in the order in which they were given', async () => {
    const { id } = await makeCustomer(server, north.id, {
      ...own,
      addresses: [
        { kind: 'SERVICE', street: 'Farm 2', lat: -33.9, lon: 18.4 },
        billing,
        { kind: 'SERVICE', street: 'Farm 1' },
      ],
    });
    const customer = await update(id, {});
    expect(kinds(customer)).toEqual([
      'MAIN Long Street 1',
      'SERVICE Farm 2',
      'BILLING Main Road 9',
      'SERVICE Farm 1',
    ]);
    expect(customer.addresses[0]).toMatchObject({ id, ...own, name: null, lat: null });
    expect(customer.addresses[1]).toMatchObject({ lat: -33.9, lon: 18.4 });
  });

  it('are one truth with the customer’s own fields', async () => {
    const { id } = await makeCustomer(server, north.id, own);
    const moved = await update(id, {
      addresses: [{ kind: 'MAIN', street: 'New Street 5', city: 'Worcester', lat: 1, lon: 2 }],
    });
    expect(moved).toMatchObject({ street: 'New Street 5', city: 'Worcester' });
    expect(moved.addresses).toMatchObject([{ kind: 'MAIN', zip: null, lat: 1, lon: 2 }]);
    const again = await update(id, { street: 'Newer Street 6', addresses: undefined });
    expect(again.addresses).toMatchObject([
      { street: 'Newer Street 6', city: 'Worcester', lat: 1 },
    ]);
  });

  it('that stay keep their ids, those left out are gone, and its own stays without MAIN', async () => {
    const { id } = await makeCustomer(server, north.id, own);
    const point = { kind: 'MAIN', ...own, lat: 1, lon: 2 };
    const farm = { kind: 'SERVICE', street: 'Farm 1' };
    const before = await update(id, { addresses: [point, billing, farm, farm] });
    const after = await update(id, { addresses: [farm, { ...billing, city: 'Wellington' }] });
    expect(kinds(after)).toEqual(['MAIN Long Street 1', 'SERVICE Farm 1', 'BILLING Main Road 9']);
    expect(after.addresses[0]).toMatchObject({ lat: 1, lon: 2 });
    expect(after.addresses[1].id).toBe(before.addresses[2].id);
    expect(kinds(await update(id, { addresses: [] }))).toEqual(['MAIN Long Street 1']);
    expect(kinds(await update(id, { addresses: null }))).toEqual(['MAIN Long Street 1']);
    const { auditEntries } = await server.must(
      'query ($id: ID!) { auditEntries(filter: { entityId: $id }) { nodes { after } } }',
      { id },
    );
    expect(JSON.stringify(auditEntries)).toContain('billing: Head Office, Main Road 9, Wellington');
  });

  it('are refused by field', async () => {
    const { id } = await makeCustomer(server, north.id);
    const service = (n: number) =>
      Array.from({ length: n }, (_, i) => ({ kind: 'SERVICE', street: `Farm ${i}` }));
    for (const [field, input] of [
      ['addresses', { addresses: [billing, billing] }],
      ['addresses', { addresses: service(21) }],
      ['addresses', { street: 'Else 1', addresses: [{ kind: 'MAIN', street: 'New 1' }] }],
      ['addresses.0.name', { addresses: [{ kind: 'MAIN', name: 'Ann', street: 'New 1' }] }],
      ['addresses.1.street', { addresses: [billing, { kind: 'SERVICE', name: ' ' }] }],
      ['addresses.0.lat', { addresses: [{ ...billing, lat: 91, lon: 0 }] }],
      ['addresses.0.lon', { addresses: [{ ...billing, lat: 9 }] }],
    ] as const)
      expect(await server.refused(UPDATE, { id, input }), field).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: { [field]: expect.anything() },
      });
    expect((await update(id, {})).addresses).toEqual([]);
  });

  it('are seen by the customer itself, its own alone', async () => {
    const { login } = await makeCustomer(server, north.id, { ...own, addresses: [billing] });
    const token = await server.signIn(login, PASSWORD);
    const { viewer } = await server.must(`{ viewer { customer { ${ADDRESSES} } } }`, {}, token);
    expect(kinds(viewer.customer)).toEqual(['MAIN Long Street 1', 'BILLING Main Road 9']);
  });
});

describe('the billing address', () => {
  const BILLED = 'id billedTo { name street city zip country email }';
  const invoice = async (customerId: string) =>
    (
      await server.must(`mutation ($i: InvoiceInput!) { createInvoice(input: $i) { ${BILLED} } }`, {
        i: {
          customerId,
          documentDate: '2026-04-01',
          lines: [{ description: 'Dish', unitPrice: '10' }],
        },
      })
    ).createInvoice;

  it('is printed instead of the customer’s own, whole, and stays on what was issued', async () => {
    const { id } = await makeCustomer(server, north.id, {
      ...own,
      name: 'Ann',
      email: 'ann@mail.example',
    });
    const first = await invoice(id);
    expect(first.billedTo).toMatchObject({ name: 'Ann', ...own, email: 'ann@mail.example' });
    await update(id, { addresses: [billing] });
    const second = await invoice(id);
    expect(second.billedTo).toEqual({
      name: 'Head Office',
      street: 'Main Road 9',
      city: 'Paarl',
      zip: null,
      country: null,
      email: 'ann@mail.example',
    });
    await update(id, { addresses: [{ ...billing, name: null }] });
    expect((await invoice(id)).billedTo).toMatchObject({ name: 'Ann', street: 'Main Road 9' });
    await update(id, { addresses: [] });
    for (const { id: invoiceId, billedTo } of [first, second]) {
      const again = await server.must(`query ($id: ID!) { invoice(id: $id) { ${BILLED} } }`, {
        id: invoiceId,
      });
      expect(again.invoice.billedTo).toEqual(billedTo);
    }
    expect((await invoice(id)).billedTo).toMatchObject({ street: 'Long Street 1' });
  });

  it('is printed on what a charge makes, too', async () => {
    const { id: customerId } = await makeCustomer(server, north.id, {
      ...own,
      addresses: [billing],
    });
    const tell = story(server);
    const tariff = await tell.tariff({ name: 'Fibre', price: '10', partnerIds: [north.id] });
    await tell.service({ customerId, tariffId: tariff.id, startDate: '2026-04-01' });
    const { chargeCustomer } = await server.must(
      'mutation ($id: ID!) { chargeCustomer(customerId: $id, date: "2026-04-10") { billedTo { street } } }',
      { id: customerId },
    );
    expect(chargeCustomer.billedTo.street).toBe('Main Road 9');
  });
});
