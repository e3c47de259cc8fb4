import { randomUUID } from 'node:crypto';
import type { ManualLine } from '@backhaul/domain/documents/documentLines';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Account } from './account.store.ts';

/**
 * Writes a debit that waits for the next recurring invoice; date: the day it is of; alone: it makes
 * an invoice by itself where nothing else is charged; taxRateId: what it is taxed with on its day,
 * whatever that will be; id: its own where it is known before. Returns its id.
 */
export async function insertFutureItem(
  sql: ScopedSql,
  account: Account,
  line: ManualLine,
  date: string,
  {
    alone = false,
    taxRateId = null,
    id: named = randomUUID(),
  }: { alone?: boolean; taxRateId?: string | null; id?: string } = {},
): Promise<string> {
  const { id } = await sql.row<{ id: string }>(
    `insert into future_item (id, partner_id, partner_path, customer_id,
      description, quantity, unit_price,
      tax_percent, tax_terms, tax_rate_id, tax_included, date, alone)
    values ($1, $2, $3, $4,
      $5, $6, $7,
      $8, $9, $10, $11, $12, $13)
    returning id`,
    [
      named,
      account.partnerId,
      account.partnerPath,
      account.id,
      line.description,
      line.quantity,
      line.unitPrice,
      line.taxPercent,
      line.taxTerms ? JSON.stringify(line.taxTerms) : null,
      taxRateId,
      line.taxIncluded,
      date,
      alone,
    ],
  );
  return id;
}

/** The customer that an item belongs to; null for one removed before, and for one outside the scope. */
export async function ownerOfFutureItem(sql: ScopedSql, id: string): Promise<string | null> {
  const [item] = await sql.rows<{ customerId: string }>(
    'select customer_id "customerId" from future_item where id = $1 and removed_at is null',
    [id],
  );
  return item?.customerId ?? null;
}

/** Takes an item back; false when it waits no longer: charged, or removed before. */
export async function removeWaitingItem(sql: ScopedSql, id: string): Promise<boolean> {
  const removed = await sql.rows(
    `update future_item
    set removed_at = now()
    where id = $1 and charge_id is null and removed_at is null
    returning id`,
    [id],
  );
  return removed.length > 0;
}
