import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Account } from '../ledger/index.ts';

/** What is written off of an invoice by one entry of the ledger, in minor units; what was taken back is taken off. */
export interface WrittenOff {
  transactionId: string;
  amountMinor: bigint;
}

/** What is written off of an invoice, latest first. */
export function writtenOffOf(
  sql: ScopedSql,
  invoiceId: string,
): Promise<(WrittenOff & { on: string })[]> {
  return sql.rows<WrittenOff & { on: string }>(
    `select transaction_id "transactionId", sum(amount_minor)::bigint "amountMinor",
      min(date)::text "on"
    from write_off
    where invoice_id = $1
    group by transaction_id
    having sum(amount_minor) > 0
    order by max(recorded_at) desc, transaction_id`,
    [invoiceId],
  );
}

/** Records what was written off of an invoice, or taken back of that (below zero), and why. */
export async function insertWriteOffs(
  sql: ScopedSql,
  account: Account,
  invoiceId: string,
  rows: readonly WrittenOff[],
  { on, reason }: { on: string; reason: string },
): Promise<void> {
  await sql.rows(
    `insert into write_off (partner_id, partner_path, customer_id,
      invoice_id, transaction_id, amount_minor, currency, date, reason, recorded_by)
    select $1, $2, $3, $4, t, a, $5, $6, $7, $8
    from unnest($9::uuid[], $10::bigint[]) w(t, a)`,
    [
      account.partnerId,
      account.partnerPath,
      account.id,
      invoiceId,
      account.currency,
      on,
      reason,
      sql.scope.actor.name,
      rows.map(({ transactionId }) => transactionId),
      rows.map(({ amountMinor }) => amountMinor),
    ],
  );
}
