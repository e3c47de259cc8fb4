import type { FieldValues } from '@backhaul/domain/fields/customFields';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Account } from './account.store.ts';

export type Category = 'Service' | 'Discount' | 'Payment' | 'Refund' | 'Correction';

/** One entry to write. amountMinor is never negative: the type says which way the balance moves. */
export interface Posting {
  type: 'DEBIT' | 'CREDIT';
  amountMinor: bigint;
  taxMinor?: bigint;
  category: Category;
  description: string;
  quantity?: string | null;
  unitPrice?: string | null;
  periodFrom?: string | null;
  periodTo?: string | null;
  serviceId?: string | null;
  invoiceId?: string | null;
  paymentId?: string | null;
  chargeId?: string | null;
  reversesId?: string | null;
  date: string;
  /** A credit that may settle invoices, now or later; not for the discounts and reversals of a document. */
  settles?: boolean;
  /** Checked; only entries made by hand have any. */
  customFields?: FieldValues;
}

/** Who an entry was made by, as the ledger shows it. */
export interface Recorder {
  kind: 'SYSTEM' | 'USER' | 'API';
  name: string;
}

/** Writes an entry, account.balanceMinor being the balance after it. Returns its id. */
export async function insertEntry(
  sql: ScopedSql,
  account: Account,
  p: Posting,
  by: Recorder,
): Promise<string> {
  const { id } = await sql.row<{ id: string }>(
    `insert into ledger_transaction (partner_id, partner_path, customer_id,
      type, amount_minor, tax_minor, currency,
      category, description, quantity, unit_price, period_from, period_to,
      service_id, invoice_id, payment_id, charge_id, reverses_id,
      date, balance_after_minor, recorded_by_kind, recorded_by, custom_fields)
    values ($1, $2, $3,
      $4, $5, $6, $7,
      $8, $9, $10, $11, $12, $13,
      $14, $15, $16, $17, $18,
      $19, $20, $21, $22, $23)
    returning id`,
    [
      account.partnerId,
      account.partnerPath,
      account.id,
      p.type,
      p.amountMinor,
      p.taxMinor ?? 0n,
      account.currency,
      p.category,
      p.description,
      p.quantity ?? null,
      p.unitPrice ?? null,
      p.periodFrom ?? null,
      p.periodTo ?? null,
      p.serviceId ?? null,
      p.invoiceId ?? null,
      p.paymentId ?? null,
      p.chargeId ?? null,
      p.reversesId ?? null,
      p.date,
      account.balanceMinor,
      by.kind,
      by.name,
      JSON.stringify(p.customFields ?? {}),
    ],
  );
  return id;
}

/** Makes an entry's amount a credit that may settle invoices, nothing of it used yet. */
export async function insertCredit(
  sql: ScopedSql,
  account: Account,
  p: Posting,
  entryId: string,
): Promise<void> {
  await sql.rows(
    `insert into credit (transaction_id, partner_id, partner_path, customer_id,
      payment_id, date, remaining_minor)
    values ($1, $2, $3, $4,
      $5, $6, $7)`,
    [
      entryId,
      account.partnerId,
      account.partnerPath,
      account.id,
      p.paymentId ?? null,
      p.date,
      p.amountMinor,
    ],
  );
}
