import type { FieldValues } from '@backhaul/domain/fields/customFields';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { AllocatedBy } from '../ledger/index.ts';
import type { PrintedWith } from '../templates/index.ts';
import type { DraftLine } from './invoices.input.ts';
import { billedTo, printedJson, printedNow, printedRows } from './printed.store.ts';

export interface NewDocument {
  id: string;
  customerId: string;
  state: 'DRAFT' | 'ISSUED';
  /** Assigned when issued, null on a draft. */
  number: string | null;
  documentDate: string;
  dueDate: string;
  /** By 0 due days; a date that was given is the last day to pay. */
  dueAtOnce: boolean;
  /** What its lines were made of, of a draft; null of an issued one. */
  draftLines: readonly DraftLine[] | null;
  /** What it says where its partner's invoices say something else; null: what they say. */
  note: string | null;
  terms: string | null;
  /** null: what its partner's invoices begin with. */
  memo: string | null;
  netMinor: bigint;
  taxMinor: bigint;
  totalMinor: bigint;
  recordedBy: string;
}

/** Writes one manual invoice without its lines, with what its customer's partner prints now; moves no balance. */
export async function insertDocument(
  sql: ScopedSql,
  document: NewDocument,
  printed: ReadonlyMap<string, PrintedWith>,
): Promise<void> {
  await sql.rows(
    `insert into invoice (id, partner_id, partner_path, customer_id,
      number, state, document_date, due_date,
      currency, net_minor, tax_minor, total_minor,
      billed_to,
      billed_by, recorded_by,
      issued_at,
      template_version_id,
      company_version_id,
      due_at_once, draft_lines, note, terms,
      memo)
    select $1, c.partner_id, c.partner_path, c.id,
      $3, $4, $5, $6,
      c.currency, $7, $8, $9,
      ${billedTo('c.balance_minor - $9::bigint', 'w."keepsFields"', 'w.language')},
      w."billedBy", $10,
      case when $4 = 'ISSUED' then now() end,
      case when $4 = 'ISSUED' then w."templateVersionId" end,
      case when $4 = 'ISSUED' then w."companyVersionId" end,
      $12::boolean, $13::jsonb, $14, $15,
      nullif(coalesce($16, (
        select v.details ->> 'invoiceMemo' from company_version v
        where v.id = w."companyVersionId")), '')
    from customer c
    join ${printedRows('$11')} on w."partnerId" = c.partner_id
    where c.id = $2`,
    [
      document.id,
      document.customerId,
      document.number,
      document.state,
      document.documentDate,
      document.dueDate,
      document.netMinor,
      document.taxMinor,
      document.totalMinor,
      document.recordedBy,
      printedJson(printed),
      document.dueAtOnce,
      draftLinesJson(document.draftLines),
      document.note,
      document.terms,
      document.memo,
    ],
  );
}

const draftLinesJson = (lines: readonly DraftLine[] | null) => lines && JSON.stringify(lines);

/** Gives a draft other dates, sums and words, printed as of now; its lines are written beside this. */
export async function rewriteDraft(
  sql: ScopedSql,
  draft: Omit<NewDocument, 'customerId' | 'state' | 'number' | 'recordedBy'>,
  printed: ReadonlyMap<string, PrintedWith>,
): Promise<void> {
  await sql.rows(
    `update invoice i
    set document_date = $2, due_date = $3, due_at_once = $4, draft_lines = $5::jsonb,
      note = $10, terms = $11, memo = coalesce($12, memo),
      net_minor = $6, tax_minor = $7, total_minor = $8,
      billed_to = ${billedTo('c.balance_minor - $8::bigint', 'w."keepsFields"', 'w.language')}, billed_by = w."billedBy"
    from customer c
    join ${printedRows('$9')} on w."partnerId" = c.partner_id
    where i.id = $1 and i.state = 'DRAFT' and c.id = i.customer_id`,
    [
      draft.id,
      draft.documentDate,
      draft.dueDate,
      draft.dueAtOnce,
      draftLinesJson(draft.draftLines),
      draft.netMinor,
      draft.taxMinor,
      draft.totalMinor,
      printedJson(printed),
      draft.note,
      draft.terms,
      draft.memo,
    ],
  );
}

/** Removes a draft; its lines are removed before. */
export async function deleteDraft(sql: ScopedSql, id: string): Promise<void> {
  await sql.rows(`delete from invoice where id = $1 and state = 'DRAFT'`, [id]);
}

/** Whose an invoice is; undefined outside the scope. */
export async function customerOf(sql: ScopedSql, invoiceId: string): Promise<string | undefined> {
  const [owner] = await sql.rows<{ customerId: string }>(
    'select customer_id "customerId" from invoice where id = $1',
    [invoiceId],
  );
  return owner?.customerId;
}

export interface LockedInvoice {
  id: string;
  number: string | null;
  state: 'DRAFT' | 'ISSUED' | 'VOID';
  documentDate: string;
  dueDate: string;
  totalMinor: bigint;
  customerId: string;
  /** The tax document of what was paid before: it moves no balance. */
  paidAhead: boolean;
  /** As they were entered; of a draft only. */
  draftLines: DraftLine[] | null;
}

/** Locks an invoice and reads it as it is from now on; undefined outside the scope. Its customer is locked before. */
export async function lockDocument(
  sql: ScopedSql,
  invoiceId: string,
): Promise<LockedInvoice | undefined> {
  const [invoice] = await sql.rows<LockedInvoice>(
    `select id, number, state, document_date "documentDate", due_date "dueDate", total_minor "totalMinor",
      customer_id "customerId", num_nonnulls(of_payment, of_month) > 0 "paidAhead",
      draft_lines "draftLines"
    from invoice
    where id = $1
    for update`,
    [invoiceId],
  );
  return invoice;
}

