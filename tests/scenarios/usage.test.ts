import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { confirm, preview } from '../support/story.ts';
import { usageTold } from '../support/usage.ts';
import { life, told } from './household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
let use: ReturnType<typeof usageTold>;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-20' });
  tell = life(server);
  use = usageTold(server);
});
afterAll(() => server.stop());

const lastInvoice = async (id: string) =>
  (await tell.now(id)).invoices.nodes.find((each: any) => each.status !== 'VOID');

describe('a run', () => {
  it('takes what was used before the period, once, and says it by service, kind and price', async () => {
    const shop = await tell.shop();
    const { id, service } = await tell.household(shop, { start: '2026-03-01' });
    await tell.charge(id, '2026-03-01');
    await use.record([
      use.call(service, '2026-03-05T10:00:00Z', { quantity: '3' }),
      use.call(service, '2026-03-31T21:59:00Z', { quantity: '4' }),
      use.call(service, '2026-03-10T10:00:00Z', { kind: 'SMS', unitPrice: '0.1' }),
      use.call(service, '2026-04-02T10:00:00Z', { quantity: '50' }),
      use.call(service, '2026-03-11T10:00:00Z', { unitPrice: null }),
    ]);
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [shop.id] });
    const { lines } = await lastInvoice(id);
    expect(told(lines)).toEqual(['2026-03-01 - 2026-03-31: 100.00']);
    await confirm(server, run);
    const invoice = await lastInvoice(id);
    expect(told(invoice.lines)).toEqual([
      '2026-04-01 - 2026-04-30: 100.00',
      '2026-03-05 - 2026-03-31: 0.35',
      '2026-03-10 - 2026-03-10: 0.10',
    ]);
    expect(invoice.total).toBe('100.45');
    expect((await tell.now(id)).balance).toBe('-200.45');
    expect(await use.of({ invoiceId: invoice.id })).toMatchObject([
      { quantity: '4', state: 'BILLED' },
      { kind: 'SMS' },
      { quantity: '3' },
    ]);
    // what came late, and what is of April, goes on the next
    await use.record([use.call(service, '2026-03-20T10:00:00Z', { quantity: '10' })]);
    const next = await tell.charge(id, '2026-05-01');
    expect(told(next.lines).slice(1)).toEqual(['2026-03-20 - 2026-04-02: 3.00']);
    expect(await use.open(id)).toEqual([]);
  });

  it('whose preview a record comes after is stale, and tells it; one of later days changes nothing', async () => {
    const shop = await tell.shop();
    const { id, service } = await tell.household(shop, { start: '2026-04-01' });
    await use.record([use.call(service, '2026-03-31T10:00:00Z')]);
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [shop.id] });
    await use.record([use.call(service, '2026-04-03T10:00:00Z')]);
    const CONFIRM =
      'mutation ($id: ID!, $f: String!) { confirmBillingRun(id: $id, fingerprint: $f) { status } }';
    await use.record([use.call(service, '2026-03-30T10:00:00Z', { quantity: '100' })]);
    expect(await server.refused(CONFIRM, { id: run.id, f: run.fingerprint })).toMatchObject({
      code: 'CONFLICT',
      reason: 'STALE_PREVIEW',
    });
    await server.must('mutation ($id: ID!) { repreviewBillingRun(id: $id) { id } }', {
      id: run.id,
    });
    const [again] = await preview(server, { date: '2026-04-01', partnerIds: [shop.id] });
    await use.record([use.call(service, '2026-04-04T10:00:00Z')]);
    expect(await confirm(server, again)).toMatchObject({ status: 'PROCESSED' });
    expect(told((await lastInvoice(id)).lines)).toEqual([
      '2026-04-01 - 2026-04-30: 100.00',
      '2026-03-30 - 2026-03-31: 5.05',
    ]);
  });

  it('undone, by an invoice made void, or without invoices: its usage waits as it did', async () => {
    const shop = await tell.shop();
    for (const autoCreateInvoices of [true, false]) {
      const { id, service } = await tell.household(shop, {
        start: '2026-03-01',
        billing: { autoCreateInvoices },
      });
      await use.record([use.call(service, '2026-03-05T10:00:00Z', { quantity: '20' })]);
      const before = await use.open(id);
      await tell.charge(id, '2026-04-01');
      expect(await use.open(id)).toEqual([]);
      expect((await tell.now(id)).balance).toBe('-201.00');
      await tell.undo(id);
      expect(await use.open(id)).toEqual(before);
      expect((await tell.now(id)).balance).toBe('0.00');
      await tell.charge(id, '2026-04-01');
      expect((await tell.now(id)).balance).toBe('-201.00');
      if (!autoCreateInvoices) continue;
      const { id: invoice } = await lastInvoice(id);
      await server.must(
        'mutation ($id: ID!) { voidInvoice(id: $id, reason: "wrong") { status } }',
        { id: invoice },
      );
      expect(await use.open(id)).toEqual(before);
      expect(await use.of({ invoiceId: invoice })).toEqual([]);
    }
  });

  it('is found where only usage is left: of a service that ended, and of who paid a year', async () => {
    const shop = await tell.shop();
    const ended = await tell.household(shop, { start: '2026-03-01' });
    await tell.end(ended.service, '2026-03-31');
    await tell.charge(ended.id, '2026-03-01');
    const year = await tell.household(shop, {
      start: '2026-03-01',
      billing: { prepaidMonths: 12 },
    });
    await tell.charge(year.id, '2026-03-01');
    await use.record([ended, year].map(({ service }) => use.call(service, '2026-03-05T10:00:00Z')));
    for (const { id } of [ended, year])
      expect((await tell.now(id)).billing.nextBillingDate).toBe('2026-04-01');
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [shop.id] });
    await confirm(server, run);
    expect(told((await lastInvoice(ended.id)).lines)).toEqual(['2026-03-05 - 2026-03-05: 0.05']);
    expect((await tell.now(ended.id)).billing.nextBillingDate).toBeNull();
    expect((await tell.now(year.id)).billing.nextBillingDate).toBe('2027-03-01');
  });

  it('takes parts of what was summed up, where the billing day is another one by now', async () => {
    const shop = await tell.shop();
    const { id, service } = await tell.household(shop, { start: '2026-03-01' });
    await tell.end(service, '2026-03-01');
    await tell.charge(id, '2026-03-01');
    await use.record(
      ['03', '09', '10', '28'].map((day) => use.call(service, `2026-03-${day}T10:00:00Z`)),
    );
    await tell.billing(id, { billingDay: 10 });
    expect((await tell.now(id)).billing.nextBillingDate).toBe('2026-03-10');
    expect(told((await tell.charge(id, '2026-03-10')).lines)).toEqual([
      '2026-03-03 - 2026-03-09: 0.10',
    ]);
    expect(await use.open(id)).toMatchObject([{ quantity: '2', from: '2026-03-10' }]);
    expect(told((await tell.charge(id, '2026-04-10')).lines)).toEqual([
      '2026-03-10 - 2026-03-28: 0.10',
    ]);
  });

  it('says in a rehearsal what was used so far', async () => {
    const shop = await tell.shop();
    const { id, service } = await tell.household(shop, { start: '2026-04-01' });
    await use.record([use.call(service, '2026-04-05T10:00:00Z', { quantity: '100' })]);
    const { rehearsal } = await server.must<any>(
      'query ($c: ID!) { rehearsal(input: { customerId: $c, from: "2026-05-01", months: 2 }) { months { total { amount } } } }',
      { c: id },
    );
    expect(rehearsal.months.map((month: any) => month.total[0].amount)).toEqual([
      '105.00',
      '100.00',
    ]);
  });

  it('and the same usage by hand at once bill it once', async () => {
    const shop = await tell.shop({ settings: { paymentPeriod: 'POSTPAID' } });
    const { id, service } = await tell.household(shop, { start: '2026-03-01' });
    await use.record([use.call(service, '2026-03-05T10:00:00Z', { quantity: '100' })]);
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [shop.id] });
    await Promise.allSettled([
      confirm(server, run),
      ...Array.from({ length: 5 }, () => use.invoice(id, '2026-03-01', '2026-03-31')),
    ]);
    const { total } = (await tell.now(id)).invoices.nodes
      .flatMap((invoice: any) => invoice.lines)
      .filter((line: any) => line.kind === 'USAGE')[0];
    expect(total).toBe('5.00');
    expect(
      (await tell.now(id)).invoices.nodes
        .flatMap((invoice: any) => invoice.lines)
        .filter((line: any) => line.kind === 'USAGE'),
    ).toHaveLength(1);
  });
});

