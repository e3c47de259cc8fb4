import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import {
  makeCustomer,
  makeTariff,
  makeTenant,
  makeUser,
  PASSWORD,
  type Tenant,
} from '../support/tenants.ts';

let server: TestServer, owner: pg.Client, north: Tenant, south: Tenant;
let customer: { id: string; login: string };
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  north = await makeTenant(server, 'North Net');
  south = await makeTenant(server, 'South Net');
  customer = await makeCustomer(server, north.id, { name: 'Ann', email: 'ann@mail.example' });
  const { id } = customer;
  const tariffId = await makeTariff(server, [north.id]);
  const does = (query: string, i: object) => server.must(query, { i });
  await does('mutation ($i: ServiceInput!) { createService(input: $i) { id } }', {
    customerId: id,
    tariffId,
    startDate: '2026-04-01',
  });
  await does('mutation ($i: InvoiceInput!) { createInvoice(input: $i) { id } }', {
    customerId: id,
    documentDate: '2026-04-01',
    lines: [{ description: 'Dish', unitPrice: '10' }],
  });
  await does('mutation ($i: PaymentInput!) { recordPayment(input: $i) { id } }', {
    customerId: id,
    amount: '10',
    date: '2026-04-01',
    method: 'CASH',
  });
  await server.must('mutation ($id: ID!) { addNote(recordId: $id, text: "Rang") { id } }', { id });
  await server.must(
    'mutation ($id: ID!) { updateCustomer(id: $id, input: { status: ACTIVE, phone: "1" }) { id } }',
    { id },
  );
  await server.signIn(customer.login, PASSWORD);
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

const ASK = `query ($id: ID!, $kinds: [String!], $first: Int, $after: String) { customer(id: $id) { timeline(kinds: $kinds, first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor } nodes { id at kind title detail by recordId link { list filter } } } } }`;
const timeline = async (more: object = {}, token?: string) =>
  (await server.must(ASK, { id: customer.id, first: 100, ...more }, token)).customer.timeline;

it('a timeline says everything about a customer, newest first', async () => {
  const { nodes, totalCount } = await timeline();
  expect(totalCount).toBe(nodes.length);
  const at = nodes.map((each: any) => each.at);
  expect(at).toEqual([...at].sort().reverse());
  expect(new Set(nodes.map((each: any) => each.kind))).toEqual(
    new Set(['STATUS', 'INVOICE', 'PAYMENT', 'MESSAGE', 'NOTE', 'SERVICE', 'SETTINGS', 'SIGN_IN']),
  );
  const said = nodes.map(({ kind, title, detail }: any) => [kind, title, detail]);
  expect(said).toContainEqual(['NOTE', 'Note', 'Rang']);
  expect(said).toContainEqual(['STATUS', 'New to active', expect.stringContaining('active')]);
  expect(said).toContainEqual(['INVOICE', expect.stringMatching(/^Invoice \d+/), '10.00 EUR']);
  expect(said).toContainEqual(['PAYMENT', expect.stringMatching(/^Payment /), '10.00 EUR']);
  expect(said).toContainEqual(['SETTINGS', 'Changed', 'phone, status']);
  expect(said.filter(([kind]: string[]) => kind === 'SIGN_IN')).toHaveLength(1);
});

it('is narrowed by kind and read in pages that leave nothing out, also of one moment', async () => {
  await owner.query(
    `update status_change set at = '2026-03-01T10:00:00.123456Z' where customer_id = $1`,
    [customer.id],
  );
  await owner.query(
    `update note set created_at = '2026-03-01T10:00:00.123456Z' where customer_id = $1`,
    [customer.id],
  );
  const { nodes } = await timeline();
  const paged: string[] = [];
  for (let after: string | null = null; ;) {
    const page: any = await timeline({ first: 1, after });
    paged.push(...page.nodes.map(({ id }: any) => id));
    if (!page.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor;
  }
  expect(paged).toEqual(nodes.map(({ id }: any) => id));
  const some = await timeline({ kinds: ['NOTE', 'PAYMENT'] });
  expect(some.nodes.map(({ kind }: any) => kind)).toEqual(['PAYMENT', 'NOTE']);
  expect(some.totalCount).toBe(2);
  for (const [field, input] of [
    ['kinds', { kinds: ['WEATHER'] }],
    ['after', { after: 'x' }],
    ['first', { first: 0 }],
  ] as const)
    expect(await server.refused(ASK, { id: customer.id, ...input })).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { [field]: expect.anything() },
    });
});

it('says only what the viewer may read, and nothing to the customer', async () => {
  const technician = await makeUser(server, north.id, 'TECHNICIAN');
  const kinds = new Set((await timeline({}, technician.token)).nodes.map(({ kind }: any) => kind));
  expect(kinds).toEqual(new Set(['STATUS', 'NOTE']));
  const self = await server.signIn(customer.login, PASSWORD);
  expect(await timeline({}, self)).toMatchObject({ nodes: [], totalCount: 0 });
  expect(await server.refused(ASK, { id: customer.id }, south.token)).toMatchObject({
    code: 'NOT_FOUND',
  });
});
