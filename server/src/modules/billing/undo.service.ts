import type { Clock } from '../../platform/clock.ts';
import { conflict } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { voidIssued } from '../documents/documents.service.ts';
import { restoreAfterMoney } from '../dunning/restore.ts';
import { lockAccount, type Account } from '../ledger/account.ts';
import { announceMoney, auditPlace } from '../ledger/accountSettings.ts';
import { post } from '../ledger/post.ts';
import { settleFromBalance } from '../ledger/settle.ts';
import { reschedule } from './schedule.service.ts';

interface ChargeRow { id: string; invoice_id: string | null; run_id: string | null; document_date: string; before: { services: { serviceId: string; from: string; setupCharged: boolean }[]; itemIds: string[]; lastChargeOn: string | null } }

/**
 * Takes back a customer's last charge as a unit: its entries are reversed, its invoice void, its services as they were
 * before, and the customer due again when it was. What that frees of the balance pays other invoices and lifts a block.
 * Refusals: NOTHING_TO_UNDO; PAYMENT_ALLOCATED while a payment settles its invoice.
 */
export async function undoLastCharge(sql: ScopedSql, customerId: string, todayIn: Clock['today']): Promise<void> {
  const account = await lockAccount(sql, customerId);
  const [charge] = await sql.rows<ChargeRow>('select id, invoice_id, run_id, document_date, before from charge where customer_id = $1 and undone_at is null order by created_at desc, id desc limit 1', [customerId]);
  if (!charge) throw conflict('NOTHING_TO_UNDO', 'This customer has no charge that could be undone.');
  if (charge.invoice_id) await voidIfIssued(sql, account, charge.invoice_id);
  else await reverseEntries(sql, account, charge);
  const { services, itemIds, lastChargeOn } = charge.before;
  await sql.rows(`update service s set charged_until = b."from", setup_charged = s.setup_charged and not b."setupCharged" from json_to_recordset($1::json) as b("serviceId" uuid, "from" date, "setupCharged" boolean) where s.id = b."serviceId"`, [JSON.stringify(services)]);
  if (itemIds.length) await sql.rows('update future_item set charge_id = null where id = any($1)', [itemIds]);
  await sql.rows('update customer set last_charge_on = $2 where id = $1', [customerId, lastChargeOn]);
  await sql.rows('update charge set undone_at = now(), undone_by = $2 where id = $1', [charge.id, sql.scope.actor.name]);
  // computed anew rather than put back: the settings may be others than at the charge
  await reschedule(sql, { customerIds: [customerId] });
  await settleFromBalance(sql, [customerId], todayIn(account.timeZone));
  if (account.status === 'BLOCKED') await restoreAfterMoney(sql, account, todayIn(account.timeZone), todayIn);
  await audit(sql, { action: 'undo-charge', entity: 'customer', entityId: customerId, before: { chargeId: charge.id, invoiceId: charge.invoice_id }, partner: auditPlace(account) });
  await announceMoney(sql, account);
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
