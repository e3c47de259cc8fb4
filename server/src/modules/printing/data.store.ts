import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { originOf, type GatewayKind } from '@backhaul/domain/settlement/gatewayKind';
import { taxSummary } from '@backhaul/domain/money/taxSummary';
import { groupBy } from '../../kit/groupBy.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { type Issuer, loadIssuers } from '../company/index.ts';
import { billedTo, lineFromPlan, type PlannedLineJson } from '../invoices/index.ts';
import {
  type DrawnSource,
  forReversed,
  LAYOUT,
  loadTemplates,
  TemplateKind,
} from '../templates/index.ts';
import { countryName } from './countries.ts';
import { epcPayload } from './epc.ts';
import { got } from '../../platform/must.ts';

/**
 * What a document is rendered from: the template, layout and details it was issued with, and its
 * facts as plain JSON. Of an issued invoice or payment everything stays as it was then, except, on
 * purpose, what time does to it: what is paid and due, which payments settle it, and whether it was
 * made void.
 */
export interface DocumentData {
  id: string;
  partnerId: string;
  issuer: Issuer;
  /** null: the template in force. */
  template: { source: string; layout: number } | null;
  /** A receipt whose payment was taken back. */
  reversed?: boolean;
  title: string;
  issuedAt: Date;
  fileName: string;
  data: Record<string, unknown>;
}

interface Party {
  name?: string;
  street?: string;
  zip?: string;
  city?: string;
  country?: string;
  email?: string;
  phone?: string;
}

/** A printed name and address, as templates read them. */
export function partyView(party: Party): Record<string, string> {
  const {
    name = '',
    street = '',
    zip = '',
    city = '',
    country = '',
    email = '',
    phone = '',
  } = party;
  return {
    name,
    street,
    zip,
    city,
    place: [zip, city].filter(Boolean).join(' '),
    country: countryName(country),
    email,
    phone,
  };
}

/** A customer as it was printed when a document was issued: invoice.billed_to, payment.billed_to. */
export interface PrintedCustomer extends Party {
  number?: string;
  login?: string;
  status?: string;
  statusReason?: string;
  balance?: string;
  customFields?: Record<string, unknown>;
}

/**
 * The customer of a document, as templates read it. customFields: those to show when none were kept
 * with the document.
 */
export function customerView(
  customer: PrintedCustomer,
  currency: string,
  customFields: Record<string, unknown>,
): Record<string, unknown> {
  const { number = '', login = '', status = '', statusReason = '', balance } = customer;
  return {
    number,
    login,
    status,
    statusReason,
    balance: balance === undefined ? '' : formatMinor(BigInt(balance), currencyDigits(currency)),
    customFields: customer.customFields ?? customFields,
    ...partyView(customer),
  };
}

interface InvoiceRow {
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
  source: string | null;
  layout: number | null;
  issuer: Issuer | null;
  customerFields: Record<string, unknown>;
}

/** Invoices with all that is printed on them: five statements for any number. */
export async function loadInvoices(
  sql: ScopedSql,
  ids: readonly string[],
): Promise<DocumentData[]> {
  const rows = await sql.rows<InvoiceRow>(
    `select
      i.id, i.partner_id "partnerId", i.number, i.state,
      i.document_date "documentDate", i.due_date "dueDate",
      i.currency, i.net_minor net, i.tax_minor tax, i.total_minor total,
      i.paid_minor paid, i.due_minor due,
      case i.state when 'DRAFT' then ${billedTo('c.balance_minor', 'true')} else i.billed_to end customer,
      i.void_reason "voidReason", coalesce(i.issued_fields, i.custom_fields) "customFields",
      i.issued_at "issuedAt", i.created_at "createdAt",
      t.source, t.layout, v.details issuer, c.custom_fields "customerFields"
    from invoice i
    join customer c on c.id = i.customer_id
    left join template_version t on t.id = i.template_version_id
    left join company_version v on v.id = i.company_version_id
    where i.id = any($1::uuid[])`,
    [ids],
  );
  const lines = await sql.rows<PlannedLineJson & { invoiceId: string; billingDay: number | null }>(
    `select
      invoice_id "invoiceId", kind, service_id "serviceId",
      description, quantity::text, unit_price::text "unitPrice",
      period_from "periodFrom", period_to "periodTo",
      net_minor::text net, tax_percent::text "taxPercent", tax_included "taxIncluded",
      tax_minor::text tax, total_minor::text total,
      billing_day "billingDay"
    from invoice_line
    where invoice_id = any($1::uuid[])
    order by invoice_id, position`,
    [ids],
  );
  const paid = await sql.rows<{
    invoiceId: string;
    amount: bigint;
    date: string;
    receiptNumber: string | null;
    gateway: GatewayKind | null;
  }>(
    `select
      a.invoice_id "invoiceId", sum(a.amount_minor)::bigint amount, min(a.date) date,
      p.receipt_number "receiptNumber", p.gateway_kind gateway
    from allocation a
    left join payment p on p.id = a.payment_id
    where a.invoice_id = any($1::uuid[])
    group by a.invoice_id, a.transaction_id, p.receipt_number, p.gateway_kind
    having sum(a.amount_minor) > 0
    order by min(a.date), p.receipt_number`,
    [ids],
  );
  const without = rows.filter((row) => !row.issuer).map((row) => row.partnerId);
  const issuers = without.length
    ? await loadIssuers(sql, without)
    : new Map<string, { issuer: Issuer }>();
  const linesOf = groupBy(lines, (line) => line.invoiceId);
  const paidOf = groupBy(paid, (payment) => payment.invoiceId);
  return rows.map((row) =>
    invoiceData(
      row,
      linesOf.get(row.id) ?? [],
      paidOf.get(row.id) ?? [],
      row.issuer ?? got(issuers, row.partnerId).issuer,
    ),
  );
}

