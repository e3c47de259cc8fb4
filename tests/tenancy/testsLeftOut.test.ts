import { readFileSync } from 'node:fs';
import {
  buildSchema,
  getNamedType,
  isListType,
  isNonNullType,
  isNullableType,
  isObjectType,
  type GraphQLField,
} from 'graphql';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { camtOf, fileRead, IBAN, sendFile } from '../support/bank.ts';
import { fetchAs } from '../support/files.ts';
import { money } from '../support/money.ts';
import { preview } from '../support/story.ts';
import { makeCustomer, makeTariff, makeTenant, makeUser } from '../support/tenants.ts';
import { usageTold } from '../support/usage.ts';

const START = '2027-01-04';
/** In the name of all that is only tested. */
const TRIED = 'Only tried';

/** Lists of people and deeds rather than of business: they show what is tested, and whose it is. */
const SHOWN = new Set(['partners', 'users', 'auditEntries', 'sessions', 'documentJobs', 'roles']);

/** What a provider or a file begins, which no test makes here: looked at for leaks alone. */
const BEGUN_ELSEWHERE = new Set(['disputes', 'importJobs', 'massJobs', 'wallDisplays']);

interface List {
  name: string;
  /** As it is asked for without anything, and for a partner; null: it cannot be asked for one. */
  all: string;
  of: ((partnerId: string) => string) | null;
}

/** Every list of the API that is to be had without naming what it is of. */
function lists(): List[] {
  const schema = buildSchema(readFileSync('../server/schema.graphql', 'utf8'));
  return Object.values(schema.getQueryType()!.getFields()).flatMap((field) => {
    const fields = idsOf(field);
    if (!fields || !field.args.every(({ type }) => isNullableType(type))) return [];
    const room = field.args.some(({ name }) => name === 'first') ? ['first: 200'] : [];
    const asked = (args: readonly string[]): string =>
      `{ list: ${field.name}${args.length ? `(${args.join(', ')})` : ''} ${fields} }`;
    const of = partnerArg(field);
    return [{ name: field.name, all: asked(room), of: of && ((id) => asked([...room, of(id)])) }];
  });
}

function idsOf({ type }: GraphQLField<unknown, unknown>): string | null {
  const bare = isNonNullType(type) ? type.ofType : type;
  const named = getNamedType(type);
  if (!isObjectType(named)) return null;
  if (isListType(bare)) return 'id' in named.getFields() ? '{ id }' : null;
  const nodes = named.getFields().nodes;
  const node = nodes && getNamedType(nodes.type);
  return isObjectType(node) && 'id' in node.getFields() ? '{ nodes { id } }' : null;
}

function partnerArg({ args }: GraphQLField<unknown, unknown>): ((id: string) => string) | null {
  if (args.some(({ name }) => name === 'partnerId')) return (id) => `partnerId: "${id}"`;
  const filter = args.find(({ name }) => name === 'filter');
  const fields = filter && getNamedType(filter.type);
  return fields && 'getFields' in fields && 'partnerId' in fields.getFields()
    ? (id) => `filter: { partnerId: "${id}" }`
    : null;
}

let server: TestServer;
let owner: pg.Client;
let operatorId: string;
let sellerId: string;
let testId: string;
let tester: string;

const one = async (query: string, variables: object = {}, token?: string): Promise<any> =>
  Object.values(
    await server.must<Record<string, any>>(query, variables, token ?? server.operator),
  )[0];

beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: START });
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  ({
    partner: { id: operatorId },
  } = await one('{ viewer { partner { id } } }'));
  sellerId = (await makeTenant(server, 'Seller')).id;
  ({ id: testId } = await one(
    'mutation ($p: ID!, $n: String!, $d: Date!) { createTestPartner(parentId: $p, name: $n, currency: "EUR", startsOn: $d) { id } }',
    { p: sellerId, n: TRIED, d: START },
  ));
  await fill();
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

