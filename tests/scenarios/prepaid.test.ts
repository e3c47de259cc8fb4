import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { fetchAs, readPdf } from '../support/files.ts';
import { sandboxSaysPaid } from '../support/sandboxEvent.ts';
import { openSandbox, PASSWORD } from '../support/tenants.ts';
import { life } from './household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
let owner: pg.Client;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-01' });
  tell = life(server);
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

const one = async (query: string, variables: object): Promise<any> =>
  Object.values(await server.must<Record<string, any>>(query, variables))[0];
const pay = (customerId: string, amount: string, date: string, more: object = {}): Promise<any> =>
  one('mutation ($i: PaymentInput!) { recordPayment(input: $i) { id allocations { amount } } }', {
    i: { customerId, amount, date, method: 'CASH', ...more },
  });
const who = (shop: { id: string; tariff: string }, billingType: string) =>
  tell.household(shop, { customer: { billingType, status: 'NEW' } });
const now = async (id: string) => {
  const { status, statusReason, balance } = await tell.now(id);
  return { status, statusReason, balance };
};
const invoices = async (id: string): Promise<string[]> =>
  (await tell.now(id)).invoices.nodes
    .map((each: any) => `${each.documentDate} ${each.total} ${each.status}`)
    .sort();
const nights = async (shop: string, from: number, to: number, month = '2026-04'): Promise<void> => {
  for (let day = from; day <= to; day += 1)
    await tell.dun(`${month}-${String(day).padStart(2, '0')}`, shop);
};

