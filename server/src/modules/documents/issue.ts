import { v7 as uuid } from 'uuid';
import type { PlannedLine } from '../../domain/plan.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Account } from '../ledger/account.ts';
import { post, recordedBy, type Posting } from '../ledger/post.ts';

/** How a customer's name and address are printed for ever, as an SQL expression over customer c. */
export const BILLED_TO = `jsonb_strip_nulls(jsonb_build_object('name', c.name, 'street', c.street, 'city', c.city, 'zip', c.zip, 'country', c.country, 'email', c.email, 'phone', c.phone))`;
/** The same of the issuing partner, over partner p. */
export const BILLED_BY = `jsonb_strip_nulls(jsonb_build_object('name', p.name, 'email', p.support_email, 'phone', p.support_phone))`;

/** A planned line as the SQL of the engine reads it: amounts as text, for JSON has no bigint. */
export function lineJson(line: PlannedLine): Record<string, unknown> {
  const { taxGroup: _group, itemId: _item, net, tax, total, ...rest } = line;
  return { ...rest, net: net.toString(), tax: tax.toString(), total: total.toString() };
}

/** The columns of planned lines in JSON, for json_to_recordset. */
export const LINE_COLUMNS = `kind text, "serviceId" uuid, description text, quantity numeric, "unitPrice" numeric, "periodFrom" date, "periodTo" date, net bigint, "taxPercent" numeric, "taxIncluded" boolean, tax bigint, total bigint, category text`;

export interface NewInvoice {
  account: Account;
  state: 'DRAFT' | 'ISSUED';
  /** Assigned when issued, null on a draft. */
  number: string | null;
  documentDate: string;
  dueDate: string;
  lines: PlannedLine[];
}

/** Writes one manual invoice with its lines, as a draft or issued; moves no balance. Returns its id. */
export async function insertInvoice(sql: ScopedSql, invoice: NewInvoice): Promise<string> {
  const id = uuid();
  const { account, lines } = invoice;
  const sum = (key: 'net' | 'tax' | 'total') => lines.reduce((total, line) => total + line[key], 0n);
  await sql.rows(`insert into invoice (id, partner_id, partner_path, customer_id, number, state, document_date, due_date, currency, net_minor, tax_minor, total_minor, billed_to, billed_by, recorded_by, issued_at)
    select $1, c.partner_id, c.partner_path, c.id, $3, $4, $5, $6, c.currency, $7, $8, $9, ${BILLED_TO}, ${BILLED_BY}, $10, case when $4 = 'ISSUED' then now() end
    from customer c join partner p on p.id = c.partner_id where c.id = $2`,
  [id, account.id, invoice.number, invoice.state, invoice.documentDate, invoice.dueDate, sum('net'), sum('tax'), sum('total'), recordedBy(sql).name]);
  await sql.rows(`insert into invoice_line (invoice_id, position, partner_id, partner_path, customer_id, kind, service_id, description, quantity, unit_price, period_from, period_to, net_minor, tax_percent, tax_included, tax_minor, total_minor)
    select $1, row_number() over (), $2, $3, $4, kind, "serviceId", description, quantity, "unitPrice", "periodFrom", "periodTo", net, "taxPercent", "taxIncluded", tax, total
    from json_to_recordset($5::json) as l(${LINE_COLUMNS})`,
  [id, account.partnerId, account.partnerPath, account.id, JSON.stringify(lines.map(lineJson))]);
  return id;
}

/** The ledger entries of an issued invoice: one per line, tax included; a negative line (a discount) raises the balance. */
export async function postInvoice(sql: ScopedSql, account: Account, invoiceId: string, date: string): Promise<void> {
  const lines = await sql.rows<{ kind: string; description: string; quantity: string; unit_price: string; period_from: string | null; period_to: string | null; service_id: string | null; total_minor: bigint; tax_minor: bigint }>(
    'select kind, description, quantity::text, unit_price::text, period_from, period_to, service_id, total_minor, tax_minor from invoice_line where invoice_id = $1 order by position', [invoiceId]);
  await post(sql, account, lines.map((line): Posting => {
    const lowers = line.total_minor >= 0n;
    return {
      type: lowers ? 'DEBIT' : 'CREDIT', amountMinor: lowers ? line.total_minor : -line.total_minor, taxMinor: lowers ? line.tax_minor : -line.tax_minor,
      category: line.kind === 'DISCOUNT' ? 'Discount' : 'Service', description: line.description, quantity: line.quantity, unitPrice: line.unit_price,
      periodFrom: line.period_from, periodTo: line.period_to, serviceId: line.service_id, invoiceId, date,
    };
  }));
}
