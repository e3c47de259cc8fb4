import { rowsById } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Issuer } from '../company/index.ts';
import type { PlannedLineJson } from '../invoices/index.ts';
import type { PrintedCustomer } from './documentData.ts';

/** A proforma invoice as it is printed, with what it was issued with; amounts in minor units. */
export interface PrintedProforma {
  id: string;
  partnerId: string;
  number: string;
  status: 'UNPAID' | 'PAID' | 'VOID';
  /** What it became, and what of that is to pay again since money was taken back. */
  invoiceNumber: string | null;
  invoiceDue: bigint | null;
  documentDate: string;
  dueDate: string;
  currency: string;
  net: bigint;
  tax: bigint;
  total: bigint;
  paid: bigint;
  /** What came for it and stayed, whatever became of it. */
  received: bigint;
  voidReason: string | null;
  customer: PrintedCustomer;
  createdAt: Date;
  source: string | null;
  layout: number | null;
  issuer: Issuer;
  customerFields: Record<string, unknown>;
  customFields: Record<string, unknown>;
}

/** Proforma invoices inside the scope; in no order. */
export function printedProformas(
  sql: ScopedSql,
  ids: readonly string[],
): Promise<PrintedProforma[]> {
  return sql.rows<PrintedProforma>(
    `select
      p.id, p.partner_id "partnerId", p.number, p.status, i.number "invoiceNumber", i.due_minor "invoiceDue",
      p.document_date "documentDate", p.due_date "dueDate",
      p.currency, p.net_minor net, p.tax_minor tax, p.total_minor total, p.paid_minor paid,
      coalesce((
        select sum(m.amount_minor - m.refunded_minor)
        from payment m
        where m.proforma_id = p.id and m.reversed_at is null), 0)::bigint received,
      p.void_reason "voidReason", p.billed_to customer, p.created_at "createdAt",
      t.source, t.layout, v.details issuer, c.custom_fields "customerFields", p.custom_fields "customFields"
    from ${rowsById('proforma', '$1', 'p')}
    join customer c on c.id = p.customer_id
    join company_version v on v.id = p.company_version_id
    left join invoice i on i.id = p.invoice_id
    left join template_version t on t.id = p.template_version_id`,
    [ids],
  );
}

/** A line of a proforma invoice as a plan tells it. */
export interface PrintedProformaLine extends PlannedLineJson {
  proformaId: string;
  billingDay: number | null;
}

/** The lines of proforma invoices, those of each in their order. */
export function printedProformaLines(
  sql: ScopedSql,
  ids: readonly string[],
): Promise<PrintedProformaLine[]> {
  return sql.rows<PrintedProformaLine>(
    `select
      proforma_id "proformaId", kind, service_id "serviceId",
      description, quantity::text, unit_price::text "unitPrice",
      period_from "periodFrom", period_to "periodTo",
      net_minor::text net, tax_percent::text "taxPercent", tax_terms "taxTerms", tax_included "taxIncluded",
      tax_minor::text tax, total_minor::text total, billing_day "billingDay"
    from proforma_line
    where proforma_id = any($1::uuid[])
    order by proforma_id, position`,
    [ids],
  );
}
