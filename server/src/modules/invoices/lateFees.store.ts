import type { TaxTerms } from '@backhaul/domain/money/taxTerms';
import { oneOf } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { recordedBy } from '../ledger/index.ts';
import type { PrintedWith } from '../templates/index.ts';
import { billedTo, printedJson, printedRows } from './printed.store.ts';

/** One late fee as it is written: an invoice of one line. Amounts in minor units. */
export interface LateFeeRow {
  id: string;
  /** The invoice that it is for. */
  forId: string;
  customerId: string;
  number: string;
  dueDate: string;
  dueAtOnce: boolean;
  description: string;
  unitPrice: string;
  taxPercent: string;
  taxTerms?: TaxTerms | null;
  net: bigint;
  tax: bigint;
  total: bigint;
}

const GIVEN = `json_to_recordset($1::json) as g(
        n int, id uuid, "forId" uuid, "customerId" uuid, number text, "dueDate" date, "dueAtOnce" boolean,
        description text, "unitPrice" numeric, "taxPercent" numeric, "taxTerms" jsonb, net bigint, tax bigint, total bigint)`;
const BILLED_TO = billedTo('b.balance_after', 'w."keepsFields"', 'w.language');

/**
 * Writes late fees in one statement, however many: each as an issued invoice of a day with its line
 * and its entry on the ledger. The customers must be locked. A second one for the same invoice stops
 * it all.
 */
export async function writeLateFees(
  sql: ScopedSql,
  on: string,
  fees: readonly LateFeeRow[],
  printed: ReadonlyMap<string, PrintedWith>,
): Promise<void> {
  const by = recordedBy(sql);
  await sql.rows(
    `with given as materialized (select * from ${GIVEN}),
    billed as materialized (
      select g.*, c.partner_id, c.partner_path, c.currency,
        (c.balance_minor - sum(g.total) over (partition by c.id order by g.n))::bigint balance_after
      from given g
      cross join lateral (select * from customer c where c.id = g."customerId" limit 1) c),
    invoices as (
      insert into invoice (id, partner_id, partner_path, customer_id,
        number, state, document_date, due_date, due_at_once,
        currency, net_minor, tax_minor, total_minor, late_fee_for,
        billed_to, billed_by, recorded_by, issued_at,
        template_version_id, company_version_id)
      select b.id, b.partner_id, b.partner_path, b."customerId",
        b.number, 'ISSUED', $2::date, b."dueDate", b."dueAtOnce",
        b.currency, b.net, b.tax, b.total, b."forId",
        ${BILLED_TO}, w."billedBy", $4, now(),
        w."templateVersionId", w."companyVersionId"
      from billed b
      cross join lateral (select * from customer c where c.id = b."customerId" limit 1) c
      join ${printedRows('$5')} on w."partnerId" = b.partner_id),
    lines as (
      insert into invoice_line (invoice_id, position, partner_id, partner_path, customer_id,
        kind, description, quantity, unit_price,
        net_minor, tax_percent, tax_terms, tax_included, tax_minor, total_minor)
      select id, 1, partner_id, partner_path, "customerId",
        'ITEM', description, 1, "unitPrice",
        net, "taxPercent", "taxTerms", false, tax, total
      from billed)
    insert into ledger_transaction (partner_id, partner_path, customer_id, currency,
      type, amount_minor, tax_minor, tax_percent, tax_terms, category, description, quantity, unit_price,
      invoice_id, date, balance_after_minor, recorded_by_kind, recorded_by)
    select partner_id, partner_path, "customerId", currency,
      'DEBIT', total, tax, "taxPercent", "taxTerms", 'Fee', description, 1, "unitPrice",
      id, $2::date, balance_after, $3, $4
    from billed
    order by n`,
    [json(fees), on, by.kind, by.name, printedJson(printed)],
  );
}

/** The balances move by what these late fees come to; the customers must be locked. */
export async function lowerBalances(
  sql: ScopedSql,
  fees: readonly Pick<LateFeeRow, 'customerId' | 'total'>[],
): Promise<void> {
  const given = 'unnest($1::uuid[], $2::bigint[]) g(id, total)';
  await sql.rows(
    `update customer c
    set balance_minor = c.balance_minor - s.total
    from (select id, sum(total)::bigint total from ${given} group by 1) s
    where c.id = ${oneOf(`select id from ${given}`)} and c.id = s.id`,
    [fees.map(({ customerId }) => customerId), fees.map(({ total }) => total)],
  );
}

/** As JSON, whose numbers hold less than an amount may have. */
const json = (fees: readonly LateFeeRow[]): string =>
  JSON.stringify(
    fees.map((fee, n) => ({ ...fee, n })),
    (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
  );
