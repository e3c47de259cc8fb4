import type { GatewayKind } from '@backhaul/domain/settlement/gatewayKind';
import { rowsById } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Issuer } from '../company/index.ts';
import { billedTo, type PlannedLineJson } from '../invoices/index.ts';
import type { PrintedCustomer } from './documentData.ts';

/**
 * An invoice as it is printed; amounts in minor units. source, layout and issuer are those it was
 * issued with, null on a draft.
 */
export interface PrintedInvoice {
  id: string;
  partnerId: string;
  number: string | null;
  state: string;
  documentDate: string;
  dueDate: string;
  currency: string;
  net: bigint;
  tax: bigint;
  total: bigint;
  paid: bigint;
  due: bigint;
  customer: PrintedCustomer;
  voidReason: string | null;
  customFields: Record<string, unknown>;
  issuedAt: Date | null;
  createdAt: Date;
  /** What it says itself; null: what its issuer's invoices say. */
  note: string | null;
  terms: string | null;
  source: string | null;
  layout: number | null;
  issuer: Issuer | null;
  customerFields: Record<string, unknown>;
}

/** Invoices inside the scope with whom and what they were issued with; in no order. */
export function printedInvoices(sql: ScopedSql, ids: readonly string[]): Promise<PrintedInvoice[]> {
  return sql.rows<PrintedInvoice>(
    `select
      i.id, i.partner_id "partnerId", i.number, i.state,
      i.document_date "documentDate", i.due_date "dueDate",
      i.currency, i.net_minor net, i.tax_minor tax, i.total_minor total,
      i.paid_minor paid, i.due_minor due,
      case i.state when 'DRAFT' then ${billedTo('c.balance_minor', 'true')} else i.billed_to end customer,
      i.note, i.terms, i.void_reason "voidReason", coalesce(i.issued_fields, i.custom_fields) "customFields",
      i.issued_at "issuedAt", i.created_at "createdAt",
      t.source, t.layout, v.details issuer, c.custom_fields "customerFields"
    from ${rowsById('invoice', '$1', 'i')}
    cross join lateral (select * from customer c where c.id = i.customer_id limit 1) c
    left join template_version t on t.id = i.template_version_id
    left join company_version v on v.id = i.company_version_id`,
    [ids],
  );
}

/** A line of an invoice as a plan tells it. billingDay: that of its customer when it was charged. */
export interface PrintedLine extends PlannedLineJson {
  invoiceId: string;
  billingDay: number | null;
}

/** The lines of invoices, those of each in their order. */
export function printedLines(sql: ScopedSql, ids: readonly string[]): Promise<PrintedLine[]> {
  return sql.rows<PrintedLine>(
    `select
      invoice_id "invoiceId", kind, service_id "serviceId",
      description, quantity::text, unit_price::text "unitPrice",
      period_from "periodFrom", period_to "periodTo",
      net_minor::text net, tax_percent::text "taxPercent", tax_terms "taxTerms", tax_included "taxIncluded",
      tax_minor::text tax, total_minor::text total,
      billing_day "billingDay"
    from unnest($1::uuid[]) i(id)
    cross join lateral (
      select * from invoice_line where invoice_id = i.id order by position offset 0) l
    order by invoice_id, position`,
    [ids],
  );
}

/**
 * What one credit pays of an invoice, in minor units; with the receipt of the payment that it came
 * by, or the number of the credit note that it is.
 */
export interface PrintedPayment {
  invoiceId: string;
  amount: bigint;
  date: string;
  receiptNumber: string | null;
  creditNote: string | null;
  writtenOff: boolean;
  gateway: GatewayKind | null;
  test: boolean;
}

/** What settles invoices, first to last; what was taken back is taken off. */
export function printedPayments(sql: ScopedSql, ids: readonly string[]): Promise<PrintedPayment[]> {
  return sql.rows<PrintedPayment>(
    `select
      a.invoice_id "invoiceId", sum(a.amount_minor)::bigint amount, min(a.date) date,
      p.receipt_number "receiptNumber", p.gateway_kind gateway, coalesce(p.test, false) test, n.number "creditNote",
      a.made_by = 'WRITE_OFF' "writtenOff"
    from unnest($1::uuid[]) i(id)
    cross join lateral (
      select * from allocation where invoice_id = i.id offset 0) a
    left join lateral (select * from payment where id = a.payment_id limit 1) p on true
    left join lateral (select * from credit_note where id = a.credit_note_id limit 1) n on true
    group by a.invoice_id, a.transaction_id, a.made_by = 'WRITE_OFF', p.receipt_number, p.gateway_kind, p.test, n.number
    having sum(a.amount_minor) > 0
    order by min(a.date), p.receipt_number, n.number`,
    [ids],
  );
}
