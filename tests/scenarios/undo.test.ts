import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { loadStatement } from '../../server/src/modules/printing/accountData.ts';
import { money } from '../support/money.ts';
import { confirm, preview } from '../support/story.ts';
import { life, told } from './household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
let cash: ReturnType<typeof money>;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-20' });
  tell = life(server);
  cash = money(server);
});
afterAll(() => server.stop());

const UNDO = 'mutation ($c: ID!) { undoLastCharge(customerId: $c) { id } }';

describe('taking the last charge back', () => {
  it('goes back one charge at a time, to where there is nothing to undo', async () => {
    const shop = await tell.shop({ tariff: { setupFee: '20' } });
    const { id } = await tell.household(shop, { start: '2026-02-10' });
    await tell.charge(id, '2026-02-15');
    const [run] = await preview(server, { date: '2026-03-01', partnerIds: [shop.id] });
    await confirm(server, run);
    expect(await tell.undo(id)).toMatchObject({
      balance: '-87.86',
      billing: { nextBillingDate: '2026-03-01' },
      services: { nodes: [{ chargedUntil: '2026-03-01' }] },
    });
    expect(await tell.undo(id)).toMatchObject({
      balance: '0.00',
      billing: { nextBillingDate: '2026-03-01' },
      services: { nodes: [{ chargedUntil: '2026-02-10' }] },
    });
    expect(await server.refused(UNDO, { c: id })).toMatchObject({
      code: 'CONFLICT',
      reason: 'NOTHING_TO_UNDO',
    });
    expect(
      (await tell.now(id)).invoices.nodes.map((invoice: any) => [invoice.status, invoice.due]),
    ).toEqual([
      ['VOID', '0.00'],
      ['VOID', '0.00'],
    ]);
    // the setup fee is due again with the first charge
    expect(told((await tell.charge(id, '2026-03-01')).lines)).toEqual([
      '2026-02-10 - 2026-03-31: 167.86',
      'Setup fee: Plan: 20.00',
    ]);
  });

  it('puts items to invoice back', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    await tell.item({ customerId: id, description: 'Visit', unitPrice: '60', date: '2026-04-01' });
    await tell.charge(id, '2026-04-01');
    await tell.undo(id);
    expect(told((await tell.charge(id, '2026-04-01')).lines)).toEqual([
      '2026-04-01 - 2026-04-30: 100.00',
      'Visit: 60.00',
    ]);
  });

  it('follows the settings of now for when the customer is due again', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop, { start: '2026-03-05' });
    await tell.charge(id, '2026-04-01');
    await tell.billing(id, { billingDay: 20 });
    expect((await tell.undo(id)).billing.nextBillingDate).toBe('2026-03-20');
  });

  it('frees balance credit, and lets it pay what is still open', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop, { billing: { autoCreateInvoices: false } });
    await tell.charge(id, '2026-04-01');
    await cash.correct(id, 'CREDIT', '100');
    const { id: invoice } = await cash.invoice(id, '80');
    expect(await cash.invoiceNow(invoice)).toMatchObject({ paid: '0.00' });
    await tell.undo(id);
    expect(await cash.invoiceNow(invoice)).toMatchObject({ paid: '80.00', status: 'PAID' });
  });

  it('lifts a block that stood for that charge', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    await tell.charge(id, '2026-04-01');
    await tell.dun('2026-04-16', shop.id);
    expect((await tell.now(id)).status).toBe('BLOCKED');
    expect(await tell.undo(id)).toMatchObject({ balance: '0.00', status: 'ACTIVE' });
  });

  it('is refused while money that came in for the invoice settles it, named or oldest due first, and allowed once that is reversed', async () => {
    const shop = await tell.shop();
    for (const named of [true, false]) {
      const { id } = await tell.household(shop);
      const { id: invoiceId } = await tell.charge(id, '2026-04-01');
      const { id: payment } = await cash.pay(id, '30', named ? { invoiceId } : {});
      expect(await server.refused(UNDO, { c: id })).toMatchObject({
        code: 'CONFLICT',
        reason: 'PAYMENT_ALLOCATED',
      });
      await cash.reverse(payment);
      expect(await tell.undo(id)).toMatchObject({ balance: '0.00' });
    }
  });

  it('is not refused for what the balance paid by itself: that goes back to the balance, and pays the same days once', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    const { id: payment } = await cash.pay(id, '130', { date: '2026-03-20' });
    const { id: invoice } = await tell.charge(id, '2026-04-01');
    expect(await cash.invoiceNow(invoice)).toMatchObject({
      status: 'PAID',
      allocations: [{ amount: '100.00' }],
    });
    expect(await tell.undo(id)).toMatchObject({
      balance: '130.00',
      services: { nodes: [{ chargedUntil: '2026-04-01' }] },
    });
    expect(await cash.invoiceNow(invoice)).toMatchObject({
      status: 'VOID',
      paid: '0.00',
      allocations: [],
    });
    expect(await cash.paymentNow(payment)).toMatchObject({
      unallocated: '130.00',
      allocations: [],
    });
    const again = await tell.charge(id, '2026-04-01');
    expect(told(again.lines)).toEqual(['2026-04-01 - 2026-04-30: 100.00']);
    expect(await tell.now(id)).toMatchObject({
      balance: '30.00',
      services: { nodes: [{ chargedUntil: '2026-05-01' }] },
    });
    expect(await cash.paymentNow(payment)).toMatchObject({
      unallocated: '30.00',
      allocations: [{ amount: '100.00', invoice: { id: again.id } }],
    });
  });

  it("frees a payment's rest for what is open, though the payment itself settles another invoice", async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    const first = await cash.invoice(id, '50');
    await cash.pay(id, '120', { invoiceId: first.id }); // 50 for what it named, 70 wait
    await tell.charge(id, '2026-04-01');
    const later = await cash.invoice(id, '60', { documentDate: '2026-04-10' });
    expect(await cash.invoiceNow(later.id)).toMatchObject({ paid: '0.00' });
    expect((await tell.undo(id)).balance).toBe('10.00');
    expect(await cash.invoiceNow(first.id)).toMatchObject({
      status: 'PAID',
      allocations: [{ amount: '50.00' }],
    });
    expect(await cash.invoiceNow(later.id)).toMatchObject({
      status: 'PAID',
      allocations: [{ amount: '60.00' }],
    });
  });

  it('of twenty clicks at once takes one charge back', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop, { start: '2026-02-01' });
    for (const date of ['2026-02-01', '2026-03-01', '2026-04-01']) await tell.charge(id, date);
    // all of them click before the first is through: somebody else works on the customer meanwhile
    const before = new pg.Client({ connectionString: server.ownerUrl });
    await before.connect();
    await before.query('begin');
    await before.query('select 1 from customer where id = $1 for update', [id]);
    const clicks = Promise.all(Array.from({ length: 20 }, () => server.ask(UNDO, { c: id })));
    await vi.waitFor(
      async () => {
        await before.query('select pg_stat_clear_snapshot()');
        const { rowCount } = await before.query(
          `select 1 from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`,
        );
        expect(rowCount).toBeGreaterThan(5); // as many as one user may have run at once
      },
      { timeout: 30_000 },
    );
    await server.ask('{ __typename }', {}, null); // whoever asks now came after them
    await before.query('commit');
    await before.end();
    const answers = await clicks;
    expect(answers.filter((answer) => !answer.errors)).toHaveLength(1);
    expect(
      new Set(
        answers.flatMap((answer) => answer.errors ?? []).map((error) => error.extensions.reason),
      ),
    ).toEqual(new Set(['ALREADY_UNDONE']));
    expect(await tell.now(id)).toMatchObject({
      balance: '-200.00',
      services: { nodes: [{ chargedUntil: '2026-04-01' }] },
    });
    expect(await tell.undo(id)).toMatchObject({ balance: '-100.00' });
  });

  it('leaves an invoice that was credited whole, and frees its days', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    await tell.charge(id, '2026-04-01');
    const {
      customer: { invoices },
    } = await server.must<any>(
      'query ($id: ID!) { customer(id: $id) { invoices { nodes { id number } } } }',
      { id },
    );
    const [invoice] = invoices.nodes;
    const credit = (amount?: string) =>
      server.must(
        'mutation ($input: CreditNoteInput!) { createCreditNote(input: $input) { id } }',
        {
          input: {
            customerId: id,
            invoiceId: invoice.id,
            amount,
            documentDate: '2026-04-02',
            reason: 'outage',
          },
        },
      );
    const kept = async () =>
      (await server.must<any>('query ($id: ID!) { customer(id: $id) { lastChargeKept } }', { id }))
        .customer.lastChargeKept;
    await credit('40');
    expect(await kept()).toContain('Take back the rest with another credit note');
    await credit();
    expect(await kept()).toBeNull();
    const { voidKept } = (
      await server.must<any>('query ($id: ID!) { invoice(id: $id) { voidKept } }', {
        id: invoice.id,
      })
    ).invoice;
    expect(voidKept).toContain('nothing of it is left');
    expect(await tell.undo(id)).toMatchObject({ balance: '0.00' });
    expect(await cash.invoiceNow(invoice.id)).toMatchObject({ status: 'PAID', due: '0.00' });
    await tell.charge(id, '2026-04-01');
    expect(await tell.now(id)).toMatchObject({ balance: '-100.00' });
  });

  it('says beforehand why it would be refused, in the words of the refusal', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    const kept = async (): Promise<string | null> =>
      (await server.must<any>('query ($id: ID!) { customer(id: $id) { lastChargeKept } }', { id }))
        .customer.lastChargeKept;
    expect(await kept()).toBe('There is no charge that could be undone.');
    await tell.charge(id, '2026-04-01');
    expect(await kept()).toBeNull();
    const payment = await cash.pay(id, '100');
    const words = await kept();
    expect(words).toContain('Correct it with a credit note');
    expect(
      (
        await server.refused('mutation ($id: ID!) { undoLastCharge(customerId: $id) { id } }', {
          id,
        })
      ).message,
    ).toBe(words);
    await cash.reverse(payment.id);
    expect(await kept()).toBeNull();
    await tell.undo(id);
    expect(await kept()).toBe('There is no charge that could be undone.');
  });

  it('after the invoice was made void by hand only frees the days', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    const { id: invoice } = await tell.charge(id, '2026-04-01');
    await cash.void(invoice);
    expect(await tell.now(id)).toMatchObject({
      balance: '0.00',
      services: { nodes: [{ chargedUntil: '2026-05-01' }] },
    });
    expect(await tell.undo(id)).toMatchObject({
      balance: '0.00',
      services: { nodes: [{ chargedUntil: '2026-04-01' }] },
    });
  });
});

