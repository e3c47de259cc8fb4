import {
  buildClientSchema,
  getIntrospectionQuery,
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isEnumType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { confirm, preview, story } from '../support/story.ts';

// The walk needs no list of operations: it reads the schema, so that whatever is added is walked too.

/** Stands in every name of the tenant that is looked for. What some may know has marks of its own. */
const SECRET_MARK = 'Marmalade';
/** The partner's name: its customers know it. */
const PARTNER_MARK = 'Tangerine';
/** A tax rate's name, and a custom field's: partners below use them. */
const TAX_MARK = 'Papaya';
let server: TestServer;
let owner: pg.Client;
let schema: GraphQLSchema;
let ids: Record<string, string>;
let outsiders: Record<string, string | null>;

beforeAll(async () => {
  server = await startTestServer();
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  schema = buildClientSchema(await server.must(getIntrospectionQuery()));
  const tell = story(server);
  const operator = await tell.operatorPartner();
  const user = (partnerId: string, name: string) =>
    tell.user({
      partnerId,
      email: `${name}@example.net`.toLowerCase(),
      name,
      role: 'ADMINISTRATOR',
      password: 'password of a user',
    });

  const hidden = await tell.partner({ name: `${PARTNER_MARK} Net`, parentId: operator.id });
  const child = await tell.partner({ name: 'Child Net', parentId: hidden.id });
  const sibling = await tell.partner({ name: 'Sibling Net', parentId: operator.id });
  const people = await user(hidden.id, `${SECRET_MARK}User`);
  await user(child.id, 'ChildUser');
  await user(sibling.id, 'SiblingUser');
  const hiddenToken = await server.signIn(`${SECRET_MARK}user@example.net`, 'password of a user');
  const taxRate = await tell.taxRate({ name: `${TAX_MARK} VAT`, percent: '19' }, hiddenToken);
  const tariff = await tell.tariff(
    { name: `${SECRET_MARK} Fibre`, price: '10', taxRateId: taxRate.id, partnerIds: [hidden.id] },
    hiddenToken,
  );
  const customer = await tell.customer(
    {
      partnerId: hidden.id,
      name: `${SECRET_MARK} Jones`,
      externalId: `${SECRET_MARK}-1`,
      email: `${SECRET_MARK}@example.org`,
      login: `${SECRET_MARK}1`,
      password: 'password of a customer',
    },
    hiddenToken,
  );
  const service = await tell.service(
    { customerId: customer.id, tariffId: tariff.id, startDate: '2026-04-01' },
    hiddenToken,
  );
  const [run] = await preview(server, { date: '2026-04-01' }, hiddenToken);
  await confirm(server, run, hiddenToken);
  const [waiting] = await preview(server, { date: '2026-05-01' }, hiddenToken);
  const { createCustomField: customField } = await server.must<any>(
    'mutation ($i: CustomFieldInput!) { createCustomField(input: $i) { id } }',
    {
      i: {
        entity: 'CUSTOMER',
        key: 'walked',
        label: `${TAX_MARK} field`,
        type: 'TEXT',
        searchable: true,
      },
    },
    hiddenToken,
  );
  await server.must(
    'mutation ($id: ID!, $f: JSON) { updateCustomer(id: $id, input: { customFields: $f }) { id } }',
    { id: customer.id, f: { walked: `${SECRET_MARK} value` } },
    hiddenToken,
  );
  const payment = await tell.pay(
    { customerId: customer.id, amount: '5.00', date: '2026-04-02', comment: SECRET_MARK },
    hiddenToken,
  );
  const invoice = (await tell.customerNow(customer.id)).invoices.nodes[0];
  const { messages } = await server.must<any>(
    '{ messages(first: 1) { nodes { id } } }',
    {},
    hiddenToken,
  );
  const sessions = await server.must<any>('{ sessions { id } }', {}, hiddenToken);

  for (const partner of [sibling, child]) {
    const own = await tell.tariff({
      name: `Plan of ${partner.number}`,
      price: '10',
      partnerIds: [partner.id],
    });
    const somebody = await tell.customer({
      partnerId: partner.id,
      name: `Somebody ${partner.number}`,
      login: `login${partner.number}`,
      password: 'password of a customer',
    });
    await tell.service({ customerId: somebody.id, tariffId: own.id, startDate: '2026-04-01' });
  }
  const neighbour = await tell.customer({
    partnerId: hidden.id,
    name: 'Neighbour',
    login: 'neighbour',
    password: 'password of a customer',
  });
  ids = {
    message: messages.nodes[0].id,
    customField: customField.id,
    partner: hidden.id,
    user: people.id,
    taxRate: taxRate.id,
    tariff: tariff.id,
    customer: customer.id,
    service: service.id,
    billingRun: waiting.id,
    payment: payment.id,
    invoice: invoice.id,
    session: sessions.sessions[0].id,
    fingerprint: waiting.fingerprint,
  };
  outsiders = {
    sibling: await server.signIn('siblinguser@example.net', 'password of a user'),
    child: await server.signIn('childuser@example.net', 'password of a user'),
    'a customer of the sibling': await server.signIn(
      `login${sibling.number}`,
      'password of a customer',
    ),
    [OWN_CUSTOMER]: await server.signIn('neighbour', 'password of a customer'),
    nobody: null,
  };
  expect(neighbour.id).toBeTruthy();
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

/** Which of the hidden tenant's records an argument asks for, by its name and by whose operation it is. */
function foreignId(argument: string, operation: string): string | null {
  const named = /^(partner|parent)Ids?$/.test(argument)
    ? 'partner'
    : (/^(user|taxRate|tariff|customer|service|invoice|payment)Ids?$/.exec(argument)?.[1] ?? null);
  if (named) return ids[named];
  if (argument !== 'id') return null;
  const kinds: [RegExp, string][] = [
    [/message/i, 'message'],
    [/customField/i, 'customField'],
    [/partner/i, 'partner'],
    [/user/i, 'user'],
    [/tariff/i, 'tariff'],
    [/session/i, 'session'],
    [/run/i, 'billingRun'],
    [/invoice|document/i, 'invoice'],
    [/payment|checkout/i, 'payment'],
    [/service/i, 'service'],
    [/customer/i, 'customer'],
  ];
  return ids[kinds.find(([pattern]) => pattern.test(operation))?.[1] ?? 'customer'];
}

/** A value that is right for its type; ids are the hidden tenant's. */
function sample(type: GraphQLInputType, name: string, operation: string): unknown {
  if (isNonNullType(type)) return sample(type.ofType, name, operation);
  if (isListType(type)) return [sample(type.ofType, name, operation)];
  if (isEnumType(type)) return type.getValues()[0].name;
  if (isInputObjectType(type))
    return Object.fromEntries(
      Object.values(type.getFields())
        .filter((field) => isNonNullType(field.type) || foreignId(field.name, operation))
        .map((field) => [field.name, sample(field.type, field.name, operation)]),
    );
  if (type.name === 'ID') return foreignId(name, operation) ?? ids.customer;
  if (name === 'fingerprint') return ids.fingerprint;
  const values: Record<string, unknown> = {
    Date: '2026-06-01',
    Decimal: '1.00',
    Int: 5,
    Boolean: true,
    JSON: {},
    DateTime: '2026-06-01T00:00:00Z',
    String: 'something',
  };
  return values[type.name] ?? 'something';
}

/** Everything that can be asked of a type without further arguments, a few levels deep. */
function selection(type: GraphQLObjectType, depth: number): string {
  const parts = Object.values(type.getFields()).flatMap((field) => {
    if (field.args.some((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined))
      return [];
    const named = getNamedType(field.type);
    if (isScalarType(named) || isEnumType(named)) return [field.name];
    if (!isObjectType(named) || depth === 0 || named.name.endsWith('Edge')) return [];
    const inner = selection(named, depth - 1);
    return inner ? [`${field.name} { ${inner} }`] : [];
  });
  return parts.join(' ');
}

function operationOf(
  kind: 'query' | 'mutation',
  field: GraphQLField<unknown, unknown>,
  args: readonly GraphQLArgument[],
  depth: number,
): { query: string; variables: Record<string, unknown> } {
  const named = getNamedType(field.type);
  const body = isObjectType(named) ? ` { ${selection(named, depth)} }` : '';
  const declared = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  return {
    query: `${kind}${declared ? ` (${declared})` : ''} { ${field.name}${args.length ? `(${args.map((arg) => `${arg.name}: $${arg.name}`).join(', ')})` : ''}${body} }`,
    variables: Object.fromEntries(
      args.map((arg) => [arg.name, sample(arg.type, arg.name, field.name)]),
    ),
  };
}

const OWN_CUSTOMER = 'another customer of the same partner';
function expectNothingOf(text: string, who: string, operation: string): void {
  expect(text, `${who}: ${operation}`).not.toContain(SECRET_MARK);
  if (who !== OWN_CUSTOMER) expect(text, `${who}: ${operation}`).not.toContain(PARTNER_MARK);
  if (who !== 'child') expect(text, `${who}: ${operation}`).not.toContain(TAX_MARK);
}

const REFUSED = ['NOT_FOUND', 'FORBIDDEN', 'UNAUTHENTICATED', 'BAD_USER_INPUT', 'CONFLICT'];

describe('nobody finds anything of another tenant', () => {
  it('in any query, with or without its ids', async () => {
    for (const field of Object.values(schema.getQueryType()!.getFields())) {
      const required = field.args.filter(
        (arg) => isNonNullType(arg.type) && arg.defaultValue === undefined,
      );
      const pointed = field.args.filter(
        (arg) => required.includes(arg) || foreignId(arg.name, field.name) || arg.name === 'filter',
      );
      for (const [who, token] of Object.entries(outsiders)) {
        for (const args of [required, pointed]) {
          const { query, variables } = operationOf('query', field, args, 2);
          const text = JSON.stringify(await server.ask(query, variables, token));
          expectNothingOf(text, who, field.name);
          expect(
            text.includes('"INTERNAL"') || text.includes('"fields":{"query":'),
            `${who}: ${field.name} ${text.slice(0, 400)}`,
          ).toBe(false);
          if (required.some((arg) => getNamedType(arg.type).name === 'ID'))
            expect(text, `${who}: ${field.name}`).toMatch(new RegExp(REFUSED.join('|')));
        }
      }
    }
  });

  it('says the same of a foreign record as of one that never was', async () => {
    for (const [name, kind] of [
      ['partner', 'partner'],
      ['customer', 'customer'],
      ['invoice', 'invoice'],
      ['billingRun', 'billingRun'],
      ['service', 'service'],
      ['payment', 'payment'],
    ]) {
      const ask = (id: string) =>
        server.ask(`query ($id: ID!) { ${name}(id: $id) { id } }`, { id }, outsiders.sibling);
      expect(await ask(ids[kind]), name).toEqual(await ask('01890000-0000-7000-8000-000000000000'));
    }
  });

  it('nor changes it by any mutation', async () => {
    const before = await fingerprintOfHidden();
    const skipped = ['signIn', 'signOut', 'changePassword'];
    const ofItself = ['updateProfile', 'startCheckout']; // a customer of the tenant may do these, to itself
    for (const field of Object.values(schema.getMutationType()!.getFields()).filter(
      (each) => !skipped.includes(each.name),
    )) {
      for (const [who, token] of Object.entries(outsiders)) {
        if (who === OWN_CUSTOMER && ofItself.includes(field.name)) continue;
        const { query, variables } = operationOf(
          'mutation',
          field,
          field.args.filter((arg) => isNonNullType(arg.type) || foreignId(arg.name, field.name)),
          1,
        );
        const answer = await server.ask(query, variables, token);
        const text = JSON.stringify(answer);
        expectNothingOf(text, who, field.name);
        expect(
          answer.errors
            ?.map((error) => error.extensions.code)
            .filter((code) => !REFUSED.includes(code)) ?? [],
          `${who}: ${field.name} ${text.slice(0, 400)}`,
        ).toEqual([]);
      }
    }
    expect(await fingerprintOfHidden()).toEqual(before);
  });
});

/** Every row of the hidden partner in every table, as the owner sees it; but sessions, and what a job folds each minute. */
async function fingerprintOfHidden(): Promise<Record<string, string>> {
  const { rows } = await owner.query<{ name: string }>(
    `select distinct table_name name from information_schema.columns where table_schema = 'public' and column_name = 'partner_id' and table_name not in ('session', 'figure_change', 'figure_sum') order by 1`,
  );
  const prints: Record<string, string> = {};
  for (const { name } of rows)
    prints[name] = (
      await owner.query<{ h: string }>(
        `select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') h from ${name} t where partner_id = $1`,
        [ids.partner],
      )
    ).rows[0].h;
  return prints;
}
