import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { money } from '../support/money.ts';
import { sandboxActs, sandboxPayment, sandboxTells } from '../support/sandboxEvent.ts';
import { makeCustomer, makeTenant, openSandbox, PASSWORD } from '../support/tenants.ts';
import type { PaymentStanding } from '../../server/src/modules/checkout/gateway.ts';
import { settleCheckout } from '../../server/src/modules/checkout/settle.service.ts';
import { parseMinor } from '@backhaul/domain/money/money';

// What a provider gives back or takes back by itself, in whatever order it is told: the books stay in order.

const START = `mutation ($input: CheckoutInput!) { startCheckout(input: $input) { id amount fee } }`;
const LOOK = `query ($id: ID!) { checkout(id: $id) { status payment { id amount unallocated passedOnFee refunded reversed flag refunds { amount status } } } }`;
const REFUND = `mutation ($id: ID!, $a: Decimal, $k: String, $f: Boolean) { refundPayment(id: $id, amount: $a, date: "2026-04-10", idempotencyKey: $k, refundFee: $f) { id } }`;

let server: TestServer;
let owner: pg.Client;
let cash: ReturnType<typeof money>;
let partnerId: string;
let account: string;

beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  cash = money(server);
  partnerId = (await makeTenant(server, 'Side Net')).id;
  account = await openSandbox(server, partnerId);
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

/** Names of what is not in order in the books. */
async function red(): Promise<string[]> {
  const { books } = await server.must(
    'query ($p: ID) { books(partnerId: $p) { name holds records { name problem } } }',
    { p: partnerId },
  );
  return books.filter((each: any) => !each.holds).map((each: any) => JSON.stringify(each));
}

/** Somebody outside the EEA who paid an invoice through the sandbox. */
async function paid(amount: string) {
  const { id, login } = await makeCustomer(server, partnerId, { country: 'Switzerland' });
  const invoice = await cash.invoice(id, amount);
  const token = await server.signIn(login, PASSWORD);
  const input = { invoiceId: invoice.id, idempotencyKey: 'a' };
  const { startCheckout } = await server.must(START, { input }, token);
  const checkout: string = startCheckout.id;
  const quietly = (act: object) =>
    sandboxActs(server, account, checkout, { ...act, quiet: true } as Record<string, unknown>);
  const told = async () =>
    expect(
      await sandboxTells(server, account, {
        payment: sandboxPayment(checkout),
        type: 'payment.changed',
      }),
    ).toBe(204);
  await quietly({ act: 'pay' });
  await told();
  const look = async (): Promise<any> =>
    (await server.must(LOOK, { id: checkout })).checkout.payment;
  const { id: payment } = await look();
  const standing: PaymentStanding = {
    providerRef: sandboxPayment(checkout),
    reference: { partnerId, checkoutId: checkout },
    status: 'PAID',
    amountMinor: parseMinor(amount, 2),
    currency: 'EUR',
    paidAt: null,
    feeMinor: null,
    failure: null,
    saved: null,
    refunds: [],
    disputes: [],
  };
  return {
    standing,
    id,
    payment: payment as string,
    quietly,
    told,
    look,
    stands: async () => [
      await cash.balance(id),
      (await cash.invoiceNow(invoice.id)).due,
      (await look()).refunded,
    ],
    gives: (a: string, k: string, f = false) => server.must(REFUND, { id: payment, a, k, f }),
    refunds: async () =>
      (await look()).refunds.map((each: any) => `${each.amount} ${each.status}`).toSorted(),
    tasks: async () =>
      (
        await owner.query(
          'select words from payment_task where payment_id = $1 and closed_at is null',
          [payment],
        )
      ).rows.map(({ words }) => words),
  };
}

