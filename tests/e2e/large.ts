import type { TestServer } from '../support/backhaul.ts';
import { confirm, preview, story } from '../support/story.ts';
import { makeTariff, makeUser, openSandbox, PASSWORD } from '../support/tenants.ts';
import { TODAY } from './isp.ts';

const WORD = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const NAME =
  'Kuwait Telecommunications & Fibre Infrastructure Company for the Northern Governorates';

/** A business in a currency of three digits, with amounts in millions and names as long as they get. */
export interface LargeBusiness {
  partnerId: string;
  customerId: string;
  locationId: string;
  serviceId: string;
  invoiceId: string;
  manualId: string;
  draftId: string;
  paymentId: string;
  creditNoteId: string;
  proformaId: string;
  reversedId: string;
  entryId: string;
  tariffId: string;
  /** Addresses of its people. */
  cashier: string;
  administrator: string;
  /** How its customer signs in at the portal. */
  login: string;
}

/** Labels, a location, contacts and notes, as long as they get, of a customer; the operator has some too. */
async function markedAll(
  server: TestServer,
  partnerId: string,
  customerId: string,
): Promise<string> {
  const label = async (name: string, colour: string, of?: string): Promise<string> =>
    (
      await server.must<any>(
        'mutation ($name: String!, $colour: String!, $of: ID) { saveLabel(name: $name, colour: $colour, partnerId: $of) { id } }',
        { name, colour, of },
      )
    ).saveLabel.id;
  const location = async (input: object): Promise<string> =>
    (
      await server.must<any>('mutation ($i: LocationInput!) { saveLocation(input: $i) { id } }', {
        i: input,
      })
    ).saveLocation.id;
  const labelIds = [
    await label('Key account', '#c0a000'),
    await label('Pays by direct debit', '#1d4ed8'),
    await label(WORD.slice(0, 60), '#fafafa', partnerId),
  ];
  const area = await location({ name: 'Northern Governorates' });
  const locationId = await location({
    name: `${NAME.slice(0, 90)} mast`,
    kind: 'SITE',
    parentId: area,
    address: `${WORD} 123`,
    lat: 29.3759,
    lon: 47.9774,
  });
  await server.must(
    'mutation ($id: ID!, $i: CustomerUpdateInput!) { updateCustomer(id: $id, input: $i) { id } }',
    {
      id: customerId,
      i: {
        labelIds,
        locationId,
        addresses: [
          { kind: 'BILLING', name: NAME, street: `${WORD} 9`, city: WORD, country: 'KW' },
          { kind: 'SERVICE', street: 'Gulf Road 1', zip: '12345', city: 'Kuwait City' },
        ],
      },
    },
  );
  for (const contact of [
    {
      name: 'Ann Bookkeeper',
      role: 'Accounts payable',
      emails: ['accounts@mail.example', `${'ann'.repeat(12)}@${'mail'.repeat(10)}.example`],
      phones: ['+965 2222 3333'],
      topics: ['INVOICES', 'REMINDERS'],
    },
    { name: WORD, phones: ['+965 2222 4444'] },
  ])
    await server.must('mutation ($i: ContactInput!) { saveContact(input: $i) { id } }', {
      i: { customerId, ...contact },
    });
  for (const note of [
    { text: `Rang about ${WORD}.\n\nCall back on Monday.`, pinned: true },
    { text: 'Moves in May.' },
  ])
    await server.must(
      'mutation ($id: ID!, $text: String!, $pinned: Boolean) { addNote(recordId: $id, text: $text, pinned: $pinned) { id } }',
      { id: customerId, ...note },
    );
  return locationId;
}

