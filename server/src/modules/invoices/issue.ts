import { v7 as uuid } from 'uuid';
import type { PlannedLine } from '@backhaul/domain/charging/plan';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { type Account, post, type Posting, recordedBy } from '../ledger/index.ts';
import { printedWith, TemplateKind } from '../templates/index.ts';

/**
 * What is printed of a customer for ever, as an SQL expression over customer c: name and address,
 * and whatever else of it a template can print. balance: that after the document, in minor units;
 * keepsFields: whether its template may print custom fields (they are kept only then). Both are
 * SQL.
 */
export function billedTo(balance: string, keepsFields: string): string {
  return `jsonb_strip_nulls(jsonb_build_object(
      'name', c.name, 'street', c.street, 'city', c.city, 'zip', c.zip, 'country', c.country,
      'email', c.email, 'phone', c.phone,
      'number', c.number::text, 'login', c.login, 'status', c.status, 'statusReason', c.status_reason,
      'balance', (${balance})::text,
      'customFields', case when ${keepsFields} then c.custom_fields end))`;
}
/**
 * What printedWith() found for the issuing partners, as rows: template, company details and name
 * that documents keep.
 */
export function printedRows(parameter: string): string {
  return `json_to_recordset(${parameter}::json) as w(
      "partnerId" uuid, "templateVersionId" uuid, "companyVersionId" uuid,
      "billedBy" jsonb, "keepsFields" boolean)`;
}

/**
 * An invoice i takes on what is printed now, of customer c and the rows of printedRows(): names,
 * addresses, template.
 */
export function printedNow(balance: string): string {
  return `billed_to = ${billedTo(balance, 'w."keepsFields"')},
      billed_by = w."billedBy",
      template_version_id = w."templateVersionId",
      company_version_id = w."companyVersionId",
      issued_fields = null`;
}

/** A planned line as the SQL of the engine reads it: amounts as text, for JSON has no bigint. */
export function lineJson(line: PlannedLine): Record<string, unknown> {
  const { taxGroup: _group, itemId: _item, net, tax, total, ...rest } = line;
  return { ...rest, net: net.toString(), tax: tax.toString(), total: total.toString() };
}

/** The columns of planned lines in JSON, for json_to_recordset. */
export const LINE_COLUMNS = `kind text, "serviceId" uuid, description text, quantity numeric, "unitPrice" numeric,
  "periodFrom" date, "periodTo" date,
  net bigint, "taxPercent" numeric, "taxIncluded" boolean, tax bigint, total bigint, category text`;

export interface NewInvoice {
  account: Account;
  state: 'DRAFT' | 'ISSUED';
  /** Assigned when issued, null on a draft. */
  number: string | null;
  documentDate: string;
  dueDate: string;
  /** By 0 due days; a date that was given is the last day to pay. */
  dueAtOnce: boolean;
  lines: PlannedLine[];
}

/** Writes one manual invoice with its lines, as a draft or issued; moves no balance. Returns its id. */
export async function insertInvoice(sql: ScopedSql, invoice: NewInvoice): Promise<string> {
  const id = uuid();
  const { account, lines } = invoice;
  const sum = (key: 'net' | 'tax' | 'total') =>
    lines.reduce((total, line) => total + line[key], 0n);
  const printed = await printedWith(sql, TemplateKind.INVOICE_PDF, [account.partnerId]);
  await sql.rows(
    `insert into invoice (id, partner_id, partner_path, customer_id,
      number, state, document_date, due_date,
      currency, net_minor, tax_minor, total_minor,
      billed_to,
      billed_by, recorded_by,
      issued_at,
      template_version_id,
      company_version_id,
      due_at_once)
    select $1, c.partner_id, c.partner_path, c.id,
      $3, $4, $5, $6,
      c.currency, $7, $8, $9,
      ${billedTo('c.balance_minor - $9::bigint', 'w."keepsFields"')},
      w."billedBy", $10,
      case when $4 = 'ISSUED' then now() end,
      case when $4 = 'ISSUED' then w."templateVersionId" end,
      case when $4 = 'ISSUED' then w."companyVersionId" end,
      $12::boolean
    from customer c
    join ${printedRows('$11')} on w."partnerId" = c.partner_id
    where c.id = $2`,
    [
      id,
      account.id,
      invoice.number,
      invoice.state,
      invoice.documentDate,
      invoice.dueDate,
      sum('net'),
      sum('tax'),
      sum('total'),
      recordedBy(sql).name,
      JSON.stringify([...printed.values()]),
      invoice.dueAtOnce,
    ],
  );
  await sql.rows(
    `insert into invoice_line (invoice_id, position, partner_id, partner_path, customer_id,
      kind, service_id, description, quantity, unit_price, period_from, period_to,
      net_minor, tax_percent, tax_included, tax_minor, total_minor)
    select $1, row_number() over (), $2, $3, $4,
      kind, "serviceId", description, quantity, "unitPrice", "periodFrom", "periodTo",
      net, "taxPercent", "taxIncluded", tax, total
    from json_to_recordset($5::json) as l(${LINE_COLUMNS})`,
    [id, account.partnerId, account.partnerPath, account.id, JSON.stringify(lines.map(lineJson))],
  );
  return id;
}

/**
 * The ledger entries of an issued invoice: one per line, tax included; a negative line (a discount)
 * raises the balance.
 */
export async function postInvoice(
  sql: ScopedSql,
  account: Account,
  invoiceId: string,
  date: string,
): Promise<void> {
  const lines = await sql.rows<{
    kind: string;
    description: string;
    quantity: string;
    unit_price: string;
    period_from: string | null;
    period_to: string | null;
    service_id: string | null;
    total_minor: bigint;
    tax_minor: bigint;
  }>(
    `select kind, description, quantity::text, unit_price::text, period_from, period_to,
      service_id, total_minor, tax_minor
    from invoice_line
    where invoice_id = $1
    order by position`,
    [invoiceId],
  );
  await post(
    sql,
    account,
    lines.map((line): Posting => {
      const lowers = line.total_minor >= 0n;
      return {
        type: lowers ? 'DEBIT' : 'CREDIT',
        amountMinor: lowers ? line.total_minor : -line.total_minor,
        taxMinor: lowers ? line.tax_minor : -line.tax_minor,
        category: line.kind === 'DISCOUNT' ? 'Discount' : 'Service',
        description: line.description,
        quantity: line.quantity,
        unitPrice: line.unit_price,
        periodFrom: line.period_from,
        periodTo: line.period_to,
        serviceId: line.service_id,
        invoiceId,
        date,
      };
    }),
  );
}