/** Something of every kind at the test partner, through the API as its own people would. */
async function fill(): Promise<void> {
  ({ token: tester } = await makeUser(server, testId, 'ADMINISTRATOR'));
  await one(
    'mutation { createTaxRate(input: { name: "Only tried", percent: "20" }) { id } }',
    {},
    tester,
  );
  const tariffId = await makeTariff(server, [testId], { name: `${TRIED} plan`, currency: 'EUR' });
  await one(
    'mutation ($i: TariffInput!) { createTariff(input: $i) { id } }',
    { i: { kind: 'INTERNET', name: TRIED, price: '1', currency: 'EUR', partnerIds: [testId] } },
    tester,
  );
  const { id: customerId } = await makeCustomer(server, testId, {
    name: TRIED,
    email: 'x@tests.example',
  });
  const { id: serviceId } = await one(
    'mutation ($i: ServiceInput!) { createService(input: $i) { id } }',
    { i: { customerId, tariffId, startDate: START } },
  );
  const use = usageTold(server);
  await use.record([use.call(serviceId, `${START}T10:00:00Z`, { unitPrice: null })]);
  const cash = money(server);
  const { id: invoiceId } = await cash.invoice(customerId, '10.00');
  await cash.pay(customerId, '1.00');
  const document = { customerId, documentDate: START };
  await one('mutation ($i: CreditNoteInput!) { createCreditNote(input: $i) { id } }', {
    i: { ...document, reason: TRIED, lines: [{ description: TRIED, unitPrice: '1.00' }] },
  });
  await one('mutation ($i: ProformaInput!) { createProforma(input: $i) { id } }', {
    i: { ...document, lines: [{ description: TRIED, unitPrice: '1.00' }] },
  });
  await one('mutation ($id: ID!) { sendInvoice(id: $id) { id } }', { id: invoiceId });
  await owner.query(
    `insert into payment_task (partner_id, partner_path, customer_id, cause, words, kind,
        asked_minor, asked_currency, received_minor, received_currency)
      select partner_id, partner_path, id, 'test', 'Raw words.', 'OTHER_AMOUNT', 1, 'EUR', 2, 'EUR'
      from customer where id = $1`,
    [customerId],
  );
  await one(
    'mutation ($p: ID, $n: String!) { saveLabel(partnerId: $p, name: $n, colour: "#000") { id } }',
    { p: testId, n: TRIED },
  );
  await one('mutation ($i: LocationInput!) { saveLocation(input: $i) { id } }', {
    i: { partnerId: testId, name: TRIED },
  });
  await one('mutation ($i: BankAccountInput!) { createBankAccount(input: $i) { id } }', {
    i: { partnerId: testId, name: TRIED, iban: IBAN, currency: 'EUR' },
  });
  const sent = await sendFile(server, camtOf([{ amount: '5.00', text: TRIED }], { day: START }), {
    token: tester,
  });
  await fileRead(server, sent.id);
  const { id: userId } = await one('{ viewer { id } }', {}, tester);
  const till = await one('mutation ($i: TillInput!) { createTill(input: $i) { id } }', {
    i: { partnerId: testId, name: TRIED, userIds: [userId] },
  });
  await one(
    'mutation ($t: ID!) { openTill(tillId: $t, float: "10") { id } }',
    { t: till.id },
    tester,
  );
  await preview(server, { date: START, partnerIds: [testId] });
}

