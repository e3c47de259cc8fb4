import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { camtOf, ENTRY, entriesOf, IBAN, read, type Movement } from '../support/bank.ts';
import { money } from '../support/money.ts';
import { makeCustomer, makeTree, type Tenant } from '../support/tenants.ts';

let server: TestServer;
let north: Tenant, operatorId: string;
let cash: ReturnType<typeof money>;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-06-20' });
  ({ north, operatorId } = await makeTree(server));
  cash = money(server);
  await one('mutation ($input: BankAccountInput!) { createBankAccount(input: $input) { id } }', {
    input: { partnerId: operatorId, name: 'Main', iban: IBAN, currency: 'EUR' },
  });
});
afterAll(async () => {
  await server.stop();
});

async function one(query: string, variables: object = {}): Promise<any> {
  return Object.values(await server.must<Record<string, any>>(query, variables))[0];
}
const POST = `mutation ($id: ID!) { postBankTransaction(id: $id) { ${ENTRY} } }`;
const UNDO = `mutation ($id: ID!) { undoBankTransaction(id: $id, reason: "not this one") { ${ENTRY} } }`;
const EFFECT = `query ($id: ID!) { bankPostingEffect(id: $id) { balanceAfter settles { amount } takesBack {
  amount bankFee charged payment { receiptNumber } reopens { amount invoice { number } } } } }`;
const now = (id: string) =>
  one(`query ($id: ID!) { bankTransaction(id: $id) { ${ENTRY} } }`, { id });
const settings = (input: object) =>
  one(
    'mutation ($p: ID!, $input: PaymentSettingsInput!) { updatePaymentSettings(partnerId: $p, input: $input) { returnFee } }',
    { p: operatorId, input },
  );
const ledgerOf = async (id: string): Promise<any[]> =>
  (
    await one(
      'query ($id: ID!) { customer(id: $id) { transactions(first: 50) { nodes { type category amount description } } } }',
      { id },
    )
  ).transactions.nodes;

let made = 0;
const fileOf = (movements: (Partial<Movement> & { amount: string })[]) => {
  made += 1;
  return camtOf(
    movements.map((each, i) => ({ reference: `R-${made}-${i}`, ...each })),
    { number: `${2000 + made}` },
  );
};
async function entry(movement: Partial<Movement> & { amount: string }): Promise<any> {
  const file = await read(server, fileOf([movement]));
  expect(file).toMatchObject({ status: 'DONE', entriesNew: 1 });
  return (await entriesOf(server, file.id))[0];
}
const reason = (code: string) => `<RtrInf><Rsn><Cd>${code}</Cd></Rsn></RtrInf>`;

/** A customer whose invoice was paid by an entry of a bank. */
async function paid(amount: string, endToEndId: string) {
  const customer = await makeCustomer(server, north.id, { name: `Payer ${endToEndId}` });
  const invoice = await cash.invoice(customer.id, amount);
  const { id } = await entry({ amount, text: invoice.number, endToEndId });
  await one(POST, { id });
  expect(await cash.balance(customer.id)).toBe('0.00');
  return { customer, invoice, entryId: id };
}