describe('what is taken back counts today', () => {
  const METRICS =
    '{ financeMetrics(partnerId: $p) { invoicedThisMonth invoicedLastMonth paidThisMonth paidLastMonth } financeHistory(partnerId: $p, months: 6) { month invoiced paid } }';
  const figures = (p: string): Promise<any> => server.must(`query ($p: ID) ${METRICS}`, { p });
  const past = (all: any) => [
    all.financeMetrics.invoicedLastMonth,
    all.financeMetrics.paidLastMonth,
    all.financeHistory.slice(0, -1),
  ];
  const statement = async (customerId: string) => {
    const document = await loadStatementOf(customerId, '2026-03-01', '2026-03-31');
    return { document: document.document, entries: document.entries };
  };
  const loadStatementOf = async (
    customerId: string,
    from: string,
    to: string,
  ): Promise<Record<string, any>> =>
    server.app.boundary.inSql(
      (await server.app.boundary.jobScope(operatorId))!,
      async (sql) => (await loadStatement(sql, customerId, from, to)).data,
    );
  let operatorId: string;
  beforeAll(async () => {
    operatorId = (await server.must<any>('{ viewer { partner { id } } }')).viewer.partner.id;
  });

  it.each([
    [
      'an undone charge',
      async (id: string) => {
        await tell.undo(id, 'Moved out in February');
      },
      'Undone: Plan (Moved out in February)',
      '-100.00',
      '0.00',
    ],
    [
      'an undone charge without invoices',
      async (id: string) => {
        await tell.undo(id, 'Moved out in February');
      },
      'Undone: Plan (Moved out in February)',
      '0.00',
      '0.00',
    ],
    [
      'a void invoice',
      async (id: string) => {
        const [invoice] = (await tell.now(id)).invoices.nodes;
        await cash.void(invoice.id, 'Wrong plan');
      },
      'Void: Plan (Wrong plan)',
      '-100.00',
      '0.00',
    ],
    [
      'a reversed payment',
      async (id: string) => {
        const { payments } = await server.must<any>(
          'query ($f: PaymentFilter) { payments(filter: $f) { nodes { id } } }',
          { f: { customerId: id } },
        );
        await cash.reverse(payments.nodes[0].id, 'Typed twice');
      },
      expect.stringMatching(/^Reversed: payment .* \(Typed twice\)$/),
      '0.00',
      '-40.00',
    ],
  ])(
    "%s leaves last month's figures and statement as they were",
    async (what, takeBack, words, invoiced, paid) => {
      const shop = await tell.shop();
      const { id } = await tell.household(shop, {
        start: '2026-03-01',
        billing: { autoCreateInvoices: !what.includes('without') },
      });
      const early = await cash.pay(id, '40', { date: '2026-02-20' }); // waits on the balance, which pays by itself
      await tell.charge(id, '2026-03-01');
      if (what.includes('payment')) await cash.pay(id, '40', { date: '2026-03-05' });
      const before = await figures(shop.id),
        paper = await statement(id);
      await takeBack(id);
      const after = await figures(shop.id);
      expect(past(after)).toEqual(past(before));
      expect(await statement(id)).toEqual(paper);
      expect(after.financeMetrics).toMatchObject({
        invoicedThisMonth: invoiced,
        paidThisMonth: paid,
      });
      const [newest] = await cash.ledger(id);
      expect(newest).toMatchObject({ date: '2026-04-20', description: words });
      expect(await cash.paymentNow(early.id)).toMatchObject({ reversed: false });
    },
  );

  it('says a reason of its own where none was given, on the void invoice and in the audit', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    const { id: first } = await tell.charge(id, '2026-04-01');
    await tell.undo(id);
    expect(await cash.invoiceNow(first)).toMatchObject({ voidReason: 'The charge was undone.' });
    expect((await cash.ledger(id))[0].description).toBe('Undone: Plan');
    const { id: second } = await tell.charge(id, '2026-04-01');
    await tell.undo(id, 'Billed for the wrong house');
    expect(await cash.invoiceNow(second)).toMatchObject({
      voidReason: 'Billed for the wrong house',
    });
    const client = new pg.Client({ connectionString: server.ownerUrl });
    await client.connect();
    const { rows } = await client.query(
      `select after->>'reason' reason, after->>'date' date from audit_entry where action = 'undo-charge' and entity_id = $1 order by at`,
      [id],
    );
    await client.end();
    expect(rows).toEqual([
      { reason: 'The charge was undone.', date: '2026-04-20' },
      { reason: 'Billed for the wrong house', date: '2026-04-20' },
    ]);
    expect(
      await server.refused(
        'mutation ($c: ID!, $r: String) { undoLastCharge(customerId: $c, reason: $r) { id } }',
        { c: id, r: 'x'.repeat(501) },
      ),
    ).toMatchObject({ code: 'BAD_USER_INPUT', fields: { reason: expect.any(String) } });
  });
});