it('a fee that was passed on takes its part of the payment, which is wholly used then', async () => {
  const fee = { feePercent: '2.9', feeFixed: '0.30' };
  await openSandbox(server, partnerId, fee);
  const kept = await paid('49.90');
  expect(await kept.look()).toMatchObject({ amount: '51.65', unallocated: '0.00' });
  const given = await paid('49.90');
  await given.gives('49.90', 'all');
  await expect.poll(given.refunds, { timeout: 20_000 }).toEqual(['49.90 DONE']);
  expect(await given.look()).toMatchObject({ unallocated: '0.00' });
  const whole = await paid('49.90');
  await whole.quietly({ act: 'refund' });
  await whole.told();
  expect(await whole.stands()).toEqual(['-49.90', '49.90', '51.65']);
  const taken = await paid('49.90');
  await taken.quietly({ act: 'withdraw' });
  await taken.told();
  expect((await taken.stands()).slice(0, 2)).toEqual(['-51.65', '49.90']);
  expect(await red()).toEqual([]);
  await taken.quietly({ act: 'win' });
  await taken.told();
  // the fee takes its part again: none of it is the customer's credit
  expect(await taken.look()).toMatchObject({ reversed: false, unallocated: '0.00' });
  expect(await taken.stands()).toEqual(['0.00', '0.00', '0.00']);
  await openSandbox(server, partnerId, { feePercent: '0', feeFixed: '0' });
  expect(await red()).toEqual([]);
});

it('a fee that was passed on goes back where that is asked for, once', async () => {
  await openSandbox(server, partnerId, { feePercent: '2.9', feeFixed: '0.30' });
  const it = await paid('49.90');
  expect(await it.look()).toMatchObject({ passedOnFee: '1.75', unallocated: '0.00' });
  const much = await server.refused(REFUND, { id: it.payment, a: '60', k: 'much', f: true });
  expect(much.message).toContain(
    'only 51.65 EUR can be given back: an amount of at most 49.90 EUR, and on top of it 1.75 EUR of the fee.',
  );
  await it.gives('10', 'some', true);
  await it.gives('10', 'some', true);
  await expect.poll(it.refunds, { timeout: 20_000 }).toEqual(['11.75 DONE']);
  expect(await it.look()).toMatchObject({ passedOnFee: '0.00', unallocated: '0.00' });
  expect(await it.stands()).toEqual(['-10.00', '10.00', '11.75']);
  await it.gives('39.90', 'rest', true);
  await expect.poll(it.refunds, { timeout: 20_000 }).toEqual(['11.75 DONE', '39.90 DONE']);
  expect(await it.stands()).toEqual(['-49.90', '49.90', '51.65']);
  const refused = await server.refused(REFUND, { id: it.payment, a: '0.01', k: 'more', f: true });
  expect(refused.code).toBe('CONFLICT');
  await openSandbox(server, partnerId, { feePercent: '0', feeFixed: '0' });
  expect(await red()).toEqual([]);
});

it('a refund that fails since the provider gave all back is not to be paid out again', async () => {
  const it = await paid('60');
  await it.quietly({ act: 'refund' });
  await it.gives('60', 'ours');
  await expect.poll(it.refunds, { timeout: 20_000 }).toEqual(['60.00 DONE', '60.00 FAILED']);
  expect(await it.stands()).toEqual(['-60.00', '60.00', '60.00']);
  expect(await it.tasks()).toEqual([]);
  expect(await red()).toEqual([]);
});

it('what the provider gives back while refunds of ours are on their way is booked once they failed', async () => {
  const it = await paid('100');
  await it.quietly({ act: 'refund', amount: '6000' });
  await Promise.all([it.gives('60', 'one'), it.gives('40', 'two'), it.told()]);
  await expect
    .poll(it.refunds, { timeout: 20_000 })
    .toEqual(['40.00 DONE', '60.00 DONE', '60.00 FAILED']);
  await it.told();
  expect(await it.stands()).toEqual(['-100.00', '100.00', '100.00']);
  expect(await it.tasks()).toEqual([]);
  expect(await red()).toEqual([]);
});