function invoiceData(
  row: InvoiceRow,
  lines: readonly (PlannedLineJson & { billingDay: number | null })[],
  paid: readonly {
    amount: bigint;
    date: string;
    receiptNumber: string | null;
    gateway: GatewayKind | null;
  }[],
  issuer: Issuer,
): DocumentData {
  const digits = currencyDigits(row.currency);
  const money = (amount: bigint) => formatMinor(amount, digits);
  const shown = lines.map((line) => lineFromPlan(line, row.currency, line.billingDay));
  const isDue = row.state === 'ISSUED' && row.due > 0n;
  const status =
    row.state !== 'ISSUED'
      ? row.state
      : row.due <= 0n
        ? 'PAID'
        : row.paid > 0n
          ? 'PARTIALLY_PAID'
          : 'UNPAID';
  const number = row.number ?? '';
  return {
    id: row.id,
    partnerId: row.partnerId,
    issuer,
    template: printedTemplate(row),
    title: number ? `Invoice ${number}` : 'Draft invoice',
    issuedAt: row.issuedAt ?? row.createdAt,
    fileName: `invoice-${number || 'draft'}.pdf`,
    data: {
      customer: customerView(row.customer, row.currency, row.customerFields),
      document: {
        number,
        date: row.documentDate,
        dueDate: row.dueDate,
        issuedAt: row.issuedAt?.toISOString() ?? '',
        currency: row.currency,
        status,
        void: row.state === 'VOID',
        voidReason: row.voidReason ?? '',
        draft: row.state === 'DRAFT',
        isDue,
        net: money(row.net),
        tax: money(row.tax),
        total: money(row.total),
        paid: row.paid > 0n ? money(row.paid) : '',
        due: money(row.state === 'DRAFT' ? row.total : row.due),
        customFields: row.customFields,
      },
      lines: shown.map(({ amounts: _amounts, serviceId: _service, ...line }, i) => ({
        ...line,
        position: String(i + 1),
        days: line.daysCharged === null ? '' : `${line.daysCharged} of ${line.daysInPeriod} days`,
      })),
      taxes: taxSummary(
        shown.map(({ taxPercent, taxIncluded, amounts }) => ({
          taxPercent,
          taxIncluded,
          ...amounts,
        })),
      ).map((tax) => ({
        percent: tax.taxPercent,
        included: tax.taxIncluded,
        net: money(tax.net),
        tax: money(tax.tax),
        total: money(tax.total),
      })),
      payments: paid.map(({ amount, date, receiptNumber, gateway }) => ({
        amount: money(amount),
        date,
        receiptNumber: [receiptNumber ?? '', ...(gateway ? [originOf(gateway)] : [])].join(', '),
      })),
      payment: {
        method: '',
        origin: '',
        qr: isDue ? epcPayload(issuer, row.currency, money(row.due), number) : '',
      },
    },
  };
}

/** What a document was issued with; null where it was not. */
export function printedTemplate({
  source,
  layout,
}: {
  source: string | null;
  layout: number | null;
}): DocumentData['template'] {
  return source === null || layout === null ? null : { source, layout };
}

/** The template of a document: the one it was issued with, else the one in force. */
export async function sourceOf(
  sql: ScopedSql,
  kind: TemplateKind,
  document: DocumentData,
): Promise<DrawnSource> {
  const issued =
    kind === TemplateKind.INVOICE_PDF || kind === TemplateKind.RECEIPT_PDF
      ? document.template
      : null;
  const template = issued
    ? { ...issued, subject: null }
    : got(await loadTemplates(sql, kind, [document.partnerId]), document.partnerId);
  return kind === TemplateKind.RECEIPT_PDF && document.reversed
    ? forReversed(template, LAYOUT)
    : template;
}
