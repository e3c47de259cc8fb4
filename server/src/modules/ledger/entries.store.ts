import type { FieldValues } from '@backhaul/domain/fields/customFields';
import type { TaxTerms } from '@backhaul/domain/money/taxTerms';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Account } from './account.store.ts';

export type Category =
  | 'Service'
  | 'Discount'
  | 'Usage'
  | 'Payment'
  | 'Refund'
  | 'Correction'
  | 'Fee';

/** One entry to write. amountMinor is never negative: the type says which way the balance moves. */
export interface Posting {
  type: 'DEBIT' | 'CREDIT';
  amountMinor: bigint;
  taxMinor?: bigint;
  /** With what tax it was charged. */
  taxPercent?: string | null;
  taxTerms?: TaxTerms | null;
  category: Category;
  description: string;
  quantity?: string | null;
  unitPrice?: string | null;
  periodFrom?: string | null;
  periodTo?: string | null;
  serviceId?: string | null;
  invoiceId?: string | null;
  paymentId?: string | null;
  creditNoteId?: string | null;
  chargeId?: string | null;
  reversesId?: string | null;
  date: string;
  /** A credit that may settle invoices, now or later; not for the discounts and reversals of a document. */
  settles?: boolean;
  /** The proforma invoice that the credit waits on: until that is paid in full or void it settles nothing. */
  proformaId?: string | null;
  /** Checked; only entries made by hand have any. */
  customFields?: FieldValues;
}

/** Who an entry was made by, as the ledger shows it. */
export interface Recorder {
  kind: 'SYSTEM' | 'USER' | 'API';
  name: string;
}

/** An entry with the balance after it, in minor units. */
export type Entry = Posting & { balanceAfterMinor: bigint };

const ENTRY = `n int, type text, "amountMinor" bigint, "taxMinor" bigint,
  "taxPercent" numeric, "taxTerms" jsonb,
  category text, description text, quantity numeric, "unitPrice" numeric,
  "periodFrom" date, "periodTo" date,
  "serviceId" uuid, "invoiceId" uuid, "paymentId" uuid, "creditNoteId" uuid, "chargeId" uuid, "reversesId" uuid,
  date date, "balanceAfterMinor" bigint, "customFields" jsonb`;

/** As JSON, whose numbers hold less than an amount may have. */
const json = (rows: readonly object[]): string =>
  JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));

/** Writes entries of an account in their order, however many, and returns their ids in it. */
export async function insertEntries(
  sql: ScopedSql,
  account: Account,
  entries: readonly Entry[],
  by: Recorder,
): Promise<string[]> {
  const made = await sql.rows<{ id: string }>(
    `with made as (
      insert into ledger_transaction (partner_id, partner_path, customer_id, currency,
        type, amount_minor, tax_minor, tax_percent, tax_terms,
        category, description, quantity, unit_price, period_from, period_to,
        service_id, invoice_id, payment_id, credit_note_id, charge_id, reverses_id,
        date, balance_after_minor, custom_fields, recorded_by_kind, recorded_by)
      select $1, $2, $3, $4,
        type, "amountMinor", coalesce("taxMinor", 0), "taxPercent", "taxTerms",
        category, description, quantity, "unitPrice", "periodFrom", "periodTo",
        "serviceId", "invoiceId", "paymentId", "creditNoteId", "chargeId", "reversesId",
        date, "balanceAfterMinor", coalesce("customFields", '{}'), $5, $6
      from json_to_recordset($7::json) as e(${ENTRY})
      order by n
      returning id, seq)
    select id from made order by seq`,
    [
      account.partnerId,
      account.partnerPath,
      account.id,
      account.currency,
      by.kind,
      by.name,
      json(entries.map((entry, n) => ({ ...entry, n }))),
    ],
  );
  return made.map(({ id }) => id);
}

/** Makes entries' amounts credits that may settle invoices, nothing of them used yet. */
export async function insertCredits(
  sql: ScopedSql,
  account: Account,
  credits: readonly { id: string; posting: Posting }[],
): Promise<void> {
  await sql.rows(
    `insert into credit (transaction_id, partner_id, partner_path, customer_id,
      payment_id, credit_note_id, proforma_id, date, remaining_minor)
    select id, $1, $2, $3,
      "paymentId", "creditNoteId", "proformaId", date, "amountMinor"
    from json_to_recordset($4::json) as x(
      id uuid, "paymentId" uuid, "creditNoteId" uuid, "proformaId" uuid,
      date date, "amountMinor" bigint)`,
    [
      account.partnerId,
      account.partnerPath,
      account.id,
      json(credits.map(({ id, posting }) => ({ ...posting, id }))),
    ],
  );
}
