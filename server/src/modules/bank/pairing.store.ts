import type { PayableDocument } from '@backhaul/domain/bank/pairingFacts';
import { isTest } from '../../tenancy/scope.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { AccountRow } from './files.store.ts';

/** An entry that waits to be paired. open: what of it no payment was made of yet, in minor units. */
export interface ToPair {
  id: string;
  kind: 'CREDIT' | 'RETURN';
  open: bigint;
  name: string | null;
  iban: string | null;
  lines: string;
  endToEndId: string | null;
  structuredReference: string | null;
  customerReference: string | null;
  returnReason: string | null;
  original: bigint | null;
}

const TO_PAIR = `t.id, t.kind, t.amount_minor - coalesce((
      select sum(p.amount_minor)::bigint from payment p
      where p.bank_transaction_id = t.id and p.reversed_at is null
    ), 0) "open",
    t.name, t.iban, t.lines, t.end_to_end_id "endToEndId", t.structured_reference "structuredReference",
    t.customer_reference "customerReference", t.return_reason "returnReason", t.original_minor original`;

/** Entries of an account that wait, behind one of them: those not paired yet, or all of them again. */
export function waitingOf(
  sql: ScopedSql,
  accountId: string,
  { again, after, most }: { again: boolean; after: string | null; most: number },
): Promise<ToPair[]> {
  return sql.rows<ToPair>(
    `select ${TO_PAIR}
    from bank_transaction t
    where t.account_id = $1 and t.status in ('SUGGESTED', 'UNMATCHED') and ($3::uuid is null or t.id > $3)
      ${again ? '' : 'and t.paired_at is null'}
    order by t.id
    limit $2
    for no key update of t skip locked`,
    [accountId, most, after],
  );
}

export async function entryToPair(sql: ScopedSql, id: string): Promise<ToPair> {
  return sql.row<ToPair>(`select ${TO_PAIR} from bank_transaction t where t.id = $1`, [id]);
}

/** What was found of entries, best first. */
export interface Paired {
  id: string;
  status: 'SUGGESTED' | 'UNMATCHED';
  confidence: number;
  fits: boolean;
  suggestions: unknown[];
}

export async function keepPaired(sql: ScopedSql, rows: readonly Paired[]): Promise<void> {
  await sql.rows(
    `update bank_transaction t
    set status = r.status, confidence = r.confidence, fits = r.fits, suggestions = r.suggestions, paired_at = now()
    from jsonb_to_recordset($1::jsonb)
      r(id uuid, status text, confidence int, fits boolean, suggestions jsonb)
    where t.id = r.id and t.status in ('SUGGESTED', 'UNMATCHED')
      and (t.paired_at is null or t.suggestions <> r.suggestions)`,
    [JSON.stringify(rows)],
  );
}

/** The partners whose customers may have paid to an account: its own, and those below without one of that currency. */
export async function reachOf(sql: ScopedSql, account: AccountRow): Promise<string[]> {
  const { partnerPath: path, currency } = account;
  const partners = await sql.rows<{ id: string }>(
    `select p.id::text id
    from partner p
    where p.path >= $1 and p.path < $1 || chr(1114111) and is_test(p.path) = $3
      and not exists (
        select from bank_account b
        where b.currency = $2 and b.partner_path > $1 and starts_with(p.path, b.partner_path)
      )`,
    [path, currency, isTest(path)],
  );
  return partners.map(({ id }) => id);
}

/** What partners below a place set themselves as their format of customer references. */
export function formatsBelow(
  sql: ScopedSql,
  path: string,
): Promise<{ path: string; format: string }[]> {
  return sql.rows(
    `select partner_path path, "values" ->> 'customerReferenceFormat' "format"
    from payment_setting
    where partner_path > $1 and partner_path < $1 || chr(1114111)
      and "values" ->> 'customerReferenceFormat' is not null`,
    [path],
  );
}

/** Within which customers are looked for. */
export interface Reach {
  partners: readonly string[];
  currency: string;
}

type Row = PayableDocument & { key: string };

const INVOICE = `i.id, 'INVOICE' kind, coalesce(i.number, '') number, i.customer_id "customerId", i.state,
  i.due_minor due, i.due_date "dueDate"`;

/** Documents whose numbers are among these, letters and digits in capitals. */
export async function documentsByKeys(
  sql: ScopedSql,
  { partners, currency }: Reach,
  keys: readonly string[],
): Promise<Row[]> {
  if (!keys.length) return [];
  return sql.rows<Row>(
    `select k.key, d.*
    from unnest($1::text[]) k(key)
    cross join lateral (
      select ${INVOICE}
      from invoice i
      where i.number_key = k.key and i.currency = $3 and i.partner_id = any($2::uuid[])
      limit 20
    ) d
    union all
    select k.key, d.*
    from unnest($1::text[]) k(key)
    cross join lateral (
      select p.id, 'PROFORMA', p.number, p.customer_id,
        case p.status when 'VOID' then 'VOID' else 'ISSUED' end,
        case p.status when 'UNPAID' then p.total_minor - p.paid_minor else 0 end, p.due_date
      from proforma p
      where p.number = k.key and p.currency = $3 and p.partner_id = any($2::uuid[])
      limit 20
    ) d`,
    [keys, partners, currency],
  );
}