/** Such a business, charged for March, with an invoice by hand, money that stayed and money that went back. */
export async function openLarge(server: TestServer): Promise<LargeBusiness> {
  const tell = story(server);
  const { id: partnerId } = await tell.partner({ name: NAME, currency: 'KWD' });
  await openSandbox(server, partnerId);
  const vat = await tell.taxRate({ partnerId, name: 'Value added tax', percent: '15' });
  const tariffId = await makeTariff(server, [partnerId], {
    name: `${WORD} 10 Gbit/s`,
    price: '1234567.89',
    currency: 'KWD',
    taxRateId: vat.id,
  });
  const { id: customerId } = await tell.customer({
    partnerId,
    name: WORD,
    login: 'large',
    password: PASSWORD,
    email: `${'large'.repeat(10)}@${'mail'.repeat(12)}.example`,
    street: `${WORD} 123`,
    city: WORD,
    billing: { blockingEnabled: true },
  });
  const locationId = await markedAll(server, partnerId, customerId);
  const { id: serviceId } = await tell.service({ customerId, tariffId, startDate: '2026-03-01' });
  await server.must('mutation ($i: CustomFieldInput!) { createCustomField(input: $i) { id } }', {
    i: { entity: 'PAYMENT', partnerId, key: 'cash_desk', label: 'Cash desk', type: 'TEXT' },
  });
  const [march] = await preview(server, { date: '2026-03-01', partnerIds: [partnerId] });
  await confirm(server, march);
  const { createInvoice } = await server.must(
    'mutation ($i: InvoiceInput!) { createInvoice(input: $i) { id } }',
    {
      i: {
        customerId,
        documentDate: TODAY,
        lines: [
          { description: WORD, quantity: '12345.5', unitPrice: '8765.4321' },
          { description: 'Dark fibre', unitPrice: '1234567.89', taxRateId: vat.id },
        ],
      },
    },
  );
  const { createInvoice: draft } = await server.must(
    'mutation ($i: InvoiceInput!) { createInvoice(input: $i) { id } }',
    {
      i: {
        customerId,
        documentDate: TODAY,
        draft: true,
        lines: [
          {
            description: WORD,
            quantity: '12345.5',
            unitPrice: '8765.4321',
            taxRateId: vat.id,
            discount: { kind: 'PERCENT', value: '12.5' },
          },
        ],
      },
    },
  );
  const { createCreditNote } = await server.must(
    'mutation ($i: CreditNoteInput!) { createCreditNote(input: $i) { id } }',
    {
      i: {
        customerId,
        invoiceId: createInvoice.id,
        documentDate: TODAY,
        amount: '1234567.891',
        reason: WORD,
      },
    },
  );
  const { createProforma } = await server.must(
    'mutation ($i: ProformaInput!) { createProforma(input: $i) { id } }',
    {
      i: {
        customerId,
        documentDate: TODAY,
        lines: [{ description: WORD, unitPrice: '1234567.891', taxRateId: vat.id }],
      },
    },
  );
  await tell.pay({
    customerId,
    proformaId: createProforma.id,
    amount: '1000000.001',
    date: TODAY,
  });
  const payment = await tell.pay({ customerId, amount: '1001523.435', date: TODAY });
  const reversed = await tell.pay({ customerId, amount: '2001523.435', date: TODAY });
  await server.must('mutation ($id: ID!) { reversePayment(id: $id, reason: "Came back") { id } }', {
    id: reversed.id,
  });
  const { transactions } = await server.must(
    'query ($c: ID!) { transactions(filter: { customerId: $c }, first: 1) { nodes { id } } }',
    { c: customerId },
  );
  const charged = (await tell.customerNow(customerId)).invoices.nodes.find(
    (each: { id: string; number: string | null }) => each.number && each.id !== createInvoice.id,
  );
  return {
    partnerId,
    customerId,
    locationId,
    serviceId,
    invoiceId: charged.id,
    manualId: createInvoice.id,
    draftId: draft.id,
    paymentId: payment.id,
    creditNoteId: createCreditNote.id,
    proformaId: createProforma.id,
    reversedId: reversed.id,
    entryId: transactions.nodes[0].id,
    tariffId,
    cashier: (await makeUser(server, partnerId, 'CASHIER')).email,
    administrator: (await makeUser(server, partnerId, 'ADMINISTRATOR')).email,
    login: 'large',
  };
}
