import 'reflect-metadata';
import {
  buildClientSchema,
  getIntrospectionQuery,
  isEnumType,
  isListType,
  isNonNullType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import pg from 'pg';
import { addDays } from '@backhaul/domain/time/calendar';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { dunPartner } from '../../server/src/modules/dunning/dunning.tasks.ts';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { sendImport } from '../support/importScreen.ts';
import { money } from '../support/money.ts';
import { preview } from '../support/story.ts';
import {
  makeCustomer,
  makeTariff,
  makeTree,
  makeUser,
  NOWHERE,
  openSandbox,
  PASSWORD,
} from '../support/tenants.ts';
import {
  completed,
  leavesOf,
  replaced,
  sample,
  withLiterals,
  withVariables,
  type Leaf,
  type Values,
} from '../support/walker.ts';

// The walk reads the schema, so that whatever is added to it is walked too; VALID makes the values right where more than a shape is asked for.

const PART = { name: 'City', percent: '1', basis: 'NET' };

let server: TestServer;
let owner: pg.Client;
let schema: GraphQLSchema;
let valid: Record<string, Values>;
let portal: string;
let foreign: { token: string; ids: string[] };
const FOR_CUSTOMERS = new Set(['updateProfile', 'startCheckout', 'startMethodSetup']);
const mutations = (): GraphQLField<unknown, unknown>[] =>
  Object.values(schema.getMutationType()!.getFields());
const FOR_NOBODY = new Set(['payByLink', 'signIn', 'requestPasswordReset', 'resetPassword']);
const tokenFor = (name: string): string | null =>
  FOR_NOBODY.has(name) ? null : FOR_CUSTOMERS.has(name) ? portal : server.operator;

/** An invoice of today, of which something is due. */
async function openInvoice(customerId: string): Promise<string> {
  const today = new Date().toISOString().slice(0, 10);
  const { createInvoice } = await server.must(
    'mutation ($i: InvoiceInput!) { createInvoice(input: $i) { id } }',
    { i: { customerId, documentDate: today, lines: [{ description: 'Router', unitPrice: '5' }] } },
  );
  return createInvoice.id;
}

/** A card that a customer saved. */
async function savedCard(customerId: string, gatewayId: string): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    `insert into saved_method (partner_id, partner_path, customer_id, gateway_account_id, provider_ref, brand, last4)
    select partner_id, partner_path, id, $2, 'sandbox_card_4242_of somebody', 'Visa', '4242' from customer where id = $1
    returning id`,
    [customerId, gatewayId],
  );
  return rows[0].id;
}

/** The token of an invoice's link. */
async function linkToken(invoiceId: string): Promise<string> {
  const { paymentLink } = await server.must(
    'query ($id: ID!) { paymentLink(invoiceId: $id) { url } }',
    { id: invoiceId },
  );
  return paymentLink.url.split('/pay/')[1];
}