describe('prepaid (custom)', () => {
  const open = (settings: object = {}) => tell.shop({ settings, tariff: { price: '30' } });

  it('a period begins when the balance covers it; without money there is no service', async () => {
    const shop = await open();
    const { id } = await who(shop, 'PREPAID_CUSTOM');
    await tell.dun('2026-04-01', shop.id);
    expect(await now(id)).toEqual({
      status: 'BLOCKED',
      statusReason: 'balance 0.00 does not cover 30.00 from 1 Apr on',
      balance: '0.00',
    });
    await pay(id, '29.99', '2026-04-03');
    expect((await now(id)).status).toBe('BLOCKED');
    await pay(id, '0.01', '2026-04-05');
    expect(await now(id)).toMatchObject({ status: 'ACTIVE', balance: '0.00' });
    const { services } = await tell.now(id);
    expect(services.nodes[0].chargedUntil).toBe('2026-05-05');
    expect(await invoices(id)).toEqual(['2026-04-05 30.00 PAID']);
  });

  it('renews on its day, is blocked when money runs out, and nothing is charged twice', async () => {
    const shop = await open();
    const { id } = await who(shop, 'PREPAID_CUSTOM');
    await pay(id, '70', '2026-04-01');
    expect(await now(id)).toMatchObject({ status: 'ACTIVE', balance: '40.00' });
    for (let twice = 0; twice < 2; twice += 1) await tell.dun('2026-05-01', shop.id);
    expect(await now(id)).toMatchObject({ status: 'ACTIVE', balance: '10.00' });
    const simulated = await one(
      'query ($p: ID) { dunningSimulation(date: "2026-06-01", partnerId: $p) { blocked activated changes { reason } } }',
      { p: shop.id },
    );
    expect(simulated).toEqual({
      blocked: 1,
      activated: 0,
      changes: [{ reason: 'balance 10.00 does not cover 30.00 from 1 Jun on' }],
    });
    expect(await tell.dun('2026-06-01', shop.id)).toMatchObject({ blocked: 1, activated: 0 });
    expect(await now(id)).toMatchObject({ status: 'BLOCKED', balance: '10.00' });
    expect(await invoices(id)).toEqual(['2026-04-01 30.00 PAID', '2026-05-01 30.00 PAID']);
  });

  it('30 pays the invoice of 30; 15 stays on the balance and settles nothing in part', async () => {
    const shop = await open();
    const customer = await tell.customer({
      partnerId: shop.id,
      name: 'Without services',
      status: 'ACTIVE',
      billingType: 'PREPAID_CUSTOM',
    });
    const issue = (unitPrice: string) =>
      one('mutation ($i: InvoiceInput!) { createInvoice(input: $i) { id } }', {
        i: {
          customerId: customer.id,
          documentDate: '2026-04-01',
          lines: [{ description: 'Router', unitPrice }],
        },
      });
    await issue('30');
    expect((await pay(customer.id, '15', '2026-04-02')).allocations).toEqual([]);
    expect(await invoices(customer.id)).toEqual(['2026-04-01 30.00 UNPAID']);
    expect((await pay(customer.id, '30', '2026-04-02')).allocations).toEqual([{ amount: '30.00' }]);
    expect(await invoices(customer.id)).toEqual(['2026-04-01 30.00 PAID']);
    expect((await now(customer.id)).balance).toBe('15.00');
  });

  it('a payment has its invoice with its tax inside, where the partner wants that, and periods have none', async () => {
    const { id: prepaidTaxRateId } = await tell.taxRate({ name: 'VAT', percent: '19' });
    const shop = await open({
      prepaidInvoiceAfterPayment: true,
      prepaidItemText: 'Guthaben',
      prepaidTaxRateId,
    });
    const { id } = await who(shop, 'PREPAID_CUSTOM');
    const payment = await pay(id, '50', '2026-04-01');
    expect(await now(id)).toMatchObject({ status: 'ACTIVE', balance: '20.00' });
    const [invoice] = (await tell.now(id)).invoices.nodes;
    expect(invoice).toMatchObject({ status: 'PAID', total: '50.00', tax: '7.98', due: '0.00' });
    expect(invoice.lines).toMatchObject([{ description: 'Guthaben', total: '50.00' }]);
    // what moves no balance is corrected where the money came
    expect(
      await server.refused(
        'mutation ($i: CreditNoteInput!) { createCreditNote(input: $i) { id } }',
        {
          i: { customerId: id, invoiceId: invoice.id, documentDate: '2026-04-01', reason: 'wrong' },
        },
      ),
    ).toMatchObject({ code: 'CONFLICT', reason: 'PAID_AHEAD' });
    const REFUND =
      'mutation ($id: ID!, $a: Decimal) { refundPayment(id: $id, amount: $a, date: "2026-04-01") { id } }';
    expect(await server.refused(REFUND, { id: payment.id, a: '10' })).toMatchObject({
      reason: 'PAID_AHEAD',
    });
    const more = await pay(id, '20', '2026-04-01');
    await server.must(REFUND, { id: more.id, a: '20' });
    expect(await invoices(id)).toEqual(['2026-04-01 20.00 VOID', '2026-04-01 50.00 PAID']);
    await one('mutation ($id: ID!) { reversePayment(id: $id, reason: "bounced") { id } }', {
      id: payment.id,
    });
    expect(await invoices(id)).toEqual(['2026-04-01 20.00 VOID', '2026-04-01 50.00 VOID']);
    expect((await now(id)).balance).toBe('-30.00');
  });
});

const statementPdf = async (id: string, from: string, to: string): Promise<string> => {
  const answer = await fetchAs(server, `/documents/statements/${id}.pdf?from=${from}&to=${to}`);
  return (await readPdf(Buffer.from(await answer.arrayBuffer()))).text;
};