it('of a payment of which money was given back, the bank takes back what is left, and it may come again', async () => {
  const it = await paid('100');
  await it.gives('40', 'part');
  await expect.poll(it.refunds, { timeout: 20_000 }).toEqual(['40.00 DONE']);
  await it.quietly({ act: 'dispute' });
  await it.told();
  expect(await it.tasks()).toEqual([
    expect.stringMatching(/Answer there by \d+ [A-Z][a-z]+ \d{4}/),
  ]);
  await it.quietly({ act: 'withdraw' });
  await it.told();
  expect(await it.stands()).toEqual(['-100.00', '100.00', '40.00']);
  expect(await it.look()).toMatchObject({ reversed: true, unallocated: '0.00' });
  expect(await red()).toEqual([]);
  await it.quietly({ act: 'win' });
  await it.told();
  expect(await it.stands()).toEqual(['-40.00', '40.00', '40.00']);
  expect(await it.look()).toMatchObject({ reversed: false });
  expect(await red()).toEqual([]);
});

/** What is kept of the disputes of a payment. */
async function disputesOf(payment: string): Promise<string[]> {
  const { disputes } = await server.must(
    'query ($p: ID) { disputes(partnerId: $p) { status payment { id } } }',
    { p: partnerId },
  );
  return disputes
    .filter((each: any) => each.payment.id === payment)
    .map((each: any) => each.status);
}

const CLOSE_TASK = `mutation ($id: ID!) { closePaymentTask(id: $id, note: "done") }`;

it('of a dispute of a part, each state says what is to be done, though staff closed the one before', async () => {
  const it = await paid('100');
  const next = async (act: string) => {
    await it.quietly({ act, amount: '4000' });
    await it.told();
    await it.told();
  };
  await next('dispute');
  expect(await it.tasks()).toEqual([expect.stringMatching(/disputes 40\.00 EUR.*Answer there by/)]);
  const { rows } = await owner.query(
    'select id from payment_task where payment_id = $1 and closed_at is null',
    [it.payment],
  );
  await server.must(CLOSE_TASK, { id: rows[0].id });
  await next('withdraw');
  expect(await it.tasks()).toEqual([
    expect.stringMatching(/took 40\.00 EUR of payment .* back.*Nothing is booked/),
  ]);
  expect(await disputesOf(it.payment)).toEqual(['WITHDRAWN']);
  await next('lose');
  expect(await it.tasks()).toEqual([expect.stringMatching(/40\.00 EUR.* is lost/)]);
  expect(await disputesOf(it.payment)).toEqual(['LOST']);
  expect(await it.stands()).toEqual(['0.00', '0.00', '0.00']);
  const won = await paid('100');
  await won.quietly({ act: 'withdraw', amount: '4000' });
  await won.told();
  await won.quietly({ act: 'win' });
  await won.told();
  expect(await won.tasks()).toEqual([
    expect.stringMatching(/40\.00 EUR.* is won: .*paid it out again/),
  ]);
  expect(await red()).toEqual([]);
});

it('a withdrawal that is undone before it is decided, and comes again, is a task each time', async () => {
  const it = await paid('100');
  const withdrawn = [expect.stringMatching(/took 100\.00 EUR .* back.*Answer there by/)];
  for (const [act, stands, tasks] of [
    ['withdraw', ['-100.00', '100.00', '0.00'], withdrawn],
    ['dispute', ['0.00', '0.00', '0.00'], [expect.stringMatching(/disputes 100\.00 EUR/)]],
    ['withdraw', ['-100.00', '100.00', '0.00'], withdrawn],
    ['lose', ['-100.00', '100.00', '0.00'], []],
  ] as const) {
    await it.quietly({ act });
    await it.told();
    await it.told();
    expect(await it.stands(), act).toEqual(stands);
    expect(await it.tasks(), act).toEqual(tasks);
  }
  expect(await red()).toEqual([]);
});

it('two disputes of one payment are told apart: it counts again when no money is kept for either', async () => {
  const it = await paid('100');
  const say = (first: string, second: string) =>
    settleCheckout(
      server.app,
      { id: account, kind: 'SANDBOX', mode: 'TEST', secrets: null },
      {
        ...it.standing,
        disputes: [first, second].map((status, n) => ({
          providerRef: `dispute_${n}`,
          status: status as 'OPEN' | 'WITHDRAWN' | 'WON' | 'LOST',
          amountMinor: 10000n,
          currency: 'EUR',
          reason: 'The customer does not know the payment.',
          answerBy: null,
          feeMinor: null,
        })),
      },
    );
  const taken = ['-100.00', '100.00', '0.00'];
  await say('WITHDRAWN', 'WITHDRAWN');
  expect(await it.stands()).toEqual(taken);
  expect(await it.tasks()).toEqual([expect.stringMatching(/money went out twice/)]);
  await say('WON', 'WITHDRAWN');
  expect(await it.stands()).toEqual(taken);
  expect(await it.tasks()).toEqual([
    expect.stringMatching(/money went out twice/),
    expect.stringMatching(/is won.*another dispute of the same payment/),
  ]);
  await say('WON', 'WON');
  expect(await it.stands()).toEqual(['0.00', '0.00', '0.00']);
  expect(await red()).toEqual([]);
});

