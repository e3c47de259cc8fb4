import type { ScopedSql } from '../../tenancy/boundary.ts';
import { recordedBy } from '../ledger/index.ts';
import type { PrintedWith } from '../templates/index.ts';
import { LINE_COLUMNS } from './lines.store.ts';
import { billedTo, printedJson, printedRows } from './printed.store.ts';

/** An invoice of what is paid already, as it is written. Amounts in minor units, as text. */
export interface PaidAheadRow {
  id: string;
  customerId: string;
  number: string;
  documentDate: string;
  dueDate: string;
  ofPayment: string | null;
  ofMonth: string | null;
  net: string;
  tax: string;
  total: string;
  lines: readonly Record<string, unknown>[];
}

const GIVEN = `jsonb_to_recordset($1::jsonb) as g(
        id uuid, "customerId" uuid, number text, "documentDate" date, "dueDate" date,
        "ofPayment" uuid, "ofMonth" date, net bigint, tax bigint, total bigint, lines jsonb)`;
const BILLED_TO = billedTo('c.balance_minor', 'w."keepsFields"', 'w.language');

/**
 * Writes invoices of what is paid already, with their lines, in one statement; nothing on the
 * ledger. The customers must be locked. A second one of the same payment or month stops it all.
 */
export async function writePaidAhead(
  sql: ScopedSql,
  documents: readonly PaidAheadRow[],
  printed: ReadonlyMap<string, PrintedWith>,
): Promise<void> {
  await sql.rows(
    `with given as materialized (
      select g.*, c.partner_id, c.partner_path, c.currency
      from ${GIVEN}
      cross join lateral (select * from customer c where c.id = g."customerId" limit 1) c),
    invoices as (
      insert into invoice (id, partner_id, partner_path, customer_id,
        number, state, document_date, due_date, due_at_once,
        currency, net_minor, tax_minor, total_minor, paid_minor,
        of_payment, of_month,
        billed_to, billed_by, recorded_by, issued_at,
        template_version_id, company_version_id)
      select g.id, g.partner_id, g.partner_path, g."customerId",
        g.number, 'ISSUED', g."documentDate", g."dueDate", true,
        g.currency, g.net, g.tax, g.total, g.total,
        g."ofPayment", g."ofMonth",
        ${BILLED_TO}, w."billedBy", $2, now(),
        w."templateVersionId", w."companyVersionId"
      from given g
      cross join lateral (select * from customer c where c.id = g."customerId" limit 1) c
      join ${printedRows('$3')} on w."partnerId" = g.partner_id)
    insert into invoice_line (invoice_id, position, partner_id, partner_path, customer_id,
      kind, service_id, description, quantity, unit_price, period_from, period_to,
      net_minor, tax_percent, tax_included, tax_minor, total_minor, tax_terms)
    select g.id, l.position, g.partner_id, g.partner_path, g."customerId",
      l.kind, l.service_id, l.description, l.quantity, l.unit_price, l.period_from, l.period_to,
      l.net, l.tax_percent, l.tax_included, l.tax, l.total, l.tax_terms
    from given g
    cross join lateral rows from (
        jsonb_to_recordset(g.lines) as (${LINE_COLUMNS})) with ordinality
      as l(kind, service_id, description, quantity, unit_price, period_from, period_to,
        net, tax_percent, tax_included, tax, total, category, tax_terms, position)`,
    [JSON.stringify(documents), recordedBy(sql).name, printedJson(printed)],
  );
}
