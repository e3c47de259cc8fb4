import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { AccountRow } from './files.store.ts';

/** An entry whose fate is decided, locked. */
export interface LockedEntry {
  id: string;
  accountId: string;
  partnerId: string;
  partnerPath: string;
  kind: string;
  status: string;
  bookingDate: LocalDate;
  currency: string;
  iban: string | null;
  round: number;
  byHand: boolean;
  position: number;
  statementNumber: string | null;
  postedBy: string | null;
  writtenOff: string | null;
  returnCode: string | null;
  /** The payment that a posted return took back. */
  returnsPayment: string | null;
}

/** Locks an entry: whoever posts it at this moment comes first. Null outside the scope. */
export async function lockEntry(sql: ScopedSql, id: string): Promise<LockedEntry | null> {
  const [entry] = await sql.rows<LockedEntry>(
    `select t.id, t.account_id "accountId", t.partner_id "partnerId", t.partner_path "partnerPath",
      t.kind, t.status, t.booking_date "bookingDate", t.currency, t.iban, t.round, t.by_hand "byHand",
      t.position, s.number "statementNumber", t.posted_by "postedBy", t.written_off "writtenOff",
      t.return_code "returnCode", t.returns_payment "returnsPayment"
    from bank_transaction t
    join bank_statement s on s.id = t.statement_id
    where t.id = $1
    for update of t`,
    [id],
  );
  return entry ?? null;
}

export async function markPosted(
  sql: ScopedSql,
  id: string,
  {
    automatic,
    writtenOff,
    returned = null,
  }: {
    automatic: boolean;
    writtenOff: string | null;
    /** What a return took back, and what the bank asks for it in minor units. */
    returned?: { paymentId: string; fee: bigint } | null;
  },
): Promise<void> {
  await sql.rows(
    `update bank_transaction
    set status = 'POSTED', posted_by = $2, posted_at = now(), posted_automatically = $3, written_off = $4,
      returns_payment = $5, fee_minor = coalesce(nullif($6::bigint, 0), fee_minor), round = round + 1, ignored_reason = null
    where id = $1`,
    [
      id,
      sql.scope.actor.name,
      automatic,
      writtenOff,
      returned?.paymentId ?? null,
      returned?.fee ?? null,
    ],
  );
}

/** An entry waits again: to be paired, and for a person to post it. */
export async function markOpen(sql: ScopedSql, ids: readonly string[]): Promise<void> {
  await sql.rows(
    `update bank_transaction
    set status = 'UNMATCHED', posted_by = null, posted_at = null, posted_automatically = false,
      written_off = null, returns_payment = null, ignored_reason = null, by_hand = true, paired_at = null,
      fee_minor = case when kind = 'RETURN' and original_minor is null then null else fee_minor end,
      suggestions = '[]', confidence = 0, fits = false
    where id = any($1::uuid[])`,
    [ids],
  );
}

export async function markIgnored(sql: ScopedSql, id: string, reason: string): Promise<void> {
  await sql.rows(
    `update bank_transaction set status = 'IGNORED', ignored_reason = $2 where id = $1`,
    [id, reason],
  );
}

export interface FittingRow {
  id: string;
  kind: 'CREDIT' | 'RETURN';
  accountId: string;
  confidence: number;
}

/** Waiting receipts and returns whose best suggestion fits, by id; of a file none that a person took back. */
export function fittingOf(
  sql: ScopedSql,
  of: { fileId: string } | { accountId: string },
  after: string | null,
  most: number,
): Promise<FittingRow[]> {
  const [column, id, taken] =
    'fileId' in of ? ['file_id', of.fileId, 'and not by_hand'] : ['account_id', of.accountId, ''];
  return sql.rows<FittingRow>(
    `select id, kind, account_id "accountId", confidence
    from bank_transaction
    where ${column} = $1 and status = 'SUGGESTED' and kind in ('CREDIT', 'RETURN') and fits ${taken}
      and ($2::uuid is null or id > $2)
    order by id
    limit $3`,
    [id, after, most],
  );
}

/** The accounts that a file has entries or statements of. */
export function accountsOfFile(sql: ScopedSql, fileId: string): Promise<AccountRow[]> {
  return sql.rows<AccountRow>(
    `select a.id, a.partner_id "partnerId", a.partner_path "partnerPath", a.name, a.iban,
      a.account_number "accountNumber", a.currency
    from bank_account a
    where a.id in (select account_id from bank_statement where file_id = $1)
    order by a.id`,
    [fileId],
  );
}

/** Payments of an entry that came, in the order of their customers, which is that of locks. */
export function paymentsOf(
  sql: ScopedSql,
  id: string,
): Promise<{ id: string; receiptNumber: string; returned: boolean }[]> {
  return sql.rows(
    `select id, receipt_number "receiptNumber", returned
    from payment
    where bank_transaction_id = $1 and (reversed_at is null or returned)
    order by customer_id, id`,
    [id],
  );
}

/**
 * Which entries these payments were made of. Of one that the bank took back nothing waits again, nor where others were
 * made of the entry since.
 */
export function entriesOfPayments(
  sql: ScopedSql,
  paymentIds: readonly string[],
): Promise<
  { id: string; accountId: string; status: string; writtenOff: string | null; customerId: string }[]
> {
  return sql.rows(
    `select distinct t.id, t.account_id "accountId", t.status, t.written_off "writtenOff",
      p.customer_id "customerId"
    from payment p
    join bank_transaction t on t.id = p.bank_transaction_id
    where p.id = any($1::uuid[]) and not p.returned and not exists (
      select from payment n where n.bank_transaction_id = t.id and n.recorded_at > p.reversed_at
    )`,
    [paymentIds],
  );
}

/** Whose entries these payments were made of where those are not inside the scope. */
export function partnersOfEntriesAbove(
  sql: ScopedSql,
  paymentIds: readonly string[],
): Promise<{ paymentId: string; partnerId: string }[]> {
  return sql.rows(
    'select payment_id "paymentId", partner_id "partnerId" from partners_of_bank_entries_above($1)',
    [paymentIds],
  );
}
