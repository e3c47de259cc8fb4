import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { EntryToAdd, Into, rowOf } from './entryRows.ts';

/** An entry that is there, with what tells whether another one is the same. */
export interface ThereRow {
  id: string;
  bookingDate: string;
  minor: bigint;
  bankReference: string | null;
  entryReference: string | null;
  endToEndId: string | null;
  iban: string | null;
  /** Its text as one line. */
  lines: string;
}

/** Nobody did anything with it yet. */
const WAITS = `('AWAITING_DETAILS', 'UNMATCHED', 'SUGGESTED')`;

/** So many of one day and amount are compared at the most. */
const SAME_MAX = 3000;

/**
 * What is there already of another file: entries of the same days and amounts that no entry of this file is yet, and
 * what bookings of the same references come to.
 */
export async function entriesThere(
  sql: ScopedSql,
  accountId: string,
  { file: { id: fileId }, member }: Into,
  entries: readonly EntryToAdd[],
) {
  const keys = new Map(
    entries.map(({ entry, minor }) => [
      `${entry.bookingDate} ${minor}`,
      [entry.bookingDate, minor] as const,
    ]),
  );
  const same = await sql.rows<ThereRow>(
    `select t.id, t.booking_date "bookingDate", t.amount_minor minor, t.bank_reference "bankReference",
      t.entry_reference "entryReference", t.end_to_end_id "endToEndId", t.iban, t.text lines
    from unnest($3::date[], $4::bigint[]) k(day, minor)
    cross join lateral (
      select *
      from bank_transaction t
      where t.account_id = $1 and t.booking_date = k.day and t.amount_minor = k.minor
        and (t.file_id <> $2 or t.member <> $5) and t.status <> 'AWAITING_DETAILS'
        and not exists (
          select from bank_skipped s where s.file_id = $2 and s.member = $5 and s.same_as = t.id
        )
      order by t.id
      limit ${SAME_MAX}
    ) t`,
    [
      accountId,
      fileId,
      [...keys.values()].map(([day]) => day),
      [...keys.values()].map(([, minor]) => minor),
      member,
    ],
  );
  const references = [...new Set(entries.flatMap(({ entry }) => entry.entryReference ?? []))];
  const booked = await sql.rows<{
    reference: string;
    sum: bigint;
    first: string;
    awaits: boolean;
    waits: boolean;
    count: number;
  }>(
    `select k.reference, t.sum, t.first, t.awaits, t.waits, t.count
    from unnest($3::text[]) k(reference)
    cross join lateral (
      select sum(amount_minor)::bigint sum, min(id::text) "first", bool_or(status = 'AWAITING_DETAILS') awaits,
        bool_and(status in ${WAITS} and round = 0) waits, count(*)::int count
      from bank_transaction t
      where t.account_id = $1 and t.entry_reference = k.reference
        and (t.file_id <> $2 or t.member <> $4)
      having count(*) > 0
    ) t`,
    [accountId, fileId, references, member],
  );
  return { same, booked };
}

/**
 * Sums whose details came: these take their place. Each is kept as skipped, the same as the first of them, so that it
 * is there again when the file of its details is taken back.
 */
export async function takeAwaiting(
  sql: ScopedSql,
  { file, member, statement: { digits } }: Into,
  ids: readonly string[],
): Promise<void> {
  if (!ids.length) return;
  const of = `from bank_transaction t
    cross join lateral (
      select d.id
      from bank_transaction d
      where d.account_id = t.account_id and d.entry_reference = t.entry_reference
        and d.file_id = $2 and d.member = $3
      order by d.position
      limit 1
    ) d
    where t.id = any($1::uuid[]) and t.status in ${WAITS}`;
  await sql.rows(
    `with told as (select t.id, d.id first ${of})
    update bank_skipped s
    set same_as = told.first
    from told
    where s.same_as = told.id`,
    [ids, file.id, member],
  );
  await sql.rows(
    `insert into bank_skipped (partner_id, partner_path, account_id, statement_id, file_id,
      currency, member, same_as, line, booking_date, amount_minor, text, entry)
    select t.partner_id, t.partner_path, t.account_id, t.statement_id, t.file_id,
      t.currency, t.member, d.id, t.line, t.booking_date, t.amount_minor, t.text,
      jsonb_build_object('line', t.line, 'bookingDate', t.booking_date, 'valueDate', t.value_date,
        'amount', (t.amount_minor / power(10::numeric, $4))::numeric(40, 10)::text, 'currency', t.currency, 'name', t.name, 'iban', t.iban,
        'lines', t.lines, 'endToEndId', t.end_to_end_id, 'bankReference', t.bank_reference,
        'entryReference', t.entry_reference, 'mandateReference', t.mandate_reference,
        'structuredReference', t.structured_reference, 'customerReference', t.customer_reference,
        'code', t.code, 'awaitsDetails', t.status = 'AWAITING_DETAILS')
    ${of}
    on conflict do nothing`,
    [ids, file.id, member, digits],
  );
  await sql.rows(`delete from bank_transaction where id = any($1::uuid[]) and status in ${WAITS}`, [
    ids,
  ]);
}

