import type {
  CreditOfNote,
  SettledInvoice,
  Settlement,
} from '@backhaul/domain/settlement/givingBack';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { type AllocatedBy, waitingOf } from './settlement.store.ts';

/** A note on an invoice with its credit, as words name it. */
export type StandingNote = CreditOfNote & { id: string; number: string; customerId: string };

/** The notes of customers that are of an invoice, oldest first. */
export function notesOfInvoices(
  sql: ScopedSql,
  customerIds: readonly string[],
): Promise<StandingNote[]> {
  return sql.rows<StandingNote>(
    `select n.id, n.number, n.customer_id "customerId", n.invoice_id "invoiceId",
      k.transaction_id "creditId", k.remaining_minor free
    from credit_note n
    join credit k on k.customer_id = n.customer_id and k.credit_note_id = n.id
    where n.customer_id = any($1::uuid[]) and n.invoice_id is not null
    order by n.id`,
    [customerIds],
  );
}

/** What credits settle, in minor units, by invoice and by what allocated it: what falls due last comes first. */
export function settlementsOf(
  sql: ScopedSql,
  creditIds: readonly string[],
): Promise<Settlement<AllocatedBy>[]> {
  return sql.rows<Settlement<AllocatedBy>>(
    `select a.transaction_id "creditId", a.invoice_id "invoiceId", a.made_by "madeBy",
      sum(a.amount_minor)::bigint amount
    from allocation a
    join invoice i on i.id = a.invoice_id
    where a.transaction_id = any($1::uuid[])
    group by a.transaction_id, a.invoice_id, a.made_by, i.due_date, i.document_date
    having sum(a.amount_minor) > 0
    order by i.due_date desc, i.document_date desc, a.invoice_id desc`,
    [creditIds],
  );
}

/** What invoices are paid and credited. */
export function paidAndCredited(
  sql: ScopedSql,
  invoiceIds: readonly string[],
): Promise<(SettledInvoice & { number: string })[]> {
  return sql.rows(
    `select i.id, i.number, i.paid_minor paid,
      coalesce((select sum(n.total_minor) from credit_note n where n.invoice_id = i.id), 0)::bigint credited
    from invoice i
    where i.id = any($1::uuid[])`,
    [invoiceIds],
  );
}

/**
 * What is left of all free money of customers, in minor units, by customer: the balance and all that is due, so that
 * what entries without an invoice took is not in it, less what waits on proforma invoices.
 */
export async function availableOf(
  sql: ScopedSql,
  customerIds: readonly string[],
): Promise<Map<string, bigint>> {
  const found = await sql.rows<{ id: string; available: bigint }>(
    `select c.id, (c.balance_minor + coalesce((
      select sum(i.due_minor) from invoice i where i.customer_id = c.id and i.due_minor > 0
    ), 0) - ${waitingOf('c.id')})::bigint available
    from customer c
    where c.id = any($1::uuid[])`,
    [customerIds],
  );
  return new Map(found.map(({ id, available }) => [id, available]));
}

/** What of credits waits on a proforma invoice, in minor units, by credit; those that wait on none are left out. */
export async function waitingByCredit(
  sql: ScopedSql,
  creditIds: readonly string[],
): Promise<Map<string, bigint>> {
  const found = await sql.rows<{ id: string; waiting: bigint }>(
    `select transaction_id id, remaining_minor waiting
    from credit
    where transaction_id = any($1::uuid[]) and proforma_id is not null`,
    [creditIds],
  );
  return new Map(found.map(({ id, waiting }) => [id, waiting]));
}