/** Those of some ids that are of a test partner's rows, whatever their table. */
async function tested(ids: readonly string[]): Promise<string[]> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select table_name "name" from information_schema.columns
    where table_schema = 'public' and column_name in ('id', 'partner_path') and (column_name <> 'id' or data_type = 'uuid')
    group by 1 having count(*) = 2`,
  );
  const { rows } = await owner.query<{ id: string }>(
    tables
      .map(
        ({ name }) => `select id::text from "${name}" where id = any($1) and is_test(partner_path)`,
      )
      .join(' union '),
    [ids],
  );
  return rows.map(({ id }) => id);
}

async function listed(query: string, token?: string): Promise<string[]> {
  const found = await one(query, {}, token);
  return tested((found.nodes ?? found).map(({ id }: { id: string }) => id));
}

describe('what is only tested', () => {
  it('is in every list of its own people, and in none of those above', async () => {
    const looked = lists().filter(({ name }) => !SHOWN.has(name));
    expect(looked.length).toBeGreaterThan(18);
    const missing: string[] = [];
    const leaking: string[] = [];
    for (const { name, all, of } of looked) {
      if (!(await listed(all, tester)).length) missing.push(name);
      if ((await listed(all)).length) leaking.push(name);
      for (const id of of ? [operatorId, sellerId] : [])
        if ((await listed(of!(id))).length) leaking.push(`${name} of a partner above`);
      if (of && !(await listed(of(testId))).length) missing.push(`${name}, asked for it`);
    }
    expect({
      missing: missing.filter((name) => !BEGUN_ELSEWHERE.has(name.split(',')[0])),
      leaking: [...new Set(leaking)],
    }).toEqual({ missing: [], leaking: [] });
  }, 120_000);

  it('is marked in the list of partners, and there in its file', async () => {
    const { nodes } = await one('{ partners(first: 50) { nodes { name test } } }');
    expect(nodes).toContainEqual({ name: TRIED, test: true });
    const file = await (await fetchAs(server, '/exports/lists/partners.csv')).text();
    expect(file.split('\r\n').filter((line) => /,true|,yes/.test(line)).length).toBe(1);
  });

  it('is in no file above, and found by no search there', async () => {
    for (const name of [
      'customers',
      'services',
      'items',
      'tariffs',
      'partners',
      'lists/customers',
      'lists/tariffs',
      'lists/services',
    ])
      expect([name, await (await fetchAs(server, `/exports/${name}.csv`)).text()]).toEqual([
        name,
        expect.not.stringContaining(TRIED),
      ]);
    const desk = await makeUser(server, sellerId, 'CASHIER');
    for (const token of [server.operator, desk.token])
      expect(await one('{ cashDeskSearch(text: "Only tried") { name } }', {}, token)).toEqual([]);
    expect(await one('{ cashDeskSearch(text: "Only tried") { name } }', {}, tester)).toEqual([
      { name: TRIED },
    ]);
    for (const list of ['customers', 'tariffs'])
      expect(
        await one(`{ ${list}(filter: { search: "${TRIED}" }) { totalCount nodes { id } } }`),
      ).toEqual({ totalCount: 0, nodes: [] });
  });

  it('is counted by the books where they are asked for it alone', async () => {
    const counted = async (partnerId: string | null): Promise<Record<string, number>> => {
      const found = await one('query ($p: ID) { books(partnerId: $p) { name checked holds } }', {
        p: partnerId,
      });
      expect(found.filter(({ holds }: any) => !holds)).toEqual([]);
      return Object.fromEntries(found.map(({ name, checked }: any) => [name, checked]));
    };
    for (const above of [null, sellerId])
      expect(await counted(above)).toMatchObject({
        LEDGER: 0,
        DOCUMENTS: 0,
        PERIODS: 0,
        NUMBERS: 0,
      });
    expect(await counted(testId)).toMatchObject({ LEDGER: 1, DOCUMENTS: 4, PERIODS: 1, NOTES: 1 });
  });

  it('is dated by its own clock, not by the days that pass here', async () => {
    const later = '2029-03-01';
    const { id } = await one(
      'mutation ($p: ID!, $d: Date!) { createTestPartner(parentId: $p, name: "Later", currency: "EUR", startsOn: $d) { id } }',
      { p: sellerId, d: later },
    );
    const customer = await makeCustomer(server, id);
    const invoice = (documentDate: string) =>
      one('mutation ($i: InvoiceInput!) { createInvoice(input: $i) { warnings { code } } }', {
        i: { customerId: customer.id, documentDate, lines: [{ description: 'x', unitPrice: '1' }] },
      });
    expect(await invoice(later)).toEqual({ warnings: [] });
    expect(await invoice('2030-06-01')).toEqual({ warnings: [{ code: 'FAR_DATE' }] });
  });

  it('has rates that its own tariffs may use, and no other', async () => {
    const rates = (usableBy: string[]) =>
      one('query ($u: [ID!]) { taxRates(usableBy: $u) { name } }', { u: usableBy });
    expect(await rates([testId])).toContainEqual({ name: TRIED });
    expect(await rates([sellerId])).not.toContainEqual({ name: TRIED });
  });
});