/** A draft is issued under its number, with what its customer's partner prints now; moves no balance. */
export async function markIssued(
  sql: ScopedSql,
  invoiceId: string,
  number: string,
  printed: ReadonlyMap<string, PrintedWith>,
): Promise<void> {
  await sql.rows(
    `update invoice i
    set state = 'ISSUED', number = $2, issued_at = now(), draft_lines = null,
      ${printedNow('c.balance_minor - i.total_minor')}
    from customer c
    join ${printedRows('$3')} on w."partnerId" = c.partner_id
    where i.id = $1 and c.id = i.customer_id`,
    [invoiceId, number, printedJson(printed)],
  );
}

/** An invoice is void, for a reason and from a day on; what it moved is taken back beside this. */
export async function markVoid(
  sql: ScopedSql,
  invoiceId: string,
  reason: string,
  on: string,
): Promise<void> {
  await sql.rows(
    `update invoice set state = 'VOID', void_reason = $2, void_on = $3 where id = $1`,
    [invoiceId, reason, on],
  );
}

/** What is still due of an invoice inside the scope, in minor units. */
export async function dueOf(sql: ScopedSql, invoiceId: string): Promise<bigint> {
  const { due } = await sql.row<{ due: bigint }>(
    'select due_minor due from invoice where id = $1',
    [invoiceId],
  );
  return due;
}

/** The number of an invoice inside the scope; null of a draft. */
export async function numberOf(sql: ScopedSql, invoiceId: string): Promise<string | null> {
  const { number } = await sql.row<{ number: string | null }>(
    'select number from invoice where id = $1',
    [invoiceId],
  );
  return number;
}

/** What one credit settles of an invoice, in minor units. */
export interface Settled {
  transactionId: string;
  paymentId: string | null;
  creditNoteId: string | null;
  amountMinor: bigint;
  madeBy: AllocatedBy;
}

/** What settles an invoice, by credit and by what allocated it: what was taken back is taken off. */
export function settledOf(sql: ScopedSql, invoiceId: string): Promise<Settled[]> {
  return sql.rows<Settled>(
    `select transaction_id "transactionId", payment_id "paymentId", credit_note_id "creditNoteId",
      made_by "madeBy", sum(amount_minor)::bigint "amountMinor"
    from allocation
    where invoice_id = $1
    group by 1, 2, 3, 4
    having sum(amount_minor) <> 0`,
    [invoiceId],
  );
}

/** What stands on an invoice from outside: money that came in for it, and credit notes. */
export interface Outside {
  paid: boolean;
  /** The number of a credit note on it, the latest. */
  note: string | null;
  /** Credit notes take back all of it. */
  whole: boolean;
}

/** What stands on invoices from outside, by invoice. */
export async function outsideOf(
  sql: ScopedSql,
  invoiceIds: readonly string[],
): Promise<Map<string, Outside>> {
  const rows = await sql.rows<Outside & { id: string }>(
    `select i.id,
      exists (
        select 1 from allocation a
        where a.invoice_id = i.id and a.made_by = 'PAYMENT'
        group by a.transaction_id
        having sum(a.amount_minor) > 0) paid,
      (select number from credit_note n where n.invoice_id = i.id order by n.id desc limit 1) note,
      coalesce(
        (select sum(n.total_minor) from credit_note n where n.invoice_id = i.id)
          >= (select total_minor from invoice where id = i.id),
        false) whole
    from unnest($1::uuid[]) i(id)`,
    [invoiceIds],
  );
  return new Map(rows.map(({ id, ...outside }) => [id, outside]));
}

/** A ledger entry of an invoice; amounts in minor units. */
export interface Entry {
  id: string;
  type: 'DEBIT' | 'CREDIT';
  amountMinor: bigint;
  taxMinor: bigint;
  description: string;
  quantity: string | null;
  unitPrice: string | null;
  periodFrom: string | null;
  periodTo: string | null;
  serviceId: string | null;
  chargeId: string | null;
}

/**
 * The entries by which an invoice moved the balance, as they were written; not those that reverse
 * others, nor what was written off of it.
 */
export function entriesOf(sql: ScopedSql, invoiceId: string): Promise<Entry[]> {
  return sql.rows<Entry>(
    `select id, type, amount_minor "amountMinor", tax_minor "taxMinor", description,
      quantity::text, unit_price::text "unitPrice",
      period_from "periodFrom", period_to "periodTo",
      service_id "serviceId", charge_id "chargeId"
    from ledger_transaction t
    where invoice_id = $1 and reverses_id is null
      and not exists (select 1 from write_off w where w.invoice_id = $1 and w.transaction_id = t.id)
    order by seq`,
    [invoiceId],
  );
}

/** What the office notes on an invoice inside the scope; an error where there is none. */
export function notesOf(
  sql: ScopedSql,
  invoiceId: string,
): Promise<{ memo: string | null; customFields: FieldValues }> {
  return sql.row<{ memo: string | null; customFields: FieldValues }>(
    'select memo, custom_fields "customFields" from invoice where id = $1',
    [invoiceId],
  );
}

export async function setMemo(
  sql: ScopedSql,
  invoiceId: string,
  memo: string | null,
): Promise<void> {
  await sql.rows('update invoice set memo = $2 where id = $1', [invoiceId, memo]);
}
