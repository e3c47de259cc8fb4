import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import {
  camtOf,
  ENTRY,
  entriesOf,
  fileRead,
  IBAN,
  read,
  sendFile,
  type Movement,
} from '../support/bank.ts';
import { money } from '../support/money.ts';
import { makeCustomer, makeTree, makeUser, NOWHERE, type Tenant } from '../support/tenants.ts';

let server: TestServer;
let north: Tenant, northChild: Tenant, south: Tenant, operatorId: string;
let cash: ReturnType<typeof money>;
let account: string;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-06-20' });
  ({ north, northChild, south, operatorId } = await makeTree(server));
  cash = money(server);
  account = (await addAccount({ name: 'Main', iban: IBAN })).id;
});
afterAll(async () => {
  await server.stop();
});

async function one(query: string, variables: object = {}, token = server.operator): Promise<any> {
  return Object.values(await server.must<Record<string, any>>(query, variables, token))[0];
}
const ADD = `mutation ($input: BankAccountInput!) { createBankAccount(input: $input) { id iban currency partner { id } } }`;
const addAccount = (input: object) =>
  one(ADD, { input: { partnerId: operatorId, currency: 'EUR', ...input } });
const POST = `mutation ($id: ID!, $parts: [PairingPartInput!], $learn: Boolean) {
  postBankTransaction(id: $id, parts: $parts, learnIban: $learn) { ${ENTRY} } }`;
const UNDO = `mutation ($id: ID!) { undoBankTransaction(id: $id, reason: "wrong customer") { ${ENTRY} } }`;
const post = (id: string, more: object = {}) => one(POST, { id, learn: true, ...more });
const now = (id: string) =>
  one(`query ($id: ID!) { bankTransaction(id: $id) { ${ENTRY} } }`, { id });
let made = 0;
/** One entry of a statement of its own. */
async function entry(movement: Partial<Movement> & { amount: string }): Promise<any> {
  made += 1;
  const file = await read(
    server,
    camtOf([{ reference: `B-${made}`, ...movement }], { number: `${1000 + made}` }),
  );
  expect(file).toMatchObject({ status: 'DONE', entriesNew: 1 });
  return (await entriesOf(server, file.id))[0];
}
async function owes(
  amount: string,
  name = `Payer ${++made}`,
): Promise<{ id: string; number: number; invoice: any }> {
  const customer = await makeCustomer(server, north.id, { name });
  return { ...customer, invoice: await cash.invoice(customer.id, amount) };
}