describe('prepaid (daily)', () => {
  const open = (settings: object = {}) => tell.shop({ settings, tariff: { price: '40' } });

  it('20.00 on a plan of 40.00 last 15 days of April, and the month has its invoice', async () => {
    const shop = await open();
    const { id } = await who(shop, 'PREPAID_DAILY');
    await pay(id, '20', '2026-04-01');
    expect((await now(id)).balance).toBe('18.67');
    await nights(shop.id, 1, 15);
    expect(await now(id)).toMatchObject({ status: 'ACTIVE', balance: '0.00' });
    await nights(shop.id, 16, 17);
    expect(await now(id)).toEqual({
      status: 'BLOCKED',
      statusReason: 'balance 0.00 does not cover 1.33 from 16 Apr on',
      balance: '0.00',
    });
    const { rows } = await owner.query(
      `select count(*)::int days, count(distinct period_from)::int distinct_days, sum(amount_minor)::int sum
      from ledger_transaction where customer_id = $1 and type = 'DEBIT'`,
      [id],
    );
    expect(rows).toEqual([{ days: 15, distinct_days: 15, sum: 2000 }]);
    const { entries } = await one(
      'query ($c: ID!) { statement(customerId: $c, from: "2026-04-01", to: "2026-04-30") { entries { date description periodFrom periodTo debit credit balance } } }',
      { c: id },
    );
    expect(entries).toMatchObject([
      { date: '2026-04-01', debit: null, credit: '20.00', balance: '20.00' },
      {
        date: '2026-04-15',
        description: '15 × Plan',
        periodFrom: '2026-04-01',
        periodTo: '2026-04-15',
        debit: '20.00',
        credit: null,
        balance: '0.00',
      },
    ]);
    const told = await statementPdf(id, '2026-04-01', '2026-04-30');
    expect(told).toMatch(/15 × Plan\s+1 Apr 2026 – 15 Apr 2026/);
    expect(told).not.toContain('shows the first');
    for (let twice = 0; twice < 2; twice += 1) await tell.dun('2026-05-01', shop.id);
    expect(await invoices(id)).toEqual(['2026-05-01 20.00 PAID']);
    const [invoice] = (await tell.now(id)).invoices.nodes;
    expect(invoice.lines).toMatchObject([
      { periodFrom: '2026-04-01', periodTo: '2026-04-15', total: '20.00' },
    ]);
    expect((await now(id)).balance).toBe('0.00');
  });

  it('no day that was covered is left out when money is entered late, or dated ahead', async () => {
    const shop = await open();
    const { id } = await who(shop, 'PREPAID_DAILY');
    await pay(id, '20', '2026-04-01');
    await pay(id, '10', '2026-04-10');
    // ten days of 40.00 / 30
    expect(await now(id)).toMatchObject({ status: 'ACTIVE', balance: '16.67' });
    await pay(id, '0.01', '2026-12-31');
    const { status, balance } = await now(id);
    expect(status).toBe('ACTIVE');
    expect(Number(balance)).toBeLessThan(1.34);
    const { rows } = await owner.query(
      `select max(period_from) - min(period_from) + 1 = count(*) whole
      from ledger_transaction where customer_id = $1 and type = 'DEBIT'`,
      [id],
    );
    expect(rows).toEqual([{ whole: true }]);
    const periods = await who(shop, 'PREPAID_CUSTOM');
    await pay(periods.id, '100', '2026-04-01');
    await pay(periods.id, '40', '2026-06-15');
    const { services } = await tell.now(periods.id);
    expect(services.nodes[0].chargedUntil).toBe('2026-07-01');
  });

  it('days without service are none that the books miss, whoever paid ahead how', async () => {
    for (const [type, tariff] of [
      ['PREPAID_CUSTOM', {}],
      ['PREPAID_CUSTOM', { periodDays: 10 }],
      ['PREPAID_DAILY', {}],
    ] as const) {
      const shop = await tell.shop({ tariff: { price: '30', ...tariff } });
      const { id } = await who(shop, type);
      await pay(id, '30', '2026-04-01');
      for (const day of ['04-11', '05-01', '05-03']) await tell.dun(`2026-${day}`, shop.id);
      expect((await now(id)).status).toBe('BLOCKED');
      await pay(id, '30', '2026-05-05');
      expect((await now(id)).status).toBe('ACTIVE');
      const books = await one('query ($p: ID) { books(partnerId: $p) { name holds offending } }', {
        p: shop.id,
      });
      expect(books.filter(({ holds }: any) => !holds)).toEqual([]);
      // a day that is left out with service is one
      await owner.query(
        `update status_change set date = date - 1 where customer_id = $1 and from_status = 'BLOCKED'`,
        [id],
      );
      const missed = await one('query ($p: ID) { books(partnerId: $p) { name holds } }', {
        p: shop.id,
      });
      expect(missed.filter(({ holds }: any) => !holds)).toEqual([
        { name: 'PERIODS', holds: false },
      ]);
    }
  });

  it('nights that were slept over are made up for; days without service are not', async () => {
    const shop = await open();
    const { id } = await who(shop, 'PREPAID_DAILY');
    await pay(id, '20', '2026-04-01');
    await tell.dun('2026-04-10', shop.id);
    expect((await now(id)).balance).toBe('6.67');
    await tell.dun('2026-04-20', shop.id);
    expect(await now(id)).toMatchObject({ status: 'BLOCKED', balance: '0.00' });
    await pay(id, '10', '2026-04-25');
    expect(await now(id)).toMatchObject({ status: 'ACTIVE', balance: '8.67' });
  });

  it('says how far the balance carries, and what is missing then', async () => {
    const shop = await open();
    const { id } = await who(shop, 'PREPAID_DAILY');
    await pay(id, '20', '2026-04-01');
    const { prepaid } = await one(
      'query ($id: ID!) { customer(id: $id) { prepaid { until daysLeft missing topUp } } }',
      { id },
    );
    // what 30 days from the 16th take, 20.00 of April and 15 of 31 days of May
    expect(prepaid).toEqual({
      until: '2026-04-16',
      daysLeft: 15,
      missing: '1.33',
      topUp: '39.35',
    });
  });

  it('of a closed month are charged on the first open day, and nobody else’s night is held up', async () => {
    const shop = await open();
    const debtor = await tell.household(shop);
    await tell.charge(debtor.id, '2026-04-01');
    const { id } = await tell.household(shop, {
      start: '2026-04-10',
      customer: { billingType: 'PREPAID_DAILY', status: 'NEW' },
    });
    await pay(id, '100', '2026-04-10');
    await server.must(
      'mutation ($p: ID!) { closeBooks(partnerId: $p, through: "2026-04-15") { closedThrough } }',
      { p: shop.id },
    );
    expect(await tell.dun('2026-04-16', shop.id)).toMatchObject({ blocked: 1 });
    const { rows } = await owner.query(
      `select date::text, count(*)::int n from ledger_transaction
      where customer_id = $1 and type = 'DEBIT' group by 1 order by 1`,
      [id],
    );
    expect(rows).toEqual([
      { date: '2026-04-10', n: 1 },
      { date: '2026-04-16', n: 6 },
    ]);
  });

  it('are not charged ahead of their day, where money comes while the books are closed beyond today', async () => {
    const shop = await open();
    await openSandbox(server, shop.id);
    const { id } = await tell.household(shop, {
      customer: {
        billingType: 'PREPAID_DAILY',
        status: 'NEW',
        login: 'ahead-of-books',
        password: PASSWORD,
      },
    });
    await pay(id, '20', '2026-04-01');
    expect(await now(id)).toMatchObject({ status: 'ACTIVE', balance: '18.67' });
    await server.must(
      'mutation ($p: ID!) { closeBooks(partnerId: $p, through: "2026-04-30") { closedThrough } }',
      { p: shop.id },
    );
    const { startCheckout } = await server.must<any>(
      'mutation { startCheckout(input: { amount: "10", idempotencyKey: "k" }) { id } }',
      {},
      await server.signIn('ahead-of-books', PASSWORD),
    );
    await sandboxSaysPaid(server, shop.id, startCheckout.id, { amount: '1000', currency: 'EUR' });
    expect(await now(id)).toMatchObject({ status: 'ACTIVE', balance: '28.67' });
  });

  it('given back are not on the month’s invoice, which also comes when the 1st was slept over', async () => {
    const shop = await open();
    const [ending, staying] = [await who(shop, 'PREPAID_DAILY'), await who(shop, 'PREPAID_DAILY')];
    for (const { id } of [ending, staying]) await pay(id, '100', '2026-04-01');
    await nights(shop.id, 2, 14);
    await tell.end(ending.service, '2026-04-10');
    await server.must('mutation ($s: ID!) { creditUnused(serviceId: $s) { id } }', {
      s: ending.service,
    });
    for (let twice = 0; twice < 2; twice += 1) await tell.dun('2026-05-02', shop.id);
    expect(await invoices(ending.id)).toEqual(['2026-05-01 13.33 PAID']);
    expect(await invoices(staying.id)).toEqual(['2026-05-01 40.00 PAID']);
    const { books } = await server.must<any>(
      'query ($p: ID) { books(partnerId: $p) { name holds offending } }',
      { p: shop.id },
    );
    expect(books.filter(({ holds }: any) => !holds)).toEqual([]);
  });

  it('are said to the customer in the portal as to the partner, tax included', async () => {
    const { id: taxRateId } = await tell.taxRate({ name: 'Daily VAT', percent: '19' });
    const shop = await tell.shop({ tariff: { price: '40', taxRateId } });
    const { id } = await tell.household(shop, {
      customer: {
        billingType: 'PREPAID_DAILY',
        status: 'NEW',
        login: 'daily-in-portal',
        password: 'correct horse battery',
      },
    });
    const { signIn } = await server.must<any>(
      'mutation { signIn(identifier: "daily-in-portal", password: "correct horse battery") { token } }',
    );
    const far = await server.must<any>(
      '{ viewer { customer { prepaid { missing } } } }',
      {},
      signIn.token,
    );
    // 40.00 / 30, and 19 % of that
    expect(far.viewer.customer.prepaid.missing).toBe('1.58');
    await pay(id, '1.58', '2026-04-01');
    expect((await now(id)).status).toBe('ACTIVE');
  });

  it('twenty payments and nights at once charge each day once', async () => {
    const shop = await open();
    const { id } = await who(shop, 'PREPAID_DAILY');
    await Promise.all([
      ...Array.from({ length: 10 }, () => pay(id, '1', '2026-04-01')),
      ...Array.from({ length: 10 }, () => tell.dun('2026-04-01', shop.id)),
    ]);
    expect(await now(id)).toMatchObject({ status: 'ACTIVE', balance: '8.67' });
  });
});