describe('a return', () => {
  it('with a fee leaves the invoice due, and charges what is set: -57.40, 49.90 due, 3.50 for the bank', async () => {
    await settings({ returnFee: 'FIXED', returnFeeAmount: '7.50' });
    const { customer, invoice } = await paid('49.90', 'E2E-FEE');
    const { id } = await entry({ amount: '-53.40', endToEndId: 'E2E-FEE', inner: reason('AM04') });
    const waiting = await now(id);
    expect(waiting).toMatchObject({
      kind: 'RETURN',
      status: 'SUGGESTED',
      suggestions: [{ confidence: 98, fits: true }],
    });
    const payment = { receiptNumber: waiting.suggestions[0].reason.match(/payment (\S+?)[:;]/)[1] };
    const effect = await one(EFFECT, { id });
    expect(effect).toEqual([
      {
        balanceAfter: '-57.40',
        settles: [],
        takesBack: {
          payment,
          amount: '49.90',
          bankFee: '3.50',
          charged: '7.50',
          reopens: [{ amount: '49.90', invoice: { number: invoice.number } }],
        },
      },
    ]);
    // it was looked at alone
    expect(await cash.balance(customer.id)).toBe('0.00');
    expect(await now(id)).toMatchObject({ status: 'SUGGESTED' });
    const posted = await one(POST, { id });
    expect(posted).toMatchObject({ status: 'POSTED', fee: '3.50' });
    const back =
      'query ($id: ID!) { bankTransaction(id: $id) { returnedPayment { receiptNumber } } }';
    expect((await one(back, { id })).returnedPayment).toEqual(payment);
    expect(await cash.balance(customer.id)).toBe('-57.40');
    expect(await cash.invoiceNow(invoice.id)).toMatchObject({
      due: '49.90',
      dueDate: invoice.dueDate,
    });
    const entries = await ledgerOf(customer.id);
    expect(entries).toContainEqual(
      expect.objectContaining({ type: 'DEBIT', category: 'Payment', amount: '49.90' }),
    );
    expect(entries).toContainEqual(
      expect.objectContaining({ type: 'DEBIT', category: 'Fee', amount: '7.50' }),
    );

    const undone = await one(UNDO, { id });
    expect(undone).toMatchObject({ status: 'SUGGESTED', fee: null });
    // what is charged was given back once: it is the same again
    expect(await one(EFFECT, { id })).toEqual(effect);
    expect(await cash.balance(customer.id)).toBe('0.00');
    expect((await cash.invoiceNow(invoice.id)).due).toBe('0.00');
    await one(POST, { id });
    expect(await cash.balance(customer.id)).toBe('-57.40');
  });

  it('charges what the bank asks, or nothing', async () => {
    await settings({ returnFee: 'BANK_FEE', returnFeeAmount: null });
    const asked = await paid('20.00', 'E2E-ASKED');
    await one(POST, {
      id: (await entry({ amount: '-23.00', endToEndId: 'E2E-ASKED', inner: reason('AC04') })).id,
    });
    expect(await cash.balance(asked.customer.id)).toBe('-23.00');
    await settings({ returnFee: null });
    const none = await paid('21.00', 'E2E-NONE');
    await one(POST, {
      id: (await entry({ amount: '-23.00', endToEndId: 'E2E-NONE', inner: reason('AC04') })).id,
    });
    expect(await cash.balance(none.customer.id)).toBe('-21.00');
  });

  it('of what is called as our invoice is posted at once, and says why on the payment', async () => {
    const customer = await makeCustomer(server, north.id, { name: 'Collected' });
    const invoice = await cash.invoice(customer.id, '31.00');
    const payment = await cash.pay(customer.id, '31.00', {
      method: 'DIRECT_DEBIT',
      date: '2026-06-15',
    });
    const returned = await entry({
      amount: '-34.00',
      endToEndId: `${invoice.number}-2`,
      inner: reason('MD06'),
    });
    expect(returned).toMatchObject({ status: 'POSTED', postedAutomatically: true, fee: '3.00' });
    expect(await cash.paymentNow(payment.id)).toMatchObject({
      reversed: true,
      reversalReason: expect.stringMatching(/^customer took it back; Bank, 15 June, entry 1/),
    });
    expect(await cash.balance(customer.id)).toBe('-31.00');
  });

  it('is found by the invoice that it names, where one payment of just that amount settled it', async () => {
    const { customer, invoice } = await paid('32.00', 'E2E-NAMED');
    const named = await entry({
      amount: '-32.00',
      text: `Return of ${invoice.number}`,
      inner: reason('MS03'),
    });
    expect(named.suggestions).toMatchObject([{ confidence: 98, rule: 'INVOICE_NUMBER' }]);
    const more = await entry({
      amount: '-35.00',
      text: `Return of ${invoice.number}`,
      inner: reason('MS03'),
    });
    expect(more).toMatchObject({ status: 'UNMATCHED', suggestions: [] });
    await one(POST, { id: named.id });
    expect(await cash.balance(customer.id)).toBe('-32.00');
  });

  it('counts once, though two files tell it, and posted again finds nothing to take back', async () => {
    const { customer } = await paid('33.00', 'E2E-TWICE');
    const back = {
      amount: '-33.00',
      endToEndId: 'E2E-TWICE',
      inner: reason('AM04'),
      reference: 'BACK',
    };
    const first = await entry(back);
    expect(await read(server, fileOf([back]))).toMatchObject({ entriesNew: 0, entriesKnown: 1 });
    const again = await entry({ ...back, reference: 'BACK-2', day: '2026-06-16' });
    await one(POST, { id: first.id });
    expect(await server.refused(POST, { id: again.id })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await cash.balance(customer.id)).toBe('-33.00');
  });

  it('holds what it took back: the receipt is not undone before it', async () => {
    const { entryId, customer } = await paid('34.00', 'E2E-HELD');
    const { id } = await entry({ amount: '-34.00', endToEndId: 'E2E-HELD', inner: reason('AM04') });
    await one(POST, { id });
    expect(await server.refused(UNDO, { id: entryId })).toMatchObject({ reason: 'RETURNED' });
    await one(UNDO, { id });
    expect((await one(UNDO, { id: entryId })).status).toBe('SUGGESTED');
    expect(await cash.balance(customer.id)).toBe('-34.00');
  });

  it('of a payment of which a part was given back takes what is left; what went out twice is a task', async () => {
    const refund = (id: string) =>
      one(
        'mutation ($id: ID!) { refundPayment(id: $id, amount: "10.00", date: "2026-06-18") { id } }',
        { id },
      );
    const partly = async (amount: string, endToEndId: string) => {
      const { customer, entryId } = await paid(amount, endToEndId);
      await refund((await now(entryId)).payments[0].id);
      return customer;
    };
    const tasks = async (customerId: string) =>
      (await one('{ paymentTasks { words customer { id } } }')).filter(
        (task: any) => task.customer.id === customerId,
      );
    const all = await partly('36.00', 'E2E-PARTLY');
    const before = await cash.balance(all.id);
    const { id } = await entry({
      amount: '-36.00',
      endToEndId: 'E2E-PARTLY',
      inner: reason('AM04'),
    });
    expect((await one(POST, { id })).fee).toBeNull();
    expect(Number(await cash.balance(all.id)) - Number(before)).toBe(-26);
    expect(await tasks(all.id)).toMatchObject([
      { words: expect.stringContaining('10.00 EUR had been given back before') },
    ]);
    await one(UNDO, { id });
    expect(await cash.balance(all.id)).toBe(before);
    expect(await tasks(all.id)).toEqual([]);

    const left = await partly('38.00', 'E2E-LEFT');
    const rest = await entry({ amount: '-28.00', endToEndId: 'E2E-LEFT', inner: reason('AM04') });
    expect((await now(rest.id)).suggestions).toMatchObject([
      { reason: expect.stringContaining('what is left of payment') },
    ]);
    await one(POST, { id: rest.id });
    expect(await tasks(left.id)).toEqual([]);
    expect(await cash.balance(left.id)).toBe('-38.00');
  });

  it('for a reason that only people can see to is a task of theirs until it is undone', async () => {
    const { customer } = await paid('35.00', 'E2E-TASK');
    const { id } = await entry({ amount: '-35.00', endToEndId: 'E2E-TASK', inner: reason('MD07') });
    await one(POST, { id });
    const tasks = async () =>
      (await one('{ paymentTasks { kind words customer { id } } }')).filter(
        (task: any) => task.customer.id === customer.id,
      );
    expect(await tasks()).toMatchObject([
      { kind: 'RETURNED', words: expect.stringContaining('account holder died') },
    ]);
    await one(UNDO, { id });
    expect(await tasks()).toEqual([]);
  });
});

it('the books hold what was returned and what counts again', async () => {
  const found = await one('{ books { name offending } }');
  expect(found.filter(({ offending }: any) => offending.length)).toEqual([]);
});