/** Of each amount the open invoices with just that due, two at most. */
export async function documentsByAmounts(
  sql: ScopedSql,
  { partners, currency }: Reach,
  amounts: readonly bigint[],
): Promise<PayableDocument[]> {
  return sql.rows<PayableDocument>(
    `select d.*
    from unnest($1::bigint[]) k(minor)
    cross join lateral (
      select ${INVOICE}
      from invoice i
      where i.due_minor = k.minor and i.due_minor > 0 and i.currency = $3 and i.partner_id = any($2::uuid[])
      limit 2
    ) d`,
    [amounts, partners, currency],
  );
}

/** Customers by their numbers, with their partners' places. */
export function customersByNumbers(
  sql: ScopedSql,
  { partners, currency }: Reach,
  numbers: readonly number[],
): Promise<{ id: string; number: number; path: string }[]> {
  return sql.rows(
    `select c.id, c.number, c.partner_path path
    from customer c
    where c.number = any($1::int[]) and c.currency = $3 and c.partner_id = any($2::uuid[])`,
    [numbers, partners, currency],
  );
}

/** Customers that IBANs are known for. */
export function customersByIbans(
  sql: ScopedSql,
  { partners, currency }: Reach,
  ibans: readonly string[],
): Promise<{ id: string; iban: string }[]> {
  return sql.rows(
    `select k.id, k.iban
    from unnest($1::text[]) i(iban)
    cross join lateral (
      select c.id, n.iban
      from customer_iban n
      join customer c on c.id = n.customer_id
      where n.iban = i.iban and c.currency = $3 and c.partner_id = any($2::uuid[])
      order by c.id
      limit 5
    ) k`,
    [ibans, partners, currency],
  );
}

/** So many customers of a word are looked at; a name that fits more of them tells nothing. */
const NAMES_MAX = 200;

/** Customers with both words among those that they are found by; the names are compared by whoever asks. */
export function customersByWords(
  sql: ScopedSql,
  { partners, currency }: Reach,
  words: readonly { first: string; second: string }[],
): Promise<{ id: string; name: string; first: string; second: string }[]> {
  return sql.rows(
    `select c.id, c.name, k.first, k.second
    from unnest($1::text[], $2::text[]) k("first", "second")
    cross join lateral (
      select distinct w.customer_id
      from customer_word w
      where w.word = k.first and exists (
        select from customer_word o where o.customer_id = w.customer_id and o.word = k.second
      )
      limit ${NAMES_MAX}
    ) w
    cross join lateral (
      select c.id, c.name
      from customer c
      where c.id = w.customer_id and c.currency = $4 and c.partner_id = any($3::uuid[])
      offset 0
    ) c`,
    [words.map(({ first }) => first), words.map(({ second }) => second), partners, currency],
  );
}

/** Names of customers, with what each has open. */
export async function payersOf(
  sql: ScopedSql,
  ids: readonly string[],
): Promise<{ id: string; name: string; open: PayableDocument[] }[]> {
  const customers = await sql.rows<{ id: string; name: string }>(
    'select id, name from customer where id = any($1::uuid[])',
    [ids],
  );
  const open = await sql.rows<PayableDocument>(
    `select d.*
    from unnest($1::uuid[]) k(id)
    cross join lateral (
      select ${INVOICE}
      from invoice i
      where i.customer_id = k.id and i.due_minor > 0
      order by i.due_date, i.document_date, i.id
      limit 100
    ) d`,
    [ids],
  );
  const of = new Map(
    customers.map((each) => [each.id, { ...each, open: [] as PayableDocument[] }]),
  );
  for (const document of open) of.get(document.customerId)?.open.push(document);
  return [...of.values()];
}

/** A payment that a return may take back. */
export interface MayReturn {
  id: string;
  customerId: string;
  receiptNumber: string;
  amount: bigint;
  /** What of it was given back already. */
  refunded: bigint;
}

/** Payments of an entry with the same end-to-end id, or of just that amount for a document: what a return may be of. */
export function paymentsReturned(
  sql: ScopedSql,
  { partners, currency }: Reach,
  ends: readonly string[],
): Promise<(MayReturn & { endToEndId: string })[]> {
  return sql.rows(
    `select p.id, k.id "endToEndId", p.customer_id "customerId", p.receipt_number "receiptNumber",
      p.amount_minor amount, p.refunded_minor refunded
    from unnest($1::text[]) k(id)
    cross join lateral (
      select t.id from bank_transaction t
      where t.end_to_end_id = k.id and t.amount_minor > 0
      limit 20
    ) t
    join payment p on p.bank_transaction_id = t.id and p.reversed_at is null
    where p.currency = $3 and p.partner_id = any($2::uuid[])`,
    [ends, partners, currency],
  );
}

/** Payments that settled named invoices, of which an amount at most is left. */
export function paymentsOfInvoices(
  sql: ScopedSql,
  pairs: readonly { invoiceId: string; most: bigint }[],
): Promise<(MayReturn & { invoiceId: string })[]> {
  return sql.rows(
    `select p.id, k.invoice "invoiceId", p.customer_id "customerId", p.receipt_number "receiptNumber",
      p.amount_minor amount, p.refunded_minor refunded
    from unnest($1::uuid[], $2::bigint[]) k(invoice, amount)
    cross join lateral (
      select a.payment_id from allocation a
      where a.invoice_id = k.invoice and a.payment_id is not null
      group by a.payment_id
      having sum(a.amount_minor) > 0
    ) a
    cross join lateral (
      select id, customer_id, receipt_number, amount_minor, refunded_minor
      from payment
      where id = a.payment_id and reversed_at is null and amount_minor - refunded_minor <= k.amount
      offset 0
    ) p`,
    [pairs.map(({ invoiceId }) => invoiceId), pairs.map(({ most }) => most)],
  );
}