const FIELDS = `name text, iban text, text text, lines text, "endToEndId" text, "mandateReference" text,
  "structuredReference" text, "customerReference" text`;

export async function insertEntries(
  sql: ScopedSql,
  { file, member, statement }: Into,
  rows: readonly ReturnType<typeof rowOf>[],
): Promise<string[]> {
  if (!rows.length) return [];
  const { account } = statement;
  const added = await sql.rows<{ id: string }>(
    `insert into bank_transaction (partner_id, partner_path, account_id, statement_id, file_id, currency, member,
      position, line, kind, status, booking_date, value_date, amount_minor,
      name, iban, text, lines, end_to_end_id, mandate_reference, structured_reference, customer_reference,
      bank_reference, entry_reference, code, return_code, return_reason, fee_minor, original_minor, possibly_id)
    select $1, $2, $3, $4, $5, $6, $8,
      position, line, kind, status, "bookingDate", "valueDate", minor,
      name, iban, text, lines, "endToEndId", "mandateReference", "structuredReference", "customerReference",
      "bankReference", "entryReference", code, "returnCode", "returnReason", fee, original, possibly
    from jsonb_to_recordset($7::jsonb) r(position int, line int, kind text, status text,
      "bookingDate" date, "valueDate" date, minor bigint, ${FIELDS},
      "bankReference" text, "entryReference" text, code text, "returnCode" text, "returnReason" text,
      fee bigint, original bigint, possibly uuid)
    returning id`,
    [
      account.partnerId,
      account.partnerPath,
      account.id,
      statement.id,
      file.id,
      account.currency,
      JSON.stringify(rows),
      member,
    ],
  );
  return added.map(({ id }) => id);
}

export async function insertSkipped(
  sql: ScopedSql,
  { file, member, statement }: Into,
  rows: readonly object[],
): Promise<void> {
  if (!rows.length) return;
  const { account } = statement;
  await sql.rows(
    `insert into bank_skipped (partner_id, partner_path, account_id, statement_id, file_id,
      currency, member, same_as, line, booking_date, amount_minor, text, entry)
    select $1, $2, $3, $4, $5, $7, $8, "sameAs", line, "bookingDate", minor, text, entry
    from jsonb_to_recordset($6::jsonb)
      r("sameAs" uuid, line int, "bookingDate" date, minor bigint, text text, entry jsonb)
    on conflict do nothing`,
    [
      account.partnerId,
      account.partnerPath,
      account.id,
      statement.id,
      file.id,
      JSON.stringify(rows),
      account.currency,
      member,
    ],
  );
}

/** Tells of entries that wait what another file tells more of them. */
export async function refineEntries(sql: ScopedSql, rows: readonly object[]): Promise<void> {
  if (!rows.length) return;
  await sql.rows(
    `update bank_transaction t
    set name = coalesce(t.name, r.name), iban = coalesce(t.iban, r.iban),
      text = case when length(r.text) > length(t.text) then r.text else t.text end,
      lines = case when length(r.lines) > length(t.lines) then r.lines else t.lines end,
      end_to_end_id = coalesce(t.end_to_end_id, r."endToEndId"),
      mandate_reference = coalesce(t.mandate_reference, r."mandateReference"),
      structured_reference = coalesce(t.structured_reference, r."structuredReference"),
      customer_reference = coalesce(t.customer_reference, r."customerReference"),
      paired_at = null
    from jsonb_to_recordset($1::jsonb) r(id uuid, ${FIELDS})
    where t.id = r.id and t.status in ('UNMATCHED', 'SUGGESTED')
      and (
        (t.name is null and r.name is not null) or (t.iban is null and r.iban is not null)
        or length(r.text) > length(t.text) or (t.end_to_end_id is null and r."endToEndId" is not null)
        or (t.structured_reference is null and r."structuredReference" is not null)
      )`,
    [JSON.stringify(rows)],
  );
}
