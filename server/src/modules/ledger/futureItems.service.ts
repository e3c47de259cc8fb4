import { badInput, conflict, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { manualLine } from './lines.input.ts';
import { lockAccount } from './account.ts';
import { auditPlace } from './accountSettings.ts';
import type { FutureItemInput } from './futureItems.types.ts';

/**
 * Puts a debit aside for the next recurring invoice. Refuses NOT_FOUND, a customer that gets no
 * recurring invoices, a price below zero, and what a line of an invoice refuses.
 */
export async function addFutureItem(
  sql: ScopedSql,
  input: FutureItemInput,
  todayIn: (timeZone: string) => string,
): Promise<string> {
  const account = await lockAccount(sql, input.customerId);
  const { type } = await sql.row<{ type: string }>(
    'select billing_type type from customer where id = $1',
    [account.id],
  );
  if (type !== 'RECURRING')
    throw badInput({ customerId: 'gets no recurring invoices; make a one-time invoice instead' });
  const line = await manualLine(sql, account, input);
  if (line.unitPrice.startsWith('-'))
    throw badInput({ unitPrice: 'may not be negative; a credit is a transaction' });
  const { id } = await sql.row<{ id: string }>(
    `insert into future_item (partner_id, partner_path, customer_id,
      description, quantity, unit_price, tax_percent, tax_included, date)
    values ($1, $2, $3,
      $4, $5, $6, $7, $8, $9)
    returning id`,
    [
      account.partnerId,
      account.partnerPath,
      account.id,
      line.description,
      line.quantity,
      line.unitPrice,
      line.taxPercent,
      line.taxIncluded,
      input.date ?? todayIn(account.timeZone),
    ],
  );
  sql.happened('termsChanged', { customerId: account.id });
  await audit(sql, {
    action: 'create',
    entity: 'future-item',
    entityId: id,
    after: { customerId: account.id, ...line },
    partner: auditPlace(account),
  });
  await announce(sql, { topic: 'account', path: account.partnerPath, id: account.id });
  return id;
}

/** Takes an item back that waits. Refuses NOT_FOUND, also for one removed before, and CONFLICT ALREADY_CHARGED. */
export async function removeFutureItem(sql: ScopedSql, id: string): Promise<void> {
  const [owner] = await sql.rows<{ customer_id: string }>(
    'select customer_id from future_item where id = $1 and removed_at is null',
    [id],
  );
  if (!owner) throw notFound();
  const account = await lockAccount(sql, owner.customer_id);
  const removed = await sql.rows(
    'update future_item set removed_at = now() where id = $1 and charge_id is null and removed_at is null returning id',
    [id],
  );
  if (!removed.length)
    throw conflict(
      'ALREADY_CHARGED',
      'This item is on an invoice already. Undo the charge, or void the invoice.',
    );
  sql.happened('termsChanged', { customerId: account.id });
  await audit(sql, {
    action: 'remove',
    entity: 'future-item',
    entityId: id,
    partner: auditPlace(account),
  });
  await announce(sql, { topic: 'account', path: account.partnerPath, id: account.id });
}
