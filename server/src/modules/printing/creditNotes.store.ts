import { rowsById } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Issuer } from '../company/index.ts';
import type { PlannedLineJson } from '../invoices/index.ts';
import type { PrintedCustomer } from './documentData.ts';

/** A credit note as it is printed, with what it was issued with; amounts in minor units. */
export interface PrintedNote {
  id: string;
  partnerId: string;
  number: string;
  invoiceNumber: string | null;
  invoiceDate: string | null;
  documentDate: string;
  currency: string;
  net: bigint;
  tax: bigint;
  total: bigint;
  reason: string;
  customer: PrintedCustomer;
  createdAt: Date;
  source: string | null;
  layout: number | null;
  issuer: Issuer;
  customerFields: Record<string, unknown>;
  customFields: Record<string, unknown>;
}

/** Credit notes inside the scope; in no order. */
export function printedNotes(sql: ScopedSql, ids: readonly string[]): Promise<PrintedNote[]> {
  return sql.rows<PrintedNote>(
    `select
      n.id, n.partner_id "partnerId", n.number, n.document_date "documentDate",
      i.number "invoiceNumber", i.document_date "invoiceDate",
      n.currency, n.net_minor net, n.tax_minor tax, n.total_minor total,
      n.reason, n.billed_to customer, n.created_at "createdAt",
      t.source, t.layout, v.details issuer, c.custom_fields "customerFields", n.custom_fields "customFields"
    from ${rowsById('credit_note', '$1', 'n')}
    join customer c on c.id = n.customer_id
    join company_version v on v.id = n.company_version_id
    left join invoice i on i.id = n.invoice_id
    left join template_version t on t.id = n.template_version_id`,
    [ids],
  );
}

/** A line of a credit note as a plan tells it. */
export interface PrintedNoteLine extends PlannedLineJson {
  noteId: string;
}

/** The lines of credit notes, those of each in their order. */
export function printedNoteLines(
  sql: ScopedSql,
  ids: readonly string[],
): Promise<PrintedNoteLine[]> {
  return sql.rows<PrintedNoteLine>(
    `select
      credit_note_id "noteId", kind, service_id "serviceId",
      description, quantity::text, unit_price::text "unitPrice",
      period_from "periodFrom", period_to "periodTo",
      net_minor::text net, tax_percent::text "taxPercent", tax_terms "taxTerms", tax_included "taxIncluded",
      tax_minor::text tax, total_minor::text total
    from credit_note_line
    where credit_note_id = any($1::uuid[])
    order by credit_note_id, position`,
    [ids],
  );
}