describe('an account', () => {
  it('stands once along a line of the tree, with a right IBAN', async () => {
    const again = { partnerId: northChild.id, name: 'Copy', iban: IBAN, currency: 'EUR' };
    expect(await server.refused(ADD, { input: again })).toMatchObject({
      code: 'CONFLICT',
      reason: 'ACCOUNT_TAKEN',
    });
    const wrong = { ...again, iban: 'DE12500105170648489891' };
    expect(await server.refused(ADD, { input: wrong })).toMatchObject({
      fields: { iban: expect.any(String) },
    });
    const both = { ...again, accountNumber: '123' };
    expect(await server.refused(ADD, { input: both })).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('is seen by its partner and those above', async () => {
    const { bankAccounts } = await server.must<any>('{ bankAccounts { id } }', {}, north.token);
    expect(bankAccounts).toEqual([]);
  });
});

it.each([
  ['IBAN', 'de12 5001 0517 0648 4898 90', true],
  ['IBAN', 'DE00500105170648489890', false],
  ['BIC', 'COBADEFFXXX', true],
  ['BIC', 'COBAZZFF', false],
  ['CREDITOR_ID', 'DE79ZZZ01234567890', true],
  ['CREDITOR_ID', 'DE79ABC01234567890', true],
  ['CREDITOR_ID', 'DE78ZZZ01234567890', false],
  ['MANDATE_REFERENCE', 'M000017-01', true],
  ['MANDATE_REFERENCE', 'M//1', false],
  ['STRUCTURED_REFERENCE', 'RF22 2026 0600 0017', true],
])('checks %s %s', async (kind, value, valid) => {
  const query = `query ($kind: BankIdentifierKind!, $value: String!) { checkBankIdentifier(kind: $kind, value: $value) { valid problem } }`;
  expect((await one(query, { kind, value })).valid).toBe(valid);
});

describe('a file', () => {
  it('is read in the background, with its statement and balances', async () => {
    const file = await read(
      server,
      camtOf([{ amount: '49.90' }, { amount: '-5.00' }], {
        opening: '10.00',
        closing: '54.91',
        number: '7',
        day: '2026-01-15',
      }),
    );
    expect(file).toMatchObject({
      status: 'DONE',
      format: 'CAMT_053',
      progress: 1,
      entriesNew: 2,
      posted: 0,
    });
    expect(file.statements).toMatchObject([
      { number: '7', opening: '10.00', closing: '54.91', addsUp: false },
    ]);
    expect(file.warnings).toMatchObject([{ code: 'DOES_NOT_ADD_UP' }]);
    const kinds = (await entriesOf(server, file.id)).map(({ kind, status }) => [kind, status]);
    expect(kinds).toContainEqual(['OUTGOING', 'OUTGOING']);
    const next = await read(
      server,
      camtOf([{ amount: '1.00' }], {
        opening: '60.00',
        closing: '61.00',
        number: '9',
        day: '2026-01-17',
      }),
    );
    expect(next.warnings).toMatchObject([{ code: 'GAP' }]);
  });

  it('of the same bytes is the first one, and a longer one brings only what is new', async () => {
    const twice = [
      { amount: '7.00', text: 'same' },
      { amount: '7.00', text: 'same' },
    ];
    const first = camtOf(twice, { number: '20' });
    const sent = await sendFile(server, first);
    expect(sent.status).toBe(201);
    expect((await fileRead(server, sent.id)).entriesNew).toBe(2);
    expect(await sendFile(server, first)).toEqual({ status: 200, id: sent.id });
    const longer = await read(
      server,
      camtOf([...twice, { amount: '7.00', text: 'same' }], { number: '21' }),
    );
    expect(longer).toMatchObject({ entriesNew: 1, entriesKnown: 2 });
    const [skipped] = longer.skipped;
    const taken = await one(
      `mutation ($id: ID!) { takeInBankTransaction(id: $id) { id status } }`,
      { id: skipped.id },
    );
    expect(taken.status).toBe('UNMATCHED');
  });

  it('is refused by what it is', async () => {
    expect((await sendFile(server, 'nothing of a bank')).status).toBe(415);
    expect((await sendFile(server, `<!DOCTYPE a>${camtOf([])}`)).status).toBe(415);
    expect((await sendFile(server, '')).status).toBe(400);
    expect((await sendFile(server, camtOf([]), { token: null })).status).toBe(401);
    const manager = await makeUser(server, north.id, 'MANAGER');
    expect((await sendFile(server, camtOf([]), { token: manager.token })).status).toBe(403);
    expect((await sendFile(server, camtOf([]), { bankAccountId: NOWHERE })).status).toBe(404);
  });

  it('that breaks off, or is of an unknown account, leaves nothing', async () => {
    const broken = await read(server, `${camtOf([{ amount: '3.33' }])}<more>`);
    expect(broken).toMatchObject({ status: 'FAILED', entriesNew: 0, statements: [] });
    expect(broken.failure).toMatch(/^Line \d+: /);
    const other = await read(
      server,
      camtOf([{ amount: '1.00' }], { iban: 'AT022011100003429660' }),
    );
    expect(other).toMatchObject({ status: 'FAILED' });
    expect(other.failure).toContain('AT022011100003429660 is not set up here');
  });

  it('with what cannot be stored is taken without it', async () => {
    const emoji = '😀'.repeat(1500);
    const odd = [
      { amount: '999999999999999999999.00' },
      { amount: '1250.005' },
      { amount: '4.44', text: `x${emoji}`, name: emoji },
    ];
    const file = await read(
      server,
      camtOf(odd, { number: '44', opening: '9999999999999999999999' }),
    );
    expect(file).toMatchObject({
      status: 'DONE',
      entriesNew: 1,
      warnings: [
        {
          code: 'ENTRY_SET_ASIDE',
          message: 'Set aside: 999,999,999,999,999,999,999.00 EUR is too much.',
        },
        {
          code: 'ENTRY_SET_ASIDE',
          message: 'Set aside: 1,250.005 EUR has more decimals than EUR has (2).',
        },
      ],
    });
  });

  it('in another partner’s scope is not there', async () => {
    const { id } = await sendFile(server, camtOf([{ amount: '9.99' }], { number: '33' }));
    expect(
      await server.refused('query ($id: ID!) { bankFile(id: $id) { id } }', { id }, south.token),
    ).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('of CSV is read by a mapping, which is known again by its header', async () => {
    const csv = 'Date;Amount;Text\n15.06.2026;1.234,56;first\n16.06.2026;-2,50;out\n';
    expect((await read(server, csv, { bankAccountId: account })).failure).toContain(
      'no mapping knows its header',
    );
    const { id } = await one(
      `mutation ($input: CsvMappingInput!) { saveCsvMapping(input: $input) { id } }`,
      {
        input: {
          partnerId: operatorId,
          name: 'My bank',
          mapping: { bookingDate: 'Date', amount: 'Amount', text: ['Text'] },
        },
      },
    );
    const file = await read(server, csv, { bankAccountId: account, mappingId: id });
    expect(file).toMatchObject({ status: 'DONE', entriesNew: 2 });
    expect((await entriesOf(server, file.id)).map(({ amount }) => amount).sort()).toEqual([
      '-2.50',
      '1234.56',
    ]);
    const again = await read(server, csv.replace('first', 'second'), { bankAccountId: account });
    expect(again).toMatchObject({ status: 'DONE', entriesNew: 1, entriesKnown: 1 });
    const unclear = 'Date;Amount;Text\n15.06.2026;1.234;x\n';
    expect((await read(server, unclear, { bankAccountId: account })).failure).toContain(
      'both ways',
    );
  });
});

describe('an entry', () => {
  it('is paired by what it says, posted as proposed, and its IBAN learned', async () => {
    const anna = await owes('49.90');
    const waiting = await entry({
      amount: '49.90',
      text: `Rg. ${anna.invoice.number}`,
      iban: 'AT611904300234573201',
    });
    expect(waiting).toMatchObject({
      status: 'SUGGESTED',
      suggestions: [{ rule: 'INVOICE_NUMBER', confidence: 98, fits: true }],
    });
    const [effect] = await one(
      `query ($id: ID!) { bankPostingEffect(id: $id) { balanceAfter unblocks settles { amount invoice { number } } } }`,
      { id: waiting.id },
    );
    expect(effect).toEqual({
      balanceAfter: '0.00',
      unblocks: false,
      settles: [{ amount: '49.90', invoice: { number: anna.invoice.number } }],
    });
    const posted = await post(waiting.id);
    expect(posted).toMatchObject({ status: 'POSTED', postedAutomatically: false });
    expect(posted.payments).toMatchObject([
      { amount: '49.90', source: 'BANK', origin: expect.stringMatching(/^Bank, 15 June, entry 1/) },
    ]);
    expect(await cash.balance(anna.id)).toBe('0.00');
    const known = await one(
      'query ($id: ID!) { customer(id: $id) { knownIbans paymentReference } }',
      { id: anna.id },
    );
    expect(known).toEqual({
      knownIbans: ['AT611904300234573201'],
      paymentReference: `C${String(anna.number).padStart(6, '0')}`,
    });
    const next = await entry({ amount: '5.00', text: 'thanks', iban: 'AT611904300234573201' });
    expect(next.suggestions).toMatchObject([{ rule: 'IBAN', confidence: 60 }]);
  });

  it('is posted once, however many do it at once', async () => {
    const bo = await owes('12.34');
    const { id } = await entry({ amount: '12.34', text: bo.invoice.number });
    const answers = await Promise.all(Array.from({ length: 20 }, () => server.ask(POST, { id })));
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
    const reasons = answers.flatMap(
      ({ errors }) => errors?.map(({ extensions }) => extensions.reason) ?? [],
    );
    expect(new Set(reasons)).toEqual(new Set(['ALREADY_POSTED']));
    expect(await cash.balance(bo.id)).toBe('0.00');
  });

  it('is split over customers, in parts that add up', async () => {
    const [cy, dee] = [await owes('30.00'), await owes('20.00')];
    const { id } = await entry({ amount: '50.00', text: 'family' });
    const parts = [
      { customerId: cy.id, amount: '30.00' },
      { customerId: dee.id, amount: '19.00' },
    ];
    expect(await server.refused(POST, { id, parts })).toMatchObject({
      fields: { parts: expect.stringContaining('add up') },
    });
    parts[1].amount = '20.00';
    expect((await post(id, { parts })).payments).toHaveLength(2);
    expect([await cash.balance(cy.id), await cash.balance(dee.id)]).toEqual(['0.00', '0.00']);
  });

  it('undone is reversed, forgets what it learned, and waits again', async () => {
    const eve = await owes('15.00');
    const { id } = await entry({
      amount: '15.00',
      text: eve.invoice.number,
      iban: 'NL91ABNA0417164300',
    });
    await post(id);
    const undone = await one(UNDO, { id });
    expect(undone).toMatchObject({
      status: 'SUGGESTED',
      suggestions: [{ confidence: 98 }],
      payments: [{ reversed: true }],
    });
    expect(await cash.balance(eve.id)).toBe('-15.00');
    expect(
      (await one('query ($id: ID!) { customer(id: $id) { knownIbans } }', { id: eve.id }))
        .knownIbans,
    ).toEqual([]);
    expect((await post(id)).payments).toHaveLength(2);
  });

  it('waits again when its payment is reversed in the list of payments', async () => {
    const fay = await owes('16.00');
    const { id } = await entry({ amount: '16.00', text: fay.invoice.number });
    const { payments } = await post(id);
    await one('mutation ($id: ID!) { reversePayment(id: $id, reason: "other") { id } }', {
      id: payments[0].id,
    });
    expect(['UNMATCHED', 'SUGGESTED']).toContain((await now(id)).status);
    await vi.waitFor(async () => expect((await now(id)).status).toBe('SUGGESTED'), {
      timeout: 10_000,
      interval: 100,
    });
  });

  it('waits again when a partner below, who does not see it, reverses its payment', async () => {
    const ivo = await owes('21.00');
    const joy = await owes('9.00');
    const { id } = await entry({ amount: '30.00', text: 'both' });
    const parts = [
      { customerId: ivo.id, amount: '21.00', invoiceIds: [ivo.invoice.id] },
      { customerId: joy.id, amount: '9.00', invoiceIds: [joy.invoice.id] },
    ];
    const { payments } = await post(id, { parts });
    const ofJoy = payments.find(({ amount }: any) => amount === '9.00');
    await one(
      'mutation ($id: ID!) { reversePayment(id: $id, reason: "not hers") { id } }',
      { id: ofJoy.id },
      north.token,
    );
    await vi.waitFor(
      async () => expect(['UNMATCHED', 'SUGGESTED']).toContain((await now(id)).status),
      { timeout: 10_000, interval: 100 },
    );
    const again = await post(id, { parts: [parts[1]] });
    expect(again.payments).toHaveLength(3);
    expect(await cash.balance(joy.id)).toBe('0.00');
  });

  it('is paired again when an invoice is issued', async () => {
    const { id } = await entry({ amount: '77.77', text: 'internet' });
    expect((await now(id)).status).toBe('UNMATCHED');
    await owes('77.77');
    await vi.waitFor(
      async () =>
        expect((await now(id)).suggestions).toMatchObject([{ rule: 'AMOUNT', confidence: 60 }]),
      {
        timeout: 10_000,
        interval: 100,
      },
    );
  });

  it('is ignored with a reason, and nothing posts it then', async () => {
    const { id } = await entry({ amount: '1.11', text: 'a gift' });
    const ignored = await one(
      `mutation ($id: ID!) { ignoreBankTransaction(id: $id, reason: "interest") { ${ENTRY} } }`,
      { id },
    );
    expect(ignored).toMatchObject({ status: 'IGNORED', ignoredReason: 'interest' });
    expect(await server.refused(POST, { id })).toMatchObject({ reason: 'NOT_WAITING' });
    expect((await one(UNDO, { id })).status).toBe('UNMATCHED');
  });

  it('that gives money back takes back its payment, with the reason in words and the bank’s fee', async () => {
    const gus = await owes('49.91');
    const { id } = await entry({
      amount: '49.91',
      text: gus.invoice.number,
      endToEndId: 'E2E-GUS',
    });
    await post(id);
    const returned = await entry({
      amount: '-53.41',
      endToEndId: 'E2E-GUS',
      inner: '<RtrInf><Rsn><Cd>MD06</Cd></Rsn></RtrInf>'.replace('<RtrInf>', '<AmtDtls/><RtrInf>'),
    });
    expect(returned).toMatchObject({
      kind: 'RETURN',
      status: 'SUGGESTED',
      returnCode: 'MD06',
      returnReason: 'customer took it back',
    });
    await post(returned.id);
    expect(await cash.balance(gus.id)).toBe('-49.91');
    expect((await now(id)).payments).toMatchObject([{ reversed: true }]);
    expect((await now(id)).status).toBe('POSTED');
  });
});

describe('settings', () => {
  const SET = `mutation ($p: ID!, $input: PaymentSettingsInput!) { updatePaymentSettings(partnerId: $p, input: $input) {
    autoPostFrom shortPaymentTolerance customerReferenceFormat paymentReference overridden } }`;

  it('post by themselves what fits, and write off what is little', async () => {
    await one(SET, { p: operatorId, input: { autoPostFrom: 95, shortPaymentTolerance: '0.05' } });
    const hal = await owes('60.00');
    const posted = await entry({ amount: '59.96', text: hal.invoice.number });
    expect(posted).toMatchObject({ status: 'POSTED', postedAutomatically: true });
    expect(await cash.balance(hal.id)).toBe('0.00');
    const ivy = await owes('61.00');
    expect((await entry({ amount: '30.00', text: ivy.invoice.number })).status).toBe('SUGGESTED');
    expect((await one(UNDO, { id: posted.id })).status).toBe('SUGGESTED');
    expect(await cash.balance(hal.id)).toBe('-60.00');
    await one(SET, { p: operatorId, input: { autoPostFrom: null } });
  });

  it('inherit, and say how an invoice is to be named', async () => {
    await one(SET, { p: operatorId, input: { paymentReference: 'RF' } });
    const jo = await owes('10.00');
    const { paymentReference } = await one(
      'query ($id: ID!) { invoice(id: $id) { paymentReference } }',
      { id: jo.invoice.id },
    );
    expect(paymentReference).toMatch(new RegExp(`^RF\\d\\d${jo.invoice.number}$`));
    expect((await entry({ amount: '10.00', text: paymentReference })).suggestions[0]).toMatchObject(
      {
        rule: 'STRUCTURED_REFERENCE',
        confidence: 100,
      },
    );
    expect(
      await server.refused(SET, { p: operatorId, input: { customerReferenceFormat: 'X' } }),
    ).toMatchObject({
      fields: { customerReferenceFormat: expect.any(String) },
    });
  });
});

it('customers are named as their own partner has it', async () => {
  const set = (partnerId: string, customerReferenceFormat: string | null) =>
    one(
      `mutation ($p: ID!, $input: PaymentSettingsInput!) { updatePaymentSettings(partnerId: $p, input: $input) { customerReferenceFormat } }`,
      { p: partnerId, input: { customerReferenceFormat } },
    );
  await set(north.id, 'NORTH-{customer_id|5}');
  const [above, below] = [await owes('41.00'), await makeCustomer(server, northChild.id)];
  const other = await makeCustomer(server, south.id);
  const written = (number: number, length: number) => String(number).padStart(length, '0');
  const found = async (text: string) =>
    (await entry({ amount: '0.41', text })).suggestions
      .filter(({ rule }: any) => rule === 'CUSTOMER_REFERENCE')
      .map(({ parts }: any) => parts[0].customer.id);
  expect(await found(`NORTH ${written(above.number, 5)}`)).toEqual([above.id]);
  expect(await found(`north-${written(below.number, 5)}`)).toEqual([below.id]);
  expect(await found(`C${written(above.number, 6)}`)).toEqual([]);
  expect(await found(`NORTH-${written(other.number, 5)}`)).toEqual([]);
  expect(await found(`C${written(other.number, 6)}`)).toEqual([other.id]);
  await set(north.id, null);
});

it('suggestions are posted all above a figure, and a file is taken back whole', async () => {
  const [kim, lou] = [await owes('21.00'), await owes('22.00')];
  const file = await read(
    server,
    camtOf(
      [
        { amount: '21.00', text: kim.invoice.number },
        { amount: '22.00', text: lou.invoice.number },
        { amount: '0.17', text: 'whatever' },
      ],
      { number: '500' },
    ),
  );
  const POSTABLE = `query ($ids: [ID!]!) { bankPostable(bankAccountIds: $ids, from: 98) {
    account { id } currency receipts receiptsAmount returns returnsAmount } }`;
  const before = await one(POSTABLE, { ids: [account] });
  expect(before).toEqual([
    expect.objectContaining({ account: { id: account }, currency: 'EUR', returns: 0 }),
  ]);
  expect(Number(before[0].receiptsAmount)).toBeGreaterThanOrEqual(43);
  const count = await one(
    'mutation ($id: ID!) { postBankSuggestions(bankAccountId: $id, from: 98) }',
    { id: account },
  );
  expect(count).toBeGreaterThanOrEqual(2);
  // what was said before is what was done
  expect(before[0].receipts).toBe(count);
  expect(await one(POSTABLE, { ids: [account] })).toEqual([]);
  expect((await fileRead(server, file.id)).posted).toBe(2);
  const UNDO_FILE = `mutation ($id: ID!) { undoBankFile(id: $id, reason: "wrong file") { status posted statements { id } } }`;
  expect(await one(UNDO_FILE, { id: file.id })).toEqual({
    status: 'UNDONE',
    posted: 0,
    statements: [],
  });
  expect([await cash.balance(kim.id), await cash.balance(lou.id)]).toEqual(['-21.00', '-22.00']);
  expect(await entriesOf(server, file.id)).toEqual([]);
  expect(await server.refused(UNDO_FILE, { id: file.id })).toMatchObject({ reason: 'NOT_DONE' });
});