describe('other rules of settlement', () => {
  it('a payment goes to the oldest, not to the one of its amount, where that is switched off', async () => {
    const shop = await tell.shop({ settings: { autoAssociatePayments: false } });
    const { id } = await tell.household(shop);
    for (const unitPrice of ['50', '20'])
      await one('mutation ($i: InvoiceInput!) { createInvoice(input: $i) { id } }', {
        i: {
          customerId: id,
          documentDate: '2026-04-01',
          dueDate: `2026-04-${unitPrice === '50' ? '10' : '20'}`,
          lines: [{ description: 'x', unitPrice }],
        },
      });
    await pay(id, '20', '2026-04-02');
    expect(await invoices(id)).toEqual([
      '2026-04-01 20.00 UNPAID',
      '2026-04-01 50.00 PARTIALLY_PAID',
    ]);
  });

  it('credit pays a new invoice though the balance is below zero, where the partner says so', async () => {
    for (const payWithNegativeBalance of [false, true]) {
      const shop = await tell.shop({ settings: { payWithNegativeBalance } });
      const { id } = await tell.household(shop);
      await pay(id, '30', '2026-04-01');
      // a debt that stands on no invoice takes the balance down
      await one(
        'mutation ($c: ID!) { createTransaction(customerId: $c, type: DEBIT, amount: "100", description: "Damage", date: "2026-04-01") { id } }',
        { c: id },
      );
      await one('mutation ($i: InvoiceInput!) { createInvoice(input: $i) { id } }', {
        i: {
          customerId: id,
          documentDate: '2026-04-01',
          lines: [{ description: 'x', unitPrice: '30' }],
        },
      });
      expect(await invoices(id)).toEqual([
        `2026-04-01 30.00 ${payWithNegativeBalance ? 'PAID' : 'UNPAID'}`,
      ]);
    }
  });
});