describe('an invoice over what was used on some days', () => {
  it('says beforehand how many records of these days it leaves out for want of a price', async () => {
    const shop = await tell.shop({ settings: { paymentPeriod: 'POSTPAID' } });
    const { id, service } = await tell.household(shop, { start: '2026-03-01' });
    await use.record([
      use.call(service, '2026-03-12T10:00:00Z', { quantity: '20' }),
      ...['2026-03-10T00:00:00Z', '2026-03-20T21:59:59Z', '2026-03-21T00:00:00Z'].map((at) =>
        use.call(service, at, { quantity: '20', unitPrice: null }),
      ),
    ]);
    const { usageInvoicePreview } = await server.must<any>(
      `query ($c: ID!) {
        usageInvoicePreview(customerId: $c, from: "2026-03-10", to: "2026-03-20") { records unrated total }
      }`,
      { c: id },
    );
    expect(usageInvoicePreview).toEqual({ records: 1, unrated: 2, total: '1.00' });
  });

  it('is shown before, takes just these days, and none twice', async () => {
    const shop = await tell.shop({ settings: { paymentPeriod: 'POSTPAID' } });
    const { id, service } = await tell.household(shop, { start: '2026-03-01' });
    await use.record(
      ['03', '10', '20', '28'].map((day) =>
        use.call(service, `2026-03-${day}T10:00:00Z`, { quantity: '20' }),
      ),
    );
    const days = { c: id, from: '2026-03-10', to: '2026-03-20' };
    const { usageRecords, usageInvoicePreview } = await server.must<any>(
      `query ($c: ID!, $from: Date!, $to: Date!) {
        usageRecords(customerId: $c, from: $from, to: $to) { at amount invoice { id } }
        usageInvoicePreview(customerId: $c, from: $from, to: $to) { records total currency fingerprint lines { description quantity total } }
      }`,
      days,
    );
    expect(usageRecords).toEqual([
      { at: '2026-03-10T10:00:00.000Z', amount: '1', invoice: null },
      { at: '2026-03-20T10:00:00.000Z', amount: '1', invoice: null },
    ]);
    expect(usageInvoicePreview).toMatchObject({ records: 2, total: '2.00' });
    const invoice = await use.invoice(id, days.from, days.to, usageInvoicePreview.fingerprint);
    expect(told(invoice.lines)).toEqual(['2026-03-10 - 2026-03-20: 2.00']);
    expect(invoice).toMatchObject({ usageCount: 2, documentDate: '2026-04-20' });
    expect(await use.refusedInvoice(id, days.from, days.to)).toMatchObject({
      reason: 'NOTHING_TO_INVOICE',
    });
    expect(await use.open(id)).toMatchObject([{ quantity: '40', records: 2 }]);
    await server.must('mutation ($id: ID!) { voidInvoice(id: $id, reason: "no") { status } }', {
      id: invoice.id,
    });
    expect(await use.open(id)).toMatchObject([{ quantity: '80', records: 4 }]);
  });

  it('is refused where it is not what was looked at, in the wrong order, and on closed days', async () => {
    const shop = await tell.shop();
    const { id, service } = await tell.household(shop);
    await use.record([use.call(service, '2026-03-10T10:00:00Z')]);
    expect(await use.refusedInvoice(id, '2026-03-01', '2026-03-31', 'other')).toMatchObject({
      reason: 'STALE_EFFECT',
    });
    expect(await use.refusedInvoice(id, '2026-03-31', '2026-03-01')).toMatchObject({
      fields: { to: 'lies before from' },
    });
    await server.must(
      'mutation ($p: ID!) { closeBooks(partnerId: $p, through: "2026-04-20") { closedThrough } }',
      { p: shop.id },
    );
    expect(await use.refusedInvoice(id, '2026-03-01', '2026-03-31')).toMatchObject({
      reason: 'PERIOD_CLOSED',
    });
    expect(await use.open(id)).toHaveLength(1);
  });
});
