import { buildClientSchema, getIntrospectionQuery, isNonNullType, type GraphQLField, type GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { makeCustomer, makeTenant, makeUser, NOWHERE, PASSWORD } from '../support/tenants.ts';
import { sample, withVariables } from '../support/walker.ts';

/** Who needs which permission for what: every operation of the schema stands here, so that a new one cannot be forgotten. */
const QUERIES: Record<string, string[] | 'anybody' | 'signed in'> = {
  viewer: 'anybody', branding: 'anybody', sessions: 'signed in',
  billingRuns: ['billing-runs:read'], billingRun: ['billing-runs:read'], suggestedBillingDate: ['billing-runs:read'], partnersDue: ['billing-runs:read'],
  taxRates: ['tariffs:read'], tariffs: ['tariffs:read'], tariff: ['tariffs:read'], checkout: ['payments:read', 'checkout:create'],
  customers: ['customers:read'], customer: ['customers:read'], invoices: ['invoices:read'], invoice: ['invoices:read'], transactions: ['transactions:read'], transaction: ['transactions:read'],
  payments: ['payments:read'], payment: ['payments:read'], financeMetrics: ['metrics:read'], financeHistory: ['metrics:read'], partners: ['partners:read'], partner: ['partners:read'],
  services: ['services:read'], service: ['services:read'], financeSettings: ['settings:read'], users: ['users:read'], user: ['users:read'], roles: ['users:read'],
  customFields: 'signed in', customFieldImpact: ['custom-fields:write'], companyDetails: ['settings:read'], documentTemplate: ['settings:read'], templateVariables: ['settings:read'], documentJob: ['invoices:read'], documentJobs: ['invoices:read'],
  messages: ['messages:read'], message: ['messages:read'], messagePreview: ['messages:read'], notificationSettings: ['settings:read'],
};
const MUTATIONS: Record<string, string[] | 'anybody' | 'signed in'> = {
  signIn: 'anybody', signOut: 'signed in', revokeSession: 'signed in', changePassword: 'signed in',
  chargeCustomer: ['invoices:write'], undoLastCharge: ['invoices:void'], createBillingRun: ['billing-runs:create'], confirmBillingRun: ['billing-runs:confirm'], deleteBillingRun: ['billing-runs:create'],
  retryBillingRun: ['billing-runs:create'], repreviewBillingRun: ['billing-runs:create'], excludeFromBillingRun: ['billing-runs:create'], includeInBillingRun: ['billing-runs:create'],
  createTaxRate: ['tariffs:write'], createTariff: ['tariffs:write'], updateTariff: ['tariffs:write'], archiveTariff: ['tariffs:write'], startCheckout: ['checkout:create'],
  createCustomer: ['customers:write'], updateCustomer: ['customers:write', 'profile:write'], updateCustomerBilling: ['customers:write'], updateProfile: ['profile:write'],
  createInvoice: ['invoices:write'], approveInvoice: ['invoices:write'], voidInvoice: ['invoices:void'], addFutureItem: ['transactions:write'], removeFutureItem: ['transactions:write'], createTransaction: ['transactions:write'],
  recordPayment: ['payments:write'], reversePayment: ['payments:delete'], runDunning: ['dunning:run'], createPartner: ['partners:write'], updatePartner: ['partners:write'], movePartner: ['partners:write'],
  createService: ['services:write'], updateService: ['services:write'], endService: ['services:write'], updateFinanceSettings: ['settings:write'], createUser: ['users:write'], updateUser: ['users:write'],
  requestPasswordReset: 'anybody', resetPassword: 'anybody', createCustomField: ['custom-fields:write'], updateCustomField: ['custom-fields:write'], archiveCustomField: ['custom-fields:write'],
  updateCompanyDetails: ['settings:write'], setDocumentTemplate: ['settings:write'], previewDocumentTemplate: ['settings:read'], createDocumentJob: ['invoices:read'], updateInvoiceDetails: ['invoices:write'], renewInvoiceDocument: ['invoices:write'],
  updateNotificationSettings: ['settings:write'], sendTestMail: ['settings:write'], sendInvoice: ['messages:write'], sendMessageNow: ['messages:write'], cancelMessage: ['messages:write'], resendMessage: ['messages:write'], sendWelcome: ['customers:write'], remindCustomers: ['messages:write'],
};
/** Work in bulk: not for a customer, whatever it may read. */
const STAFF_ONLY = new Set(['createDocumentJob']);
const CUSTOMER = ['customers:read', 'services:read', 'invoices:read', 'transactions:read', 'payments:read', 'profile:write', 'checkout:create'];

let server: TestServer;
let schema: GraphQLSchema;
let who: { name: string; token: string | null; permissions: Set<string> }[];
beforeAll(async () => {
  server = await startTestServer();
  schema = buildClientSchema(await server.must(getIntrospectionQuery()));
  const north = await makeTenant(server, 'North Net');
  const { roles } = await server.must<{ roles: { name: string; permissions: string[] }[] }>('{ roles { name permissions } }');
  who = [{ name: 'nobody', token: null, permissions: new Set() }];
  for (const role of roles) who.push({ name: role.name, token: (await makeUser(server, north.id, role.name)).token, permissions: new Set(role.permissions) });
  const customer = await makeCustomer(server, north.id);
  who.push({ name: 'a customer', token: await server.signIn(customer.login, PASSWORD), permissions: new Set(CUSTOMER) });
});
afterAll(async () => { await server.stop(); });

const fieldsOf = (kind: 'query' | 'mutation'): GraphQLField<unknown, unknown>[] => Object.values((kind === 'query' ? schema.getQueryType() : schema.getMutationType())!.getFields());

describe('every operation', () => {
  it('is in the table', () => {
    expect(fieldsOf('query').map((field) => field.name).sort()).toEqual(Object.keys(QUERIES).sort());
    expect(fieldsOf('mutation').map((field) => field.name).sort()).toEqual(Object.keys(MUTATIONS).sort());
  });

  it('asks for its permission, of every role, before it looks at anything', async () => {
    const wrong: string[] = [];
    for (const [kind, table] of [['query', QUERIES], ['mutation', MUTATIONS]] as const) {
      for (const field of fieldsOf(kind)) {
        const needed = table[field.name];
        if (needed === 'anybody' || field.name === 'signOut' || field.name === 'changePassword') continue;
        // ids of nothing: whoever may is told that there is none, and nothing is changed
        const values = Object.fromEntries(field.args.filter((arg) => isNonNullType(arg.type)).map((arg) => [arg.name, sample(arg.type, NOWHERE)]));
        for (const { name, token, permissions } of who) {
          const { query, variables } = withVariables(kind, field, values);
          const { errors } = await server.ask(query, variables, token);
          const code = errors?.[0].extensions.code ?? 'ok';
          const expected = token === null ? 'UNAUTHENTICATED' : needed === 'signed in' || (needed.some((permission) => permissions.has(permission)) && !(name === 'a customer' && STAFF_ONLY.has(field.name))) ? 'let in' : 'FORBIDDEN';
          const got = ['UNAUTHENTICATED', 'FORBIDDEN', 'INTERNAL'].includes(code) ? code : 'let in';
          if (got !== expected) wrong.push(`${name}: ${field.name} ${code}, not ${expected}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('answers nobody but for the few that need no sign-in', async () => {
    expect((await server.must('{ viewer { id } __typename }', {}, null))).toEqual({ viewer: null, __typename: 'Query' });
    expect((await server.must('{ branding { name } }', {}, null)).branding.name).toBeTruthy();
    for (const mutation of ['signOut', 'changePassword(current: "x", next: "long enough")']) expect((await server.refused(`mutation { ${mutation} }`, {}, null)).code).toBe('UNAUTHENTICATED');
  });
});

describe('a cashier', () => {
  it('finds customers, their documents, balance and payments, and nothing else by way of them', async () => {
    const { token } = who.find((each) => each.name === 'CASHIER')!;
    const { customers } = await server.must('{ customers { nodes { name balance outstanding invoices { totalCount } payments { totalCount } } } }', {}, token);
    expect(customers.nodes).toHaveLength(1);
    for (const field of ['services { totalCount }', 'transactions { totalCount }', 'futureItems { id }']) {
      const { errors } = await server.ask(`{ customers { nodes { ${field} } } }`, {}, token);
      expect(errors?.[0].extensions.code, field).toBe('FORBIDDEN');
    }
  });
});

describe('roles', () => {
  it('are given by nobody who does not have what they allow, and not above the own partner', async () => {
    const { viewer } = await server.must('{ viewer { partner { id } } }');
    const manager = who.find((each) => each.name === 'FINANCIAL_MANAGER')!;
    expect((await server.refused('mutation ($p: ID!) { createUser(input: { partnerId: $p, email: "x@x.example", name: "X", role: "READ_ONLY" }) { id } }', { p: viewer.partner.id }, manager.token)).code).toBe('FORBIDDEN');
    const administrator = who.find((each) => each.name === 'ADMINISTRATOR')!;
    expect((await server.refused('mutation ($p: ID!) { createUser(input: { partnerId: $p, email: "x@x.example", name: "X", role: "READ_ONLY" }) { id } }', { p: viewer.partner.id }, administrator.token)).code).toBe('NOT_FOUND');
  });
});
