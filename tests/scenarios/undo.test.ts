import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { money } from '../support/money.ts';
import { confirm, preview } from '../support/story.ts';
import { life, told } from './household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
let cash: ReturnType<typeof money>;
beforeAll(async () => { server = await startTestServer({ BUSINESS_DATE: '2026-04-20' }); tell = life(server); cash = money(server); });
afterAll(() => server.stop());

const UNDO = 'mutation ($c: ID!) { undoLastCharge(customerId: $c) { id } }';

describe('taking the last charge back', () => {
  it('goes back one charge at a time, to where there is nothing to undo', async () => {
    const shop = await tell.shop({ tariff: { setupFee: '20' } });
    const { id } = await tell.household(shop, { start: '2026-02-10' });
    await tell.charge(id, '2026-02-15');
    const [run] = await preview(server, { date: '2026-03-01', partnerIds: [shop.id] });
    await confirm(server, run);
    expect(await tell.undo(id)).toMatchObject({ balance: '-87.86', billing: { nextBillingDate: '2026-03-01' }, services: { nodes: [{ chargedUntil: '2026-03-01' }] } });
    expect(await tell.undo(id)).toMatchObject({ balance: '0.00', billing: { nextBillingDate: '2026-03-01' }, services: { nodes: [{ chargedUntil: '2026-02-10' }] } });
    expect(await server.refused(UNDO, { c: id })).toMatchObject({ code: 'CONFLICT', reason: 'NOTHING_TO_UNDO' });
    expect((await tell.now(id)).invoices.nodes.map((invoice: any) => [invoice.status, invoice.due])).toEqual([['VOID', '0.00'], ['VOID', '0.00']]);
    // the setup fee is due again with the first charge
    expect(told((await tell.charge(id, '2026-03-01')).lines)).toEqual(['2026-02-10 - 2026-03-31: 167.86', 'Setup fee: Plan: 20.00']);
  });

  it('puts items to invoice back', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    await tell.item({ customerId: id, description: 'Visit', unitPrice: '60', date: '2026-04-01' });
    await tell.charge(id, '2026-04-01');
    await tell.undo(id);
    expect(told((await tell.charge(id, '2026-04-01')).lines)).toEqual(['2026-04-01 - 2026-04-30: 100.00', 'Visit: 60.00']);
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

  it('is refused while a payment settles the invoice, named or not, and allowed once that is reversed', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    await cash.pay(id, '30', { date: '2026-03-20' });
    await tell.charge(id, '2026-04-01');
    expect(await server.refused(UNDO, { c: id })).toMatchObject({ code: 'CONFLICT', reason: 'PAYMENT_ALLOCATED' });
    const { payments } = await server.must<any>('query ($f: PaymentFilter) { payments(filter: $f) { nodes { id } } }', { f: { customerId: id } });
    await cash.reverse(payments.nodes[0].id);
    expect(await tell.undo(id)).toMatchObject({ balance: '0.00' });
  });

  it('after the invoice was made void by hand only frees the days', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    const { id: invoice } = await tell.charge(id, '2026-04-01');
    await cash.void(invoice);
    expect(await tell.now(id)).toMatchObject({ balance: '0.00', services: { nodes: [{ chargedUntil: '2026-05-01' }] } });
    expect(await tell.undo(id)).toMatchObject({ balance: '0.00', services: { nodes: [{ chargedUntil: '2026-04-01' }] } });
  });
});

describe('voiding and approving', () => {
  it('in every state', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop);
    const refusal = (mutation: string, invoice: string) => server.refused(`mutation ($id: ID!) { ${mutation} { id } }`, { id: invoice });
    const draft = await cash.invoice(id, '10', { draft: true });
    expect(draft).toMatchObject({ number: null, status: 'DRAFT', due: '0.00' });
    expect(await cash.balance(id)).toBe('0.00');
    expect(await refusal('voidInvoice(id: $id, reason: "wrong")', draft.id)).toMatchObject({ code: 'CONFLICT' });
    const { approveInvoice } = await server.must<any>('mutation ($id: ID!) { approveInvoice(id: $id) { number status due } }', { id: draft.id });
    expect(approveInvoice).toMatchObject({ number: expect.stringMatching(/000001$/), due: '10.00' });
    expect(await refusal('approveInvoice(id: $id)', draft.id)).toMatchObject({ code: 'CONFLICT' });
    expect(await cash.balance(id)).toBe('-10.00');
    const voided = await cash.void(draft.id, 'wrong');
    expect(voided).toMatchObject({ status: 'VOID', number: approveInvoice.number, due: '0.00', total: '10.00', voidReason: 'wrong' });
    expect(await cash.balance(id)).toBe('0.00');
    expect(await refusal('voidInvoice(id: $id, reason: "again")', draft.id)).toMatchObject({ code: 'CONFLICT' });
    expect(await refusal('approveInvoice(id: $id)', draft.id)).toMatchObject({ code: 'CONFLICT' });
    const paid = await cash.invoice(id, '10');
    await cash.pay(id, '4', { invoiceId: paid.id });
    expect(await refusal('voidInvoice(id: $id, reason: "paid")', paid.id)).toMatchObject({ reason: 'PAYMENT_ALLOCATED' });
    const zero = await cash.invoice(id, '0');
    expect(zero.status).toBe('PAID');
    expect(await cash.void(zero.id)).toMatchObject({ status: 'VOID' });
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