beforeAll(async () => {
  server = await startTestServer();
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  schema = buildClientSchema(await server.must(getIntrospectionQuery()));
  const { north, south, operatorId } = await makeTree(server);
  const tariffId = await makeTariff(server, [operatorId]);
  const {
    createTaxRate: { id: taxRateId },
  } = await server.must('mutation { createTaxRate(input: { name: "VAT", percent: "20" }) { id } }');
  const customer = await makeCustomer(server, operatorId);
  portal = await server.signIn(customer.login, PASSWORD);
  const {
    createService: { id: serviceId },
  } = await server.must(
    'mutation ($input: ServiceInput!) { createService(input: $input) { id } }',
    { input: { customerId: customer.id, tariffId, startDate: '2026-04-01' } },
  );
  const otherPlan = await makeTariff(server, [operatorId], { name: 'Other plan' });
  const {
    createService: { id: changingId },
  } = await server.must(
    'mutation ($input: ServiceInput!) { createService(input: $input) { id } }',
    { input: { customerId: customer.id, tariffId, startDate: '2026-04-01' } },
  );
  const { recordUsage: batch } = await server.must<any>(
    'mutation ($input: [UsageInput!]!) { recordUsage(input: $input) { batchId } }',
    {
      input: [
        {
          sourceId: 'cdr-0',
          serviceId: changingId,
          at: '2026-03-05T10:00:00Z',
          kind: 'Calls',
          quantity: '1',
        },
      ],
    },
  );
  const {
    unratedUsage: [unrated],
  } = await server.must<any>('{ unratedUsage { id } }');
  const {
    changePlan: { id: planChangeId },
  } = await server.must(
    'mutation ($input: PlanChangeInput!) { changePlan(input: $input) { id } }',
    {
      input: { serviceId: changingId, tariffId: otherPlan, date: '2026-12-01' },
    },
  );
  const {
    previewCharges: { id: massJobId },
  } = await server.must<any>(
    'mutation ($ids: [ID!]) { previewCharges(ids: $ids, date: "2026-04-01") { id } }',
    { ids: [customer.id] },
  );
  const sent = (await (await sendImport(server, 'a.csv', 'name,balance\nAnn,1.5\n')).json()) as {
    id: string;
  };
  const {
    createImport: { id: importId },
  } = await server.must<any>(
    'mutation ($f: ID!) { createImport(kind: CUSTOMER, fileId: $f) { id } }',
    { f: sent.id },
  );
  const cash = money(server);
  const invoice = await cash.invoice(customer.id, '10.00');
  const draft = await cash.invoice(customer.id, '10.00', { draft: true });
  const payment = await cash.pay(customer.id, '1.00');
  const { createCreditNote: note } = await server.must<any>(
    'mutation ($input: CreditNoteInput!) { createCreditNote(input: $input) { id } }',
    {
      input: {
        customerId: customer.id,
        documentDate: '2026-04-01',
        reason: 'sorry',
        lines: [{ description: 'Sorry', unitPrice: '1.00' }],
      },
    },
  );
  const { createProforma: proforma } = await server.must<any>(
    'mutation ($input: ProformaInput!) { createProforma(input: $input) { id } }',
    {
      input: {
        customerId: customer.id,
        documentDate: '2026-04-01',
        lines: [{ description: 'Ahead', unitPrice: '5.00' }],
      },
    },
  );
  const { id: userId } = await makeUser(server, operatorId, 'READ_ONLY');
  const { viewer: desk } = await server.must<any>('{ viewer { id } }');
  const till = async (name: string): Promise<string> =>
    (
      await server.must<any>('mutation ($i: TillInput!) { createTill(input: $i) { id } }', {
        i: { partnerId: operatorId, name, userIds: [desk.id] },
      })
    ).createTill.id;
  const tillId = await till('Till 1');
  const otherTillId = await till('Till 2');
  const {
    openTill: { id: sessionId },
  } = await server.must<any>('mutation ($t: ID!) { openTill(tillId: $t, float: "10") { id } }', {
    t: tillId,
  });
  const [run] = await preview(server, { date: '2026-05-01' });
  const {
    addFutureItem: { id: itemId },
  } = await server.must(
    'mutation ($input: FutureItemInput!) { addFutureItem(input: $input) { id } }',
    { input: { customerId: customer.id, description: 'Cable', unitPrice: '5' } },
  );
  const {
    createCustomField: { id: fieldId },
  } = await server.must(
    'mutation ($input: CustomFieldInput!) { createCustomField(input: $input) { id } }',
    {
      input: {
        partnerId: operatorId,
        entity: 'CUSTOMER',
        key: 'a',
        label: 'Antenna',
        type: 'CHOICE',
        options: ['one', 'two'],
      },
    },
  );
  const sandboxId = await openSandbox(server, operatorId);
  const methodId = await savedCard(customer.id, sandboxId);
  const other = await makeCustomer(server, south.id);
  const otherTariff = await makeTariff(server, [south.id], { name: 'South only' });
  foreign = {
    token: north.token,
    ids: [
      operatorId,
      south.id,
      other.id,
      otherTariff,
      customer.id,
      serviceId,
      invoice.id,
      draft.id,
      payment.id,
      proforma.id,
      userId,
      run.id,
      itemId,
      planChangeId,
      massJobId,
      importId,
    ],
  };

  const line = {
    description: 'Router',
    quantity: '1',
    unitPrice: '10',
    taxRateId,
    discount: {
      kind: 'PERCENT',
      value: '10',
      from: '2026-04-01',
      until: '2026-05-01',
      message: 'welcome',
    },
  };
  const discounts = [
    { kind: 'PERCENT', value: '10', from: '2026-04-01', until: '2026-05-01', message: 'welcome' },
  ];
  valid = {
    signIn: { identifier: 'nobody@example.net', password: 'nothing at all' },
    signOut: {},
    revokeSession: { id: NOWHERE },
    changePassword: { current: 'wrong one', next: 'another password' },
    changeEmail: { email: 'moved@tests.example', currentPassword: 'wrong one' },
    closePaymentTask: { id: NOWHERE, note: 'seen to' },
    chargeCustomer: { customerId: customer.id, date: '2026-04-01' },
    undoLastCharge: { customerId: customer.id, reason: 'wrong house' },
    createBillingRun: { input: { date: '2026-04-01', partnerIds: [operatorId] } },
    confirmBillingRun: { id: run.id, fingerprint: 'x' },
    confirmBillingRuns: { runs: [{ id: run.id, fingerprint: 'x' }] },
    deleteBillingRun: { id: run.id },
    retryBillingRun: { id: run.id },
    repreviewBillingRun: { id: run.id },
    excludeFromBillingRun: { id: run.id, customerId: customer.id, reason: 'wait' },
    includeInBillingRun: { id: run.id, customerId: customer.id },
    createWallDisplay: {
      input: {
        partnerId: operatorId,
        name: 'Hall',
        dashboards: ['GENERAL'],
        expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
      },
    },
    ignoreDuplicate: { customerId: NOWHERE, otherId: operatorId },
    addNote: { recordId: NOWHERE, text: 'Rang', fileIds: [NOWHERE] },
    updateNote: { id: NOWHERE, text: 'Rang again' },
    saveContact: { input: { customerId: NOWHERE, name: 'Ann', emails: ['ann@mail.example'] } },
    removeContact: { id: NOWHERE },
    saveLabel: { name: 'Gold', colour: '#c0a000' },
    removeLabel: { id: NOWHERE },
    saveLocation: {
      input: { partnerId: operatorId, kind: 'SITE', name: 'Mast', address: 'Hill', lat: 1, lon: 2 },
    },
    removeLocation: { id: NOWHERE },
    createTaxRate: { input: { partnerId: operatorId, name: 'Low', percent: '7' } },
    updateTaxRate: { id: taxRateId, input: { name: 'VAT', percent: '20', parts: [PART] } },
    createTariff: {
      input: {
        kind: 'INTERNET',
        name: 'Fibre',
        price: '10',
        currency: 'EUR',
        taxRateId,
        partnerIds: [operatorId],
        setupFee: '5',
      },
    },
    updateTariff: {
      id: tariffId,
      input: {
        kind: 'INTERNET',
        name: 'Fibre',
        price: '10',
        currency: 'EUR',
        taxRateId,
        partnerIds: [operatorId],
        setupFee: '5',
      },
    },
    checkVatId: { customerId: customer.id },
    archiveTariff: { id: tariffId, archived: true },
    changeTariffPrice: {
      input: { tariffId, price: '12', from: '2026-05-01', scope: 'ALL' },
      fingerprint: 'x',
    },
    cancelTariffPrice: { tariffId },
    saveGatewayAccount: {
      partnerId: operatorId,
      input: { kind: 'SANDBOX', mode: 'TEST', methods: ['CARD'], feePercent: '0', feeFixed: '0' },
    },
    payByLink: {
      token: await linkToken(await openInvoice(customer.id)),
      idempotencyKey: 'one',
      gatewayId: sandboxId,
    },
    revokePaymentLinks: { invoiceId: invoice.id },
    startMethodSetup: { gatewayId: sandboxId },
    chargeSavedMethod: {
      methodId,
      amount: '1.00',
      invoiceId: await openInvoice(customer.id),
      idempotencyKey: 'one',
    },
    removeSavedMethod: { id: methodId },
    setDefaultMethod: { id: methodId },
    setAutopay: { customerId: customer.id, kind: 'SAVED_METHOD', methodId },
    runAutopay: { date: '2026-04-01', partnerId: operatorId },
    startCheckout: {
      input: {
        invoiceId: invoice.id,
        proformaId: proforma.id,
        idempotencyKey: 'one',
        gatewayId: sandboxId,
      },
    },
    createCustomer: {
      input: {
        partnerId: operatorId,
        name: 'New',
        email: 'new@example.net',
        login: 'new',
        password: 'a new password',
        billing: { billingDay: 5 },
        customFields: { a: 'one' },
        createdOn: '2026-04-01',
      },
    },
    updateCustomer: { id: customer.id, input: { name: 'Changed', email: 'new@example.net' } },
    updateCustomerBilling: { customerId: customer.id, input: { billingDay: 5 } },
    updateProfile: { phone: '123' },
    createInvoice: {
      input: {
        customerId: customer.id,
        documentDate: '2026-04-01',
        dueDate: '2026-04-20',
        lines: [line],
        draft: true,
      },
    },
    approveInvoice: { id: draft.id },
    updateDraftInvoice: {
      id: draft.id,
      input: {
        customerId: customer.id,
        documentDate: '2026-04-01',
        dueDate: '2026-04-20',
        lines: [line],
      },
    },
    discardDraftInvoice: { id: draft.id },
    approveInvoices: { ids: [draft.id] },
    previewApproval: { ids: [draft.id] },
    refreshPlanned: {},
    previewCharges: { ids: [customer.id], date: '2026-04-01' },
    previewInvoices: {
      ids: [customer.id],
      invoice: { documentDate: '2026-04-01', dueDate: '2026-04-20', lines: [line], draft: true },
    },
    createImport: { kind: 'CUSTOMER', fileId: sent.id, partnerId: operatorId },
    setImportMapping: {
      id: importId,
      input: {
        encoding: 'UTF-8',
        delimiter: ',',
        headerRow: 1,
        columns: [
          { index: 0, target: 'name', default: 'x', valueMap: { a: 'b' }, joinWith: ' ' },
          { index: 1, target: 'balance', format: 'DOT' },
        ],
        constants: { city: 'Ulm' },
        mode: 'CREATE',
        clearEmpty: true,
        saveAs: 'Old',
      },
    },
    checkImport: { id: importId },
    editImportRow: { id: importId, line: 2, values: {}, allLike: false },
    runImport: { id: importId, fingerprint: 'none', setAside: true },
    undoImport: { id: importId },
    previewMassChange: {
      input: {
        list: 'customers',
        ids: [customer.id],
        steps: [{ field: 'city', operation: 'SET', value: 'Paarl' }],
      },
    },
    undoMassJob: { id: massJobId },
    confirmMassJob: { id: massJobId, fingerprint: 'none' },
    cancelJob: { id: massJobId },
    exportReport: { input: { kind: 'REVENUE' }, format: 'CSV' },
    createAndClaimInvoice: {
      invoice: { customerId: customer.id, documentDate: '2026-04-01', lines: [line] },
      payment: { amount: '1', date: '2026-04-02', method: 'CASH' },
    },
    claimInvoice: { id: draft.id, payment: { amount: '1', date: '2026-04-02', method: 'CASH' } },
    voidInvoice: { id: invoice.id, reason: 'wrong' },
    addFutureItem: {
      input: {
        customerId: customer.id,
        description: 'Cable',
        quantity: '1',
        unitPrice: '5',
        taxRateId,
        date: '2026-04-01',
      },
    },
    removeFutureItem: { id: itemId },
    recordUsage: {
      input: [
        {
          sourceId: 'cdr-1',
          serviceId: changingId,
          at: '2026-03-05T10:00:00Z',
          kind: 'Calls',
          quantity: '3',
          unitPrice: '0.05',
        },
      ],
    },
    recordUsageFile: {
      csv: `source_id,service_id,at,kind,quantity\ncdr-2,${changingId},2026-03-05T10:00:00Z,Calls,3`,
    },
    rateUsage: {
      input: { unitPrice: '0.05', ids: [unrated.id], partnerId: operatorId, kind: 'Calls' },
    },
    withdrawUsage: { input: { ids: [unrated.id], batchId: batch.batchId, reason: 'wrong' } },
    createInvoiceFromUsage: {
      customerId: customer.id,
      from: '2026-03-01',
      to: '2026-03-31',
      documentDate: '2026-04-01',
      fingerprint: 'none',
    },
    createTransaction: {
      customerId: customer.id,
      type: 'DEBIT',
      amount: '1.00',
      date: '2026-04-01',
      description: 'Correction',
    },
    recordPayment: {
      input: {
        customerId: customer.id,
        amount: '1.00',
        date: '2026-04-01',
        method: 'CASH',
        invoiceId: invoice.id,
        proformaId: proforma.id,
        comment: 'thanks',
        idempotencyKey: 'pay-one',
      },
    },
    reversePayment: { id: payment.id, reason: 'wrong' },
    createCreditNote: {
      input: {
        customerId: customer.id,
        invoiceId: invoice.id,
        documentDate: '2026-04-01',
        lines: [{ description: 'Router', unitPrice: '1.00' }],
        reason: 'outage',
        idempotencyKey: 'note-one',
      },
    },
    createProforma: {
      input: {
        customerId: customer.id,
        documentDate: '2026-04-01',
        lines: [{ description: 'Router', unitPrice: '1.00' }],
        idempotencyKey: 'proforma-one',
      },
    },
    updateProformaDetails: { id: proforma.id, customFields: {} },
    updateCreditNoteDetails: { id: note.id, customFields: {} },
    voidProforma: { id: proforma.id, reason: 'not wanted' },
    refundCreditNote: {
      id: note.id,
      date: '2026-04-01',
      method: 'CASH',
      idempotencyKey: 'back-one',
    },
    refundPayment: {
      id: payment.id,
      amount: '0.50',
      date: '2026-04-03',
      idempotencyKey: 'back-two',
    },
    writeOff: { invoiceId: invoice.id, reason: 'insolvent' },
    takeBackWriteOff: { invoiceId: invoice.id, reason: 'paid after all' },
    runDunning: { date: '2026-04-01', partnerId: operatorId },
    promiseToPay: {
      customerId: customer.id,
      until: addDays(new Date().toISOString().slice(0, 10), 2),
      reason: 'called back',
    },
    updateAutomationSettings: {
      partnerId: operatorId,
      input: {
        enabled: true,
        daysBefore: 5,
        confirmationDays: 3,
        confirmationTime: '22:00',
        separatePerPartner: true,
        pausedUntil: '2199-01-01',
      },
    },
    createBankAccount: {
      input: { partnerId: operatorId, name: 'Main', iban: 'AT022011100003429660', currency: 'EUR' },
    },
    saveCsvMapping: {
      input: {
        partnerId: operatorId,
        name: 'My bank',
        mapping: { bookingDate: 1, amount: 2 },
      },
    },
    postBankSuggestions: { bankAccountId: NOWHERE, from: 90 },
    forgetIban: { customerId: customer.id, iban: 'AT022011100003429660' },
    updatePaymentSettings: {
      partnerId: operatorId,
      input: {
        cashDeskMethods: ['CASH', 'CARD'],
        cashRounding: '0.05',
        tillDifferenceTolerance: '0.50',
        blindCount: false,
        autoPostFrom: 90,
        shortPaymentTolerance: '0.05',
        customerReferenceFormat: 'C{customer_id|6}',
        paymentReference: 'RF',
        returnFee: 'FIXED',
        returnFeeAmount: '7.50',
      },
    },
    createTill: {
      input: { partnerId: operatorId, name: 'Main Street', limit: '500', userIds: [userId] },
    },
    updateTill: {
      id: tillId,
      input: { name: 'High Street', limit: '400', userIds: [userId], archived: false },
    },
    openTill: { tillId: otherTillId, float: '10', reason: 'first' },
    moveTillCash: { sessionId, kind: 'PAY_IN', amount: '1', reason: 'from the safe' },
    closeTill: { sessionId, counted: '10', left: '10', reason: 'nothing moved' },
    approveTillDifference: { sessionId, reason: 'found' },
    takeCashDeskPayment: {
      input: {
        customerId: customer.id,
        amount: '5',
        method: 'CASH',
        invoiceId: invoice.id,
        tendered: '6',
        idempotencyKey: 'desk',
      },
    },
    closeBooks: { partnerId: operatorId, through: '2020-01-31' },
    skipAutomation: { partnerId: operatorId, billingDate: '2199-01-01', reason: 'a holiday' },
    unskipAutomation: { partnerId: operatorId, billingDate: '2199-01-01' },
    previewAutomation: { partnerId: operatorId, billingDate: '2199-01-01' },
    runAutomation: { until: '2026-04-01T00:00:00Z', partnerId: operatorId },
    createPartner: {
      input: { name: 'Net', parentId: operatorId, currency: 'EUR', timeZone: 'Europe/Berlin' },
    },
    updatePartner: { id: north.id, input: { name: 'Net' } },
    movePartner: { id: north.id, parentId: south.id },
    createTestPartner: {
      parentId: north.id,
      name: 'Trial',
      currency: 'EUR',
      startsOn: '2026-04-01',
    },
    advanceClock: { partnerId: north.id, to: '2026-04-02' },
    stopClock: { partnerId: north.id },
    addPartnerHost: { partnerId: north.id, host: 'my.north.example' },
    createService: {
      input: {
        customerId: customer.id,
        tariffId,
        startDate: '2026-04-01',
        endDate: '2026-05-01',
        quantity: '1',
        unitPrice: '5',
        setupFee: '1',
        description: 'Line',
        discounts,
      },
    },
    updateService: {
      serviceId,
      input: { quantity: '1', unitPrice: '5', description: 'Line', discounts, from: '2026-05-01' },
    },
    cancelServicePrice: { serviceId },
    moveServiceStart: { serviceId, startDate: '2026-04-01' },
    removeServiceEnd: { serviceId },
    creditUnused: { serviceId },
    changePlan: {
      input: {
        serviceId,
        tariffId: otherPlan,
        date: '2026-12-01',
        unitPrice: '5',
        dryRun: true,
      },
    },
    cancelPlanChange: { id: planChangeId },
    pauseService: { serviceId, from: '2026-12-01' },
    resumeService: { serviceId, from: '2026-12-02' },
    deleteService: { serviceId },
    endService: { serviceId, endDate: '2026-05-01' },
    updateFinanceSettings: {
      partnerId: operatorId,
      input: { billingDay: 5, holidays: ['2026-12-25'], planChangeFeeDearer: '5' },
    },
    createUser: {
      input: {
        partnerId: operatorId,
        email: 'another@example.net',
        name: 'Another',
        role: 'READ_ONLY',
        password: 'another password',
      },
    },
    updateUser: { id: userId, input: { name: 'Renamed' } },
    requestPasswordReset: { identifier: 'nobody@example.net' },
    resetPassword: { token: 'x'.repeat(43), password: 'another password' },
    createCustomField: {
      input: {
        partnerId: operatorId,
        entity: 'SERVICE',
        key: 'port',
        label: 'Port',
        type: 'CHOICE',
        help: 'On the switch',
        position: 3,
        options: ['left', 'right'],
      },
    },
    updateCustomField: {
      id: fieldId,
      label: 'Antenna',
      help: 'Which',
      position: 4,
      options: ['one', 'two'],
    },
    archiveCustomField: { id: fieldId },
    updateCompanyDetails: {
      partnerId: operatorId,
      input: {
        name: 'Net Ltd',
        street: '1 Street',
        city: 'Town',
        zip: '1234',
        country: 'Ireland',
        taxNumber: 'IE1',
        vatId: 'DE136695976',
        email: 'net@example.net',
        phone: '123',
        bankName: 'Bank',
        website: 'net.example',
        colour: '#0f766e',
        invoiceFooter: 'Thanks',
      },
    },
    setDocumentTemplate: {
      partnerId: operatorId,
      kind: 'INVOICE_MAIL',
      source: '<p>{{document.number}}</p>',
      subject: 'Invoice',
    },
    previewDocumentTemplate: {
      partnerId: operatorId,
      kind: 'INVOICE_MAIL',
      source: '<p>x</p>',
      subject: 'Invoice',
    },
    createDocumentJob: { input: { format: 'ZIP', invoiceIds: [invoice.id] } },
    updateInvoiceDetails: { id: invoice.id, memo: 'call first' },
    renewInvoiceDocument: { id: invoice.id, reason: 'a new name' },
    updateNotificationSettings: {
      partnerId: operatorId,
      input: {
        invoiceDelayHours: 2,
        smsGateway: { url: 'https://sms.example.net/send', from: 'Net', token: 'secret' },
      },
    },
    sendInvoice: { id: invoice.id, to: 'a@example.net' },
    sendStatement: {
      customerId: customer.id,
      from: '2026-04-01',
      to: '2026-04-30',
      email: 'a@example.net',
    },
    sendProforma: { id: proforma.id, to: 'a@example.net' },
    sendCreditNote: { id: note.id, to: 'a@example.net' },
    remindCustomers: { customerIds: [customer.id] },
    sendReminders: { filter: {}, fingerprint: 'x' },
  };
  // what was set up is told in the background: from here on nothing but what a test does makes rows
  await vi.waitFor(async () => {
    expect((await owner.query('select 1 from message')).rowCount).toBe(1);
  }, 20_000);
  // what the timetable does every quarter of an hour is done for today: no row comes from it while rows are counted
  const { rows: partners } = await owner.query<{ id: string }>('select id from partner');
  for (const { id } of partners) await dunPartner(server.app, id, new AbortController().signal);
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

/** How many rows every table has: a refusal leaves none behind. Failed sign-ins are counted on purpose. */
/** Failures to sign in are counted; and a job adds up the figures of what was set up, whenever it comes to it. */
const MOVING = ['sign_in_failure', 'figure_change', 'figure_sum'];

async function rows(): Promise<Record<string, string>> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select table_name name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> all($1) order by 1`,
    [MOVING],
  );
  const {
    rows: [counts],
  } = await owner.query<Record<string, string>>(
    `select ${tables.map(({ name }) => `(select count(*) from "${name}") "${name}"`).join(', ')}`,
  );
  return counts;
}

function valuesFor(field: GraphQLField<unknown, unknown>): Values {
  return (
    valid[field.name] ??
    Object.fromEntries(
      field.args
        .filter((arg) => isNonNullType(arg.type))
        .map((arg) => [arg.name, sample(arg.type, NOWHERE)]),
    )
  );
}
function spoilt(field: GraphQLField<unknown, unknown>, leaf: Leaf, value: unknown): Values {
  const values = replaced(valuesFor(field), leaf.path, value);
  for (const arg of field.args)
    if (arg.name in values) values[arg.name] = completed(arg.type, values[arg.name], NOWHERE);
  return values;
}

const bareName = (type: GraphQLInputType): string =>
  String(isNonNullType(type) ? type.ofType : type);
const BAD: Record<string, unknown[]> = {
  Date: [
    '2026-02-30',
    'tomorrow',
    '0000-00-00',
    '99999-01-01',
    '',
    ' 2026-04-01',
    '2026-4-1',
    '2026-04-01T00:00:00Z',
    20260401,
    true,
    {},
    [],
  ],
  Decimal: [
    '1e3',
    'NaN',
    'Infinity',
    '',
    '1,5',
    ' 1',
    '+1',
    '.5',
    '1.',
    '0x10',
    '１',
    '99999999999999999999',
    '-',
    1.5,
    1,
    true,
    {},
  ],
  Int: [2147483648, -2147483649, 1.5, '5', 'x', true],
  Boolean: ['yes', 1],
  String: [5, true, {}],
  ID: [{}, true, 1.5],
};

/**
 * Every third of the values for a place, each place another third: what refuses them is one thing
 * for all places of a type. All of them with npm run test:long.
 */
function someOf<T>(values: readonly T[], place: number): T[] {
  const all = process.env.BACKHAUL_LONG === 'yes' || values.length < 3;
  return values.filter((_, i) => all || i % 3 === place % 3);
}

/** What no type lets through: refused before anything is looked at. */
function badFor(leaf: Leaf): unknown[] {
  const bare = (isNonNullType(leaf.type) ? leaf.type.ofType : leaf.type) as GraphQLInputType;
  return [
    ...(isEnumType(bare) ? ['NOPE', 'nope', 5, ''] : (BAD[bareName(leaf.type)] ?? [])),
    ...(isNonNullType(leaf.type) && !isListType(leaf.type) ? [null] : []),
  ];
}

async function refusal(
  operation: { query: string; variables: Values },
  token: string | null,
): Promise<{ code: string; fields?: Record<string, string> }> {
  const { errors } = await server.ask(operation.query, operation.variables, token);
  if (!errors)
    throw new Error(`went through: ${operation.query} ${JSON.stringify(operation.variables)}`);
  return errors[0].extensions;
}

/** Many refusals side by side: thousands one after the other take minutes on a busy machine. */
async function sideBySide(tasks: (() => Promise<void>)[]): Promise<void> {
  const waiting = [...tasks];
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (let task = waiting.pop(); task; task = waiting.pop()) await task();
    }),
  );
}

/** Texts of several lines. */
const SEVERAL_LINES = /(^text|(^|\.)(memo|note|terms|invoice(Note|Terms|Memo)))$/;

describe('every mutation', { timeout: 240_000 }, () => {
  it('refuses values of the wrong form by field, in variables and in the document', async () => {
    const before = await rows();
    const wrong: string[] = [];
    const tasks: (() => Promise<void>)[] = [];
    for (const field of mutations()) {
      for (const [place, leaf] of leavesOf(field.args).entries()) {
        for (const value of someOf(badFor(leaf), place)) {
          for (const way of [withVariables, withLiterals])
            tasks.push(async () => {
              const operation = way('mutation', field, spoilt(field, leaf, value));
              const { code, fields } = await refusal(operation, tokenFor(field.name));
              if (code !== 'BAD_USER_INPUT' || !fields || !(leaf.field in fields))
                wrong.push(
                  `${operation.query} ${JSON.stringify(operation.variables)} [${leaf.field}]: ${code} ${JSON.stringify(fields)}`,
                );
            });
        }
      }
    }
    await sideBySide(tasks);
    expect(tasks.length).toBeGreaterThan(700);
    expect(wrong).toEqual([]);
    expect(await rows()).toEqual(before);
  });

  it('names a required field that is missing and a field that there is not', async () => {
    const wrong: string[] = [];
    for (const field of mutations()) {
      const values = valuesFor(field);
      for (const arg of field.args) {
        const { [arg.name]: _gone, ...without } = values;
        if (isNonNullType(arg.type)) {
          const { code, fields } = await refusal(
            withLiterals('mutation', field, without),
            tokenFor(field.name),
          );
          if (code !== 'BAD_USER_INPUT' || !fields?.[arg.name])
            wrong.push(`${field.name} without ${arg.name}: ${code} ${JSON.stringify(fields)}`);
        }
        if (typeof values[arg.name] !== 'object' || Array.isArray(values[arg.name])) continue;
        for (const way of [withVariables, withLiterals]) {
          const extra = await refusal(
            way('mutation', field, {
              ...values,
              [arg.name]: { ...(values[arg.name] as object), nonsense: 1 },
            }),
            tokenFor(field.name),
          );
          if (
            extra.code !== 'BAD_USER_INPUT' ||
            !(extra.fields?.nonsense ?? extra.fields?.[`${arg.name}.nonsense`])
          )
            wrong.push(`${field.name} with nonsense: ${JSON.stringify(extra)}`);
          for (const key of Object.keys(values[arg.name] as object)) {
            const { [key]: _left, ...rest } = values[arg.name] as Values;
            const { errors } = await server.ask(
              ...(Object.values(
                way('mutation', field, { ...without, [arg.name]: { ...rest, nonsense: 1 } }),
              ) as [string, object]),
              tokenFor(field.name),
            );
            if (
              errors!.some(
                (error) =>
                  error.extensions.code !== 'BAD_USER_INPUT' ||
                  !error.extensions.fields ||
                  'query' in error.extensions.fields,
              )
            )
              wrong.push(`${field.name} without ${key}: ${JSON.stringify(errors)}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('refuses text that cannot be stored, endless text, line breaks and control characters by field', async () => {
    const before = await rows();
    const wrong: string[] = [];
    const tasks: (() => Promise<void>)[] = [];
    // what is looked up and not kept may be any text; it finds nothing; a template has lines, and says what is wrong with them
    const kept = (name: string, leaf: Leaf): boolean =>
      name !== 'signIn' &&
      name !== 'requestPasswordReset' &&
      name !== 'previewDocumentTemplate' &&
      leaf.field !== 'token' &&
      leaf.field !== 'source' &&
      leaf.field !== 'csv' &&
      !leaf.field.startsWith('filter.') &&
      !leaf.field.endsWith('fingerprint') &&
      !(name === 'changePassword' && leaf.field === 'current');
    for (const field of mutations()) {
      const texts = leavesOf(field.args).filter((each) => bareName(each.type) === 'String');
      for (const [place, leaf] of texts.entries()) {
        const values = [
          'a\u0000b',
          '\ud800',
          ...(kept(field.name, leaf)
            ? [
                'x'.repeat(10_000),
                ...(leaf.field.toLowerCase().includes('password') || leaf.field === 'next'
                  ? []
                  : [
                      ...(SEVERAL_LINES.test(leaf.field) ? [] : ['a\nb', 'a\r\nb', 'a\u2028b']),
                      'a\u0007b',
                      'a\u009fb',
                    ]),
              ]
            : []),
        ];
        for (const value of someOf(values, place))
          tasks.push(async () => {
            const operation = withVariables('mutation', field, spoilt(field, leaf, value));
            const { code, fields } = await refusal(operation, tokenFor(field.name));
            if (
              code !== 'BAD_USER_INPUT' ||
              !fields ||
              !(leaf.field in fields || leaf.field.replace(/\.\d+$/, '') in fields)
            )
              wrong.push(
                `${field.name} ${leaf.field} ${JSON.stringify(value).slice(0, 20)}: ${code} ${JSON.stringify(fields)}`,
              );
          });
      }
    }
    await sideBySide(tasks);
    expect(wrong).toEqual([]);
    expect(await rows()).toEqual(before);
  });

  it('refuses what is no id by field, and finds none that lies elsewhere, with one text', async () => {
    const before = await rows();
    const wrong: string[] = [];
    for (const field of mutations()) {
      // a filter by what is not there finds nothing
      for (const leaf of leavesOf(field.args).filter(
        (each) => bareName(each.type) === 'ID' && !each.field.startsWith('filter.'),
      )) {
        const named = leaf.field.replace(/\.\d+$/, '');
        for (const value of someOf(
          ['', 'x', '123', `${NOWHERE}0`, "' or 1=1 --"],
          leaf.field.length,
        )) {
          const { code, fields } = await refusal(
            withVariables('mutation', field, spoilt(field, leaf, value)),
            tokenFor(field.name),
          );
          if (code !== 'BAD_USER_INPUT' || !fields || !(named in fields || leaf.field in fields))
            wrong.push(`${field.name} ${leaf.field} ${value}: ${code} ${JSON.stringify(fields)}`);
        }
        const texts = new Set<string>();
        for (const [value, token] of [
          [NOWHERE, tokenFor(field.name)],
          [
            NOWHERE.replaceAll('0', 'f').replace('f-4fff', '0-4000').toUpperCase(),
            tokenFor(field.name),
          ],
          ...foreign.ids.map((id) => [id, foreign.token]),
        ] as [string, string | null][]) {
          if (token === foreign.token && FOR_CUSTOMERS.has(field.name)) continue;
          const { query, variables } = withVariables('mutation', field, spoilt(field, leaf, value));
          const { errors } = await server.ask(query, variables, token);
          texts.add(`${errors?.[0].extensions.code} ${errors?.[0].message}`);
        }
        if (texts.size !== 1 || ![...texts][0].startsWith('NOT_FOUND'))
          wrong.push(`${field.name} ${leaf.field}: ${[...texts].join(' | ')}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await rows()).toEqual(before);
  });
});

describe('every query', { timeout: 240_000 }, () => {
  it('refuses values of the wrong form by field, in variables and in the document', async () => {
    const wrong: string[] = [];
    for (const field of Object.values(schema.getQueryType()!.getFields())) {
      const required = Object.fromEntries(
        field.args
          .filter((arg) => isNonNullType(arg.type))
          .map((arg) => [arg.name, sample(arg.type, NOWHERE)]),
      );
      for (const [place, leaf] of leavesOf(field.args).entries()) {
        for (const value of [
          ...someOf(badFor(leaf), place),
          ...(bareName(leaf.type) === 'String' ? ['a\u0000b', '\ud800'] : []),
        ]) {
          const values = replaced(required, leaf.path, value);
          for (const arg of field.args)
            if (arg.name in values)
              values[arg.name] = completed(arg.type, values[arg.name], NOWHERE);
          for (const way of value === '\ud800' ? [withVariables] : [withVariables, withLiterals]) {
            const { code, fields } = await refusal(way('query', field, values), server.operator);
            if (code !== 'BAD_USER_INPUT' || !fields || !(leaf.field in fields))
              wrong.push(
                `${field.name} [${leaf.field}] ${JSON.stringify(value)}: ${code} ${JSON.stringify(fields)}`,
              );
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('never fails on an odd id, text, page or cursor', async () => {
    const odd: Record<string, unknown[]> = {
      ID: ['', 'x', NOWHERE, NOWHERE.toUpperCase(), "' or 1=1 --", 'x'.repeat(10_000)],
      Int: [-1, 0, 1, 201, 2147483647, -2147483648],
      String: [
        '',
        ' ',
        '%',
        '\\',
        "'",
        '(',
        ')',
        ':*',
        '\u{1F600}',
        '\u202e',
        'a\nb',
        'x'.repeat(10_000),
        'EUR',
        'eur',
        'Yzo=',
        'bnVsbA==',
        Buffer.from(`c:${NOWHERE}`).toString('base64url'),
        Buffer.from('p:999999999').toString('base64url'),
        '__proto__',
        'constructor',
      ],
      Date: ['1900-01-01', '2199-12-31'],
    };
    const failed: string[] = [];
    const tasks: (() => Promise<void>)[] = [];
    for (const field of Object.values(schema.getQueryType()!.getFields())) {
      const required = Object.fromEntries(
        field.args
          .filter((arg) => isNonNullType(arg.type))
          .map((arg) => [arg.name, sample(arg.type, NOWHERE)]),
      );
      for (const [place, leaf] of leavesOf(field.args).entries()) {
        for (const value of someOf(odd[bareName(leaf.type)] ?? [], place))
          tasks.push(async () => {
            const values = replaced(required, leaf.path, value);
            const { query, variables } = withVariables('query', field, values);
            const { errors } = await server.ask(query, variables);
            for (const error of errors ?? [])
              if (!['BAD_USER_INPUT', 'NOT_FOUND'].includes(error.extensions.code))
                failed.push(
                  `${field.name} ${leaf.field} ${JSON.stringify(value).slice(0, 40)}: ${JSON.stringify(error)}`,
                );
            // a malformed id is nothing that there is, not something else that there is
            if (
              field.args.length === 1 &&
              leaf.field === 'id' &&
              errors?.[0].extensions.code !== 'NOT_FOUND'
            )
              failed.push(
                `${field.name}(id: ${JSON.stringify(value).slice(0, 40)}) ${JSON.stringify(errors)}`,
              );
          });
      }
    }
    await sideBySide(tasks);
    expect(failed).toEqual([]);
    expect((await server.refused('{ suggestedBillingDate(partnerId: "x") }')).code).toBe(
      'NOT_FOUND',
    );
  });
});

const ask = (name: string, values: Values, token: string | null = server.operator) => {
  const { query, variables } = withVariables(
    'mutation',
    schema.getMutationType()!.getFields()[name],
    values,
  );
  return server.ask<Record<string, any>>(query, variables, token);
};
const fieldsOf = async (name: string, change: (values: Values) => void): Promise<string[]> => {
  const values = structuredClone(valid[name]);
  change(values);
  const { errors } = await ask(name, values);
  if (!errors) return ['went through'];
  return errors.flatMap((error) =>
    error.extensions.code === 'BAD_USER_INPUT'
      ? Object.keys(error.extensions.fields ?? {})
      : [error.extensions.code],
  );
};

describe('values that only their meaning makes wrong', () => {
  const cases: [name: string, path: string, value: unknown, field?: string][] = [
    ...['1.234', '-1', '0', '0.00', '-0.01'].flatMap(
      (amount): [string, string, unknown, string?][] => [
        ['recordPayment', 'input.amount', amount],
        ['createTransaction', 'amount', amount],
      ],
    ),
    ...['1.23456', '-1'].flatMap((price): [string, string, unknown][] => [
      ['createTariff', 'input.price', price],
      ['createTariff', 'input.setupFee', price],
      ['createService', 'input.unitPrice', price],
      ['createService', 'input.setupFee', price],
      ['updateService', 'input.unitPrice', price],
    ]),
    // an item below zero is money that somebody gets back with the next invoice
    ['addFutureItem', 'input.unitPrice', '1.23456'],
    ...['0', '-1', '1.23456', '9999999999999'].flatMap((quantity): [string, string, unknown][] => [
      ['createService', 'input.quantity', quantity],
      ['updateService', 'input.quantity', quantity],
      ['createInvoice', 'input.lines.0.quantity', quantity],
      ['addFutureItem', 'input.quantity', quantity],
    ]),
    ['createInvoice', 'input.lines.0.unitPrice', '1.23456'],
    ['createInvoice', 'input.lines', [], 'lines'],
    ['createInvoice', 'input.dueDate', '2026-03-31'],
    ...['101', '-1', '100.001', '20.12345'].map((percent): [string, string, unknown] => [
      'createTaxRate',
      'input.percent',
      percent,
    ]),
    ...['101', '-1'].flatMap((value): [string, string, unknown][] => [
      ['createService', 'input.discounts.0.value', value],
      ['createInvoice', 'input.lines.0.discount.value', value],
    ]),
    ['createService', 'input.discounts.0.until', '2026-03-01'],
    [
      'createService',
      'input.discounts',
      Array.from({ length: 10_000 }, () => ({ kind: 'PERCENT', value: '1' })),
      'discounts',
    ],
    [
      'createInvoice',
      'input.lines',
      Array.from({ length: 10_000 }, () => ({ description: 'x', unitPrice: '1' })),
      'lines',
    ],
    ['createService', 'input.endDate', '2026-03-31'],
    ['createService', 'input.startDate', '1950-01-01'],
    ['createService', 'input.startDate', '2199-12-31'],
    ['endService', 'endDate', '2026-03-31'],
    ['moveServiceStart', 'startDate', '1950-01-01'],
    ['moveServiceStart', 'startDate', '2199-12-31'],
    ...['1950-01-01', '2199-12-31'].flatMap((from): [string, string, unknown][] => [
      ['changeTariffPrice', 'input.from', from],
      ['updateService', 'input.from', from],
    ]),
    ...['-1', '1.23456', '1e3'].map((price): [string, string, unknown] => [
      'changeTariffPrice',
      'input.price',
      price,
    ]),
    ...['', 'x', 'EUR ', 'eur', 'XXX', 'EURO'].flatMap((code): [string, string, unknown][] => [
      ['createTariff', 'input.currency', code],
      ['createPartner', 'input.currency', code],
      ['updatePartner', 'input.currency', code],
    ]),
    ...['', 'Mars/Olympus', '+02:00', 'UTC+2', 'x'.repeat(300)].flatMap(
      (zone): [string, string, unknown][] => [
        ['createPartner', 'input.timeZone', zone],
        ['updatePartner', 'input.timeZone', zone],
      ],
    ),
    ...[
      'plain',
      'a@b',
      'a b@example.net',
      '@example.net',
      'a@@example.net',
      'a@example.net, b@example.net',
      `${'x'.repeat(250)}@example.net`,
      '<a@example.net>',
    ].flatMap((email): [string, string, unknown][] => [
      ['createUser', 'input.email', email],
      ['updateUser', 'input.email', email],
      ['createCustomer', 'input.email', email],
      ['updateCustomer', 'input.email', email],
      ['updatePartner', 'input.supportEmail', email],
    ]),
    ...['', ' ', '\u00a0'].flatMap((name): [string, string, unknown][] => [
      ['createUser', 'input.name', name],
      ['createPartner', 'input.name', name],
      ['createCustomer', 'input.name', name],
      ['updateCustomer', 'input.name', name],
      ['createTariff', 'input.name', name],
      ['createTaxRate', 'input.name', name],
      ['createInvoice', 'input.lines.0.description', name],
      ['voidInvoice', 'reason', name],
      ['voidProforma', 'reason', name],
      ['reversePayment', 'reason', name],
      ['createCreditNote', 'input.reason', name],
      ['writeOff', 'reason', name],
      ['takeBackWriteOff', 'reason', name],
      ['excludeFromBillingRun', 'reason', name],
      ['createTransaction', 'description', name],
    ]),
    ['createUser', 'input.password', ''],
    ['createUser', 'input.password', 'short'],
    ['updateUser', 'input.password', ''],
    ['createCustomer', 'input.password', ''],
    ['updateCustomer', 'input.password', 'short'],
    ['createUser', 'input.role', 'ROOT'],
    ['createUser', 'input.role', '__proto__'],
    ['updateUser', 'input.role', 'super_administrator'],
    ['createCustomer', 'input.login', 'has blank'],
    ['createCustomer', 'input.customFields', []],
    ['createCustomer', 'input.customFields', 'text'],
    ['createCustomer', 'input.customFields', { a: 'x'.repeat(30_000) }, 'customFields.a'],
    ['createCustomer', 'input.createdOn', '1900-01-01'],
    ['createCustomer', 'input.billing.billingDay', 29],
    ...[0, 29, -1].map((day): [string, string, unknown] => [
      'updateFinanceSettings',
      'input.billingDay',
      day,
    ]),
    ...[0, 13].map((months): [string, string, unknown] => [
      'updateFinanceSettings',
      'input.prepaidMonths',
      months,
    ]),
    ['updateFinanceSettings', 'input.paymentDueDays', 29],
    ['updateFinanceSettings', 'input.blockingPeriodDays', 100],
    ['updateFinanceSettings', 'input.deactivationDays', 0],
    ['updateFinanceSettings', 'input.minimumBalance', '1.234'],
    ['updateFinanceSettings', 'input.minimumBalance', '1234567890123.123'],
    ['updateFinanceSettings', 'input.invoiceNumberFormat', ''],
    ['updateFinanceSettings', 'input.invoiceNumberFormat', 'no number'],
    ['updateFinanceSettings', 'input.invoiceNumberFormat', '{unknown}'],
    [
      'updateFinanceSettings',
      'input.holidays',
      Array.from({ length: 10_000 }, () => '2026-12-25'),
      'holidays',
    ],
    ['updateCustomerBilling', 'input.billingDay', 0],
    ['updateCustomerBilling', 'input.minimumBalance', '1.234'],
    ['updatePartner', 'input.accentColor', 'red'],
    ['updatePartner', 'input.accentColor', '#12345'],
    ['updatePartner', 'input.portalDomain', 'https://x.example'],
    ['updatePartner', 'input.portalDomain', 'localhost'],
    ['createTariff', 'input.partnerIds', [], 'partnerIds'],
  ];
  it('are refused by field', async () => {
    const before = await rows();
    const wrong: string[] = [];
    for (const [name, path, value, field] of cases) {
      const keys = path.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));
      const expected = field ?? path.replace(/^input\./, '');
      const named = await fieldsOf(name, (values) => {
        Object.assign(values, replaced(values, keys, value));
      });
      if (!named.includes(expected))
        wrong.push(`${name} ${path} ${JSON.stringify(value)?.slice(0, 40)}: ${named.join(' ')}`);
    }
    expect(wrong).toEqual([]);
    expect(await rows()).toEqual(before);
  });

  it('never break the server however many ids they name', async () => {
    const many = Array.from(
      { length: 10_000 },
      (_, i) => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
    );
    expect(
      await fieldsOf('createTariff', (values) => {
        (values.input as Values).partnerIds = many;
      }),
    ).toEqual(['partnerIds']);
    expect(['NOT_FOUND', 'partnerIds']).toContain(
      (
        await fieldsOf('createBillingRun', (values) => {
          (values.input as Values).partnerIds = many;
        })
      )[0],
    );
    expect(['NOT_FOUND', 'partnerIds']).toContain(
      (
        await fieldsOf('createBillingRun', (values) => {
          (values.input as Values).partnerIds = [
            ...many,
            ...many.map((id) => id.replace('0000-4', '1111-4')),
          ].slice(0, 15_000);
        })
      )[0],
    );
  });

  it('follow the currency of whom they are for', async () => {
    const {
      createPartner: { id: tokyo },
    } = await server.must(
      'mutation { createPartner(input: { name: "Tokyo", currency: "JPY", timeZone: "Asia/Tokyo" }) { id } }',
    );
    const {
      createPartner: { id: kuwait },
    } = await server.must(
      'mutation { createPartner(input: { name: "Kuwait", currency: "KWD" }) { id } }',
    );
    const [yen, dinar] = [await makeCustomer(server, tokyo), await makeCustomer(server, kuwait)];
    const pay = (customerId: string, amount: string) =>
      ask('recordPayment', { input: { customerId, amount, date: '2026-04-01', method: 'CASH' } });
    for (const amount of ['1.5', '1.0', '0.1'])
      expect((await pay(yen.id, amount)).errors?.[0].extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: { amount: expect.any(String) },
      });
    expect((await pay(yen.id, '150')).errors).toBeUndefined();
    expect((await pay(dinar.id, '1.2345')).errors?.[0].extensions).toMatchObject({
      fields: { amount: expect.any(String) },
    });
    expect((await pay(dinar.id, '1.234')).errors).toBeUndefined();
    const balances = await server.must(
      'query ($y: ID!, $d: ID!) { y: customer(id: $y) { balance } d: customer(id: $d) { balance } }',
      { y: yen.id, d: dinar.id },
    );
    expect(balances).toEqual({ y: { balance: '150' }, d: { balance: '1.234' } });
    expect(
      (await ask('updateFinanceSettings', { partnerId: tokyo, input: { minimumBalance: '-1.5' } }))
        .errors?.[0].extensions.fields,
    ).toHaveProperty('minimumBalance');
    expect(
      (
        await ask('updateCustomerBilling', {
          customerId: yen.id,
          input: { minimumBalance: '-1.5' },
        })
      ).errors?.[0].extensions.fields,
    ).toHaveProperty('minimumBalance');
  });

  it('are not names of other scripts, with accents, emoji or written from right to left', async () => {
    for (const name of [
      "Zoë O'Brien-Łukasz",
      '株式会社テスト',
      'شركة الاختبار',
      '👩‍💻 Networks',
      'a\u0301',
      '<b>Bold & Sons</b>',
      "Robert'); DROP TABLE customer;--",
      '=1+1',
      'null',
      '0',
    ]) {
      const { operator } = { operator: (valid.createCustomer.input as Values).partnerId as string };
      const { id } = await makeCustomer(server, operator, { name });
      expect(
        (await server.must('query ($id: ID!) { customer(id: $id) { name } }', { id })).customer
          .name,
      ).toBe(name);
      const found = await server.must(
        'query ($s: String) { customers(filter: { search: $s }, first: 200) { nodes { id } } }',
        { s: name },
      );
      if (/[\p{L}\p{N}]/u.test(name))
        expect(
          found.customers.nodes.map((each: { id: string }) => each.id),
          name,
        ).toContain(id);
    }
  });

  it('never move money past what the ledger can add up', async () => {
    const { id } = await makeCustomer(
      server,
      (valid.createCustomer.input as Values).partnerId as string,
    );
    for (const amount of ['9999999999999.99', '9999999999999.99', '9999999999999.99']) {
      for (const [name, values] of [
        [
          'recordPayment',
          { input: { customerId: id, amount, date: '2026-04-01', method: 'CASH' } },
        ],
        [
          'createTransaction',
          { customerId: id, type: 'DEBIT', amount, date: '2026-04-01', description: 'much' },
        ],
      ] as [string, Values][]) {
        const { errors } = await ask(name, values);
        for (const error of errors ?? []) expect(error.extensions.code).toBe('BAD_USER_INPUT');
      }
    }
    for (const date of ['1900-01-01', '2199-12-31']) {
      for (const [name, values] of [
        [
          'createInvoice',
          {
            input: {
              customerId: id,
              documentDate: date,
              lines: [{ description: 'x', unitPrice: '1' }],
            },
          },
        ],
        ['recordPayment', { input: { customerId: id, amount: '1', date, method: 'CASH' } }],
        [
          'createTransaction',
          { customerId: id, type: 'CREDIT', amount: '1', date, description: 'x' },
        ],
        ['chargeCustomer', { customerId: id, date }],
        ['runDunning', { date }],
        ['createBillingRun', { input: { date } }],
        ['addFutureItem', { input: { customerId: id, description: 'x', unitPrice: '1', date } }],
      ] as [string, Values][]) {
        const { errors } = await ask(name, values);
        for (const error of errors ?? [])
          expect(
            ['BAD_USER_INPUT', 'CONFLICT'],
            `${name} ${date} ${JSON.stringify(error)}`,
          ).toContain(error.extensions.code);
      }
    }
    expect(
      (await ask('endService', { ...valid.endService, endDate: '2199-12-31' })).errors,
    ).toBeUndefined();
    const seen = await server.ask(
      'query ($id: ID!) { customer(id: $id) { upcomingCharge(date: "2199-12-31") { total } billing { nextBillingDate blockDate } } }',
      { id: valid.chargeCustomer.customerId },
    );
    expect(seen.errors).toBeUndefined();
  });

  it('so deep that whoever walks it would fall is refused by name', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const send = async (query: string, variables: string) =>
      (
        (await (
          await fetch(`${server.url}/graphql`, {
            method: 'POST',
            headers: {
              'content-type': 'application/json',
              authorization: `Bearer ${server.operator}`,
            },
            body: `{"query":${JSON.stringify(query)},"variables":${variables}}`,
          })
        ).json()) as { errors: { extensions: unknown }[] }
      ).errors[0].extensions;
    expect(
      await send(
        'mutation ($k: JSON) { createCustomField(input: { entity: CUSTOMER, key: "deep", label: "Deep", type: TEXT, default: $k }) { id } }',
        `{"k":${deep}}`,
      ),
    ).toMatchObject({ code: 'BAD_USER_INPUT', fields: { default: expect.anything() } });
    expect(
      await send(
        'query ($k: JSON) { customers(filter: { customFields: [{ key: "a", value: $k }] }) { totalCount } }',
        `{"k":{"a":${deep}}}`,
      ),
    ).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