it('a dispute of what was given back already follows the provider, and says that it went out twice', async () => {
  const given = async (key: string) => {
    const it = await paid('100');
    await it.gives('100', key);
    await expect.poll(it.refunds, { timeout: 20_000 }).toEqual(['100.00 DONE']);
    return it;
  };
  const it = await given('twice lost');
  for (const act of ['dispute', 'withdraw', 'lose']) {
    await it.quietly({ act });
    await it.told();
  }
  expect(await disputesOf(it.payment)).toEqual(['LOST']);
  expect(await it.tasks()).toEqual([expect.stringMatching(/is lost.*went out twice/)]);
  const first = await given('twice at once');
  await first.quietly({ act: 'withdraw' });
  await first.told();
  expect(await disputesOf(first.payment)).toEqual(['WITHDRAWN']);
  expect(await first.tasks()).toEqual([expect.stringMatching(/was given back already/)]);
  expect(await red()).toEqual([]);
});

it('a dispute that is won without a withdrawal is nobody’s work any more', async () => {
  const it = await paid('100');
  for (const act of ['dispute', 'win']) {
    await it.quietly({ act });
    await it.told();
  }
  expect(await disputesOf(it.payment)).toEqual(['WON']);
  expect(await it.tasks()).toEqual([]);
  expect(await it.look()).toMatchObject({ reversed: false, flag: null });
});

it('won for a payment that was taken back by hand: the task says that it was paid out again', async () => {
  const it = await paid('100');
  await server.must('mutation ($id: ID!) { reversePayment(id: $id, reason: "twice") { id } }', {
    id: it.payment,
  });
  for (const act of ['dispute', 'withdraw', 'win']) {
    await it.quietly({ act });
    await it.told();
  }
  expect(await disputesOf(it.payment)).toEqual(['WON']);
  expect(await it.tasks()).toEqual([
    expect.stringMatching(/100\.00 EUR .* is won: the payment provider paid it out again.*by hand/),
  ]);
});

it('a refund through a provider is of the day on which it happens', async () => {
  const it = await paid('100');
  const later = REFUND.replace('2026-04-10', '2031-01-01');
  expect(await server.refused(later, { id: it.payment, a: '10', k: 'later' })).toMatchObject({
    code: 'BAD_USER_INPUT',
    fields: { date: expect.stringContaining('10 Apr') },
  });
});

// the last: it closes the books of today
it('what comes by itself while the books are closed is of the first open day', async () => {
  const won = await paid('100');
  await won.quietly({ act: 'withdraw' });
  await won.told();
  const back = await paid('50');
  const taken = await paid('60');
  await server.must(
    'mutation ($p: ID!) { closeBooks(partnerId: $p, through: "2026-04-30") { closedThrough } }',
    {
      p: partnerId,
    },
  );
  await won.quietly({ act: 'win' });
  await won.told();
  expect(await won.tasks()).toEqual([]);
  expect(await won.stands()).toEqual(['0.00', '0.00', '0.00']);
  await back.quietly({ act: 'refund' });
  await back.told();
  expect(await back.tasks()).toEqual([]);
  expect(await back.stands()).toEqual(['-50.00', '50.00', '50.00']);
  await taken.quietly({ act: 'withdraw' });
  await taken.told();
  expect(await taken.stands()).toEqual(['-60.00', '60.00', '0.00']);
  for (const { id } of [won, back, taken])
    expect((await cash.ledger(id)).map(({ date }) => date)).toContain('2026-05-01');
  expect(await red()).toEqual([]);
});
