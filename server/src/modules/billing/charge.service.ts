import { v7 as uuid } from 'uuid';
import { dueDateFor } from '../../domain/schedule.ts';
import { conflict, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { voidIssued } from '../documents/documents.service.ts';
import { lockAccount, type Account } from '../ledger/account.ts';
import { post } from '../ledger/post.ts';
import { settleFromBalance } from '../ledger/settle.ts';
import { assignNumbers } from '../numbers/assign.ts';
import { loadFinance } from '../settings/settings.store.ts';
import { billableCustomers } from './facts.store.ts';
import { planJson, planOne, type Planned } from './planning.ts';
import { writeCharges } from './write.ts';

/** What a charge as of a date would do to one customer, due or not; null when it lies outside the scope. */
export async function planCustomer(sql: ScopedSql, customerId: string, on: string, today: string): Promise<Planned | null> {
  const [owner] = await sql.rows<{ partner_id: string }>('select partner_id from customer where id = $1', [customerId]);
  if (!owner) return null;
  const [customer] = await billableCustomers(sql, await loadFinance(sql, [owner.partner_id]), [customerId]);
  return planOne(customer, on, { issueDate: today, ignoreDueDate: true });
}

/**
 * Charges one customer as of a date, outside any run; null when there is nothing to charge.
 * today: the date of the document where documents are dated at their issue.
 * Refuses with NOT_BILLED a customer that takes no part in recurring billing.
 */
export async function chargeAccount(sql: ScopedSql, customerId: string, on: string, options: { today: string }): Promise<{ invoiceId: string | null } | null> {
  const account = await lockAccount(sql, customerId);
  const planned = await planCustomer(sql, customerId, on, options.today);
  if (!planned) throw notFound();
  const { customer, plan, leftOut } = planned;
  if (!plan) {
    if (leftOut!.leftOut === 'NOTHING_TO_CHARGE') return null;
    throw conflict('NOT_BILLED', leftOut!.reason);
  }
  const { settings } = customer.facts;
  const documentDate = settings.documentDate === 'ISSUE_DATE' ? options.today : plan.documentDate;
  const invoiceId = plan.createsInvoice ? uuid() : null;
  const [number] = invoiceId ? await assignNumbers(sql, 'INVOICE', [{ partner: { id: account.partnerId, path: account.partnerPath }, format: settings.invoiceNumberFormat, vars: { customerId: account.number, partnerId: account.partnerNumber, date: documentDate } }]) : [null];
  const chargeId = uuid();
  await writeCharges(sql, null, on, [{ customerId, chargeId, invoiceId, number, documentDate, dueDate: dueDateFor(documentDate, settings.paymentDueDays), plan: planJson(customer, plan) }]);
  await settleFromBalance(sql, [customerId], documentDate);
  await audit(sql, { action: 'charge', entity: 'customer', entityId: customerId, after: { date: on, total: plan.total, invoiceId }, partner: { id: account.partnerId, path: account.partnerPath } });
  await announceAccount(sql, account);
  return { invoiceId };
}

interface ChargeRow { id: string; invoice_id: string | null; run_id: string | null; document_date: string; before: { services: { serviceId: string; from: string; setupCharged: boolean }[]; itemIds: string[]; lastChargeOn: string | null; nextBillingDate: string | null } }

/**
 * Takes back a customer's last charge as a unit: its entries are reversed, its invoice void, its services and the next
 * billing date as they were before. Refusals: NOTHING_TO_UNDO; PAYMENT_ALLOCATED while a payment settles its invoice.
 */
export async function undoLastCharge(sql: ScopedSql, customerId: string): Promise<void> {
  const account = await lockAccount(sql, customerId);
  const [charge] = await sql.rows<ChargeRow>('select id, invoice_id, run_id, document_date, before from charge where customer_id = $1 and undone_at is null order by created_at desc, id desc limit 1', [customerId]);
  if (!charge) throw conflict('NOTHING_TO_UNDO', 'This customer has no charge that could be undone.');
  if (charge.invoice_id) await voidIfIssued(sql, account, charge.invoice_id);
  else await reverseEntries(sql, account, charge);
  const { services, itemIds, lastChargeOn, nextBillingDate } = charge.before;
  await sql.rows(`update service s set charged_until = b."from", setup_charged = s.setup_charged and not b."setupCharged" from json_to_recordset($1::json) as b("serviceId" uuid, "from" date, "setupCharged" boolean) where s.id = b."serviceId"`, [JSON.stringify(services)]);
  if (itemIds.length) await sql.rows('update future_item set charge_id = null where id = any($1)', [itemIds]);
  await sql.rows('update customer set last_charge_on = $2, next_billing_date = $3 where id = $1', [customerId, lastChargeOn, nextBillingDate]);
  await sql.rows('update charge set undone_at = now(), undone_by = $2 where id = $1', [charge.id, sql.scope.actor.name]);
  await audit(sql, { action: 'undo-charge', entity: 'customer', entityId: customerId, before: { chargeId: charge.id, invoiceId: charge.invoice_id }, partner: { id: account.partnerId, path: account.partnerPath } });
  await announceAccount(sql, account);
}

/** The invoice may have been made void by hand before: then only the services are left to restore. */
async function voidIfIssued(sql: ScopedSql, account: Account, invoiceId: string): Promise<void> {
  const { state } = await sql.row<{ state: string }>('select state from invoice where id = $1', [invoiceId]);
  if (state === 'ISSUED') await voidIssued(sql, account, invoiceId, 'The charge was undone.');
}

/** A charge without an invoice is taken back entry by entry. */
async function reverseEntries(sql: ScopedSql, account: Account, charge: ChargeRow): Promise<void> {
  const entries = await sql.rows<{ id: string; type: 'DEBIT' | 'CREDIT'; amount_minor: bigint; tax_minor: bigint; description: string; service_id: string | null }>('select id, type, amount_minor, tax_minor, description, service_id from ledger_transaction where charge_id = $1 order by seq', [charge.id]);
  await post(sql, account, entries.map((entry) => ({
    type: entry.type === 'DEBIT' ? 'CREDIT' : 'DEBIT', amountMinor: entry.amount_minor, taxMinor: entry.tax_minor, category: 'Correction', description: `Undone: ${entry.description}`,
    serviceId: entry.service_id, chargeId: charge.id, reversesId: entry.id, date: charge.document_date,
  })));
}

async function announceAccount(sql: ScopedSql, account: Account): Promise<void> {
  await announce(sql, { topic: 'finance', path: account.partnerPath });
  await announce(sql, { topic: 'account', path: account.partnerPath, id: account.id });
}