describe('voiding and approving', () => {
  it('in every state', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    const refusal = (mutation: string, invoice: string) =>
      server.refused(`mutation ($id: ID!) { ${mutation} { id } }`, { id: invoice });
    const draft = await cash.invoice(id, '10', { draft: true });
    expect(draft).toMatchObject({ number: null, status: 'DRAFT', due: '0.00' });
    expect(await cash.balance(id)).toBe('0.00');
    expect(await refusal('voidInvoice(id: $id, reason: "wrong")', draft.id)).toMatchObject({
      code: 'CONFLICT',
    });
    const { approveInvoice } = await server.must<any>(
      'mutation ($id: ID!) { approveInvoice(id: $id) { number status due } }',
      { id: draft.id },
    );
    expect(approveInvoice).toMatchObject({
      number: expect.stringMatching(/000001$/),
      due: '10.00',
    });
    expect(await refusal('approveInvoice(id: $id)', draft.id)).toMatchObject({ code: 'CONFLICT' });
    expect(await cash.balance(id)).toBe('-10.00');
    const voided = await cash.void(draft.id, 'wrong');
    expect(voided).toMatchObject({
      status: 'VOID',
      number: approveInvoice.number,
      due: '0.00',
      total: '10.00',
      voidReason: 'wrong',
    });
    expect(await cash.balance(id)).toBe('0.00');
    expect(await refusal('voidInvoice(id: $id, reason: "again")', draft.id)).toMatchObject({
      code: 'CONFLICT',
    });
    expect(await refusal('approveInvoice(id: $id)', draft.id)).toMatchObject({ code: 'CONFLICT' });
    const paid = await cash.invoice(id, '10');
    await cash.pay(id, '4', { invoiceId: paid.id });
    expect(await refusal('voidInvoice(id: $id, reason: "paid")', paid.id)).toMatchObject({
      reason: 'PAYMENT_ALLOCATED',
    });
    const zero = await cash.invoice(id, '0');
    expect(zero.status).toBe('PAID');
    expect(await cash.void(zero.id)).toMatchObject({ status: 'VOID' });
  });

  it('gives back what the balance paid by itself, also where that came from a payment', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    await cash.pay(id, '100');
    const first = await cash.invoice(id, '100');
    const second = await cash.invoice(id, '70');
    expect([first.status, second.paid]).toEqual(['PAID', '0.00']);
    expect(await cash.void(first.id)).toMatchObject({ status: 'VOID', paid: '0.00' });
    expect(await cash.invoiceNow(second.id)).toMatchObject({ status: 'PAID' });
    expect(await cash.balance(id)).toBe('30.00');
  });

  it('frees the credit that paid it for the next', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    await cash.correct(id, 'CREDIT', '100');
    const first = await cash.invoice(id, '100');
    const second = await cash.invoice(id, '70');
    expect([first.status, second.paid]).toEqual(['PAID', '0.00']);
    await cash.void(first.id);
    expect(await cash.invoiceNow(second.id)).toMatchObject({ paid: '70.00' });
    expect(await cash.balance(id)).toBe('30.00');
  });
});
