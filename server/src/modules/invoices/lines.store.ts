import type { PlannedLine } from '@backhaul/domain/charging/plan';
import type { TaxTerms } from '@backhaul/domain/money/taxTerms';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Account } from '../ledger/index.ts';

/** A planned line as the SQL of the engine reads it: amounts as text, for JSON has no bigint. */
export function lineJson(line: PlannedLine): Record<string, unknown> {
  const { itemId: _item, net, tax, total, ...rest } = line;
  return { ...rest, net: net.toString(), tax: tax.toString(), total: total.toString() };
}

/** The columns of planned lines in JSON, for json_to_recordset. */
export const LINE_COLUMNS = `kind text, "serviceId" uuid, description text, quantity numeric, "unitPrice" numeric,
  "periodFrom" date, "periodTo" date,
  net bigint, "taxPercent" numeric, "taxIncluded" boolean, tax bigint, total bigint, category text,
  "taxTerms" jsonb`;

/** Writes the lines of a new invoice, in their order. */
export async function insertLines(
  sql: ScopedSql,
  invoiceId: string,
  account: Account,
  lines: readonly PlannedLine[],
): Promise<void> {
  await sql.rows(
    `insert into invoice_line (invoice_id, position, partner_id, partner_path, customer_id,
      kind, service_id, description, quantity, unit_price, period_from, period_to,
      net_minor, tax_percent, tax_terms, tax_included, tax_minor, total_minor)
    select $1, row_number() over (), $2, $3, $4,
      kind, "serviceId", description, quantity, "unitPrice", "periodFrom", "periodTo",
      net, "taxPercent", "taxTerms", "taxIncluded", tax, total
    from json_to_recordset($5::json) as l(${LINE_COLUMNS})`,
    [
      invoiceId,
      account.partnerId,
      account.partnerPath,
      account.id,
      JSON.stringify(lines.map(lineJson)),
    ],
  );
}

/** Removes the lines of a draft; those of an issued invoice cannot be. */
export async function deleteLines(sql: ScopedSql, invoiceId: string): Promise<void> {
  await sql.rows('delete from invoice_line where invoice_id = $1', [invoiceId]);
}

/** A line of an invoice as it was written; totals in minor units, with tax, below zero for discounts. */
export interface StoredLine {
  kind: string;
  description: string;
  quantity: string;
  unitPrice: string;
  periodFrom: string | null;
  periodTo: string | null;
  serviceId: string | null;
  totalMinor: bigint;
  taxMinor: bigint;
  taxPercent: string;
  taxTerms: TaxTerms | null;
}

/** The lines of an invoice, in their order. */
export function linesOf(sql: ScopedSql, invoiceId: string): Promise<StoredLine[]> {
  return sql.rows<StoredLine>(
    `select kind, description, quantity::text, unit_price::text "unitPrice",
      period_from "periodFrom", period_to "periodTo",
      service_id "serviceId", total_minor "totalMinor", tax_minor "taxMinor",
      tax_percent::text "taxPercent", tax_terms "taxTerms"
    from invoice_line
    where invoice_id = $1
    order by position`,
    [invoiceId],
  );
}
