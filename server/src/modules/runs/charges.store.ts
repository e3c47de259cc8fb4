import type { ChargePlan } from '@backhaul/domain/charging/planCharge';
import { oneOf } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { billedTo, LINE_COLUMNS, printedRows } from '../invoices/index.ts';
import { recordedBy } from '../ledger/index.ts';
import type { PlannedTaking } from '../usage/index.ts';

/** One charge to write. Its plan stands in the run's entry, or is given with it. */
export interface ChargeToWrite {
  customerId: string;
  partnerId: string;
  /** The customer's number: an entry is looked up by both, so that any index of a run's entries finds it at once. */
  customerNumber: number;
  chargeId: string;
  /** null when the customer is billed without invoices. */
  invoiceId: string | null;
  number: string | null;
  documentDate: string;
  dueDate: string;
  /** Due with 0 days: blocking does not wait for the document date to pass. */
  dueAtOnce: boolean;
  plan?: PlanJson;
}

/** A charge plan as it is stored: amounts as text, since JSON has no bigint. */
export interface PlanJson {
  lines: Record<string, unknown>[];
  net: string;
  tax: string;
  total: string;
  services: { serviceId: string; from: string; until: string; setupCharged: boolean }[];
  itemIds: string[];
  usage: ChargePlan['usage'];
  waiting: string[];
  nextBillingDate: string | null;
  createsInvoice: boolean;
  /** null: not by parts of months. */
  billingDay: number | null;
  /** Dates follow the day of issue rather than the billing date. */
  datedAtIssue: boolean;
  paymentDueDays: number;
}

/** What is given of the charges, as arrays: 1,000 of them are read from JSON five times as slowly. */
const GIVEN = `unnest($2::uuid[], $3::int[], $4::uuid[], $5::uuid[],
      $6::text[], $7::date[], $8::date[], $9::boolean[], $10::jsonb[])
      as x(customer_id, customer_number, charge_id, invoice_id,
        number, document_date, due_date, due_at_once, plan)`;
const GIVEN_COLUMNS = `x.customer_id, x.customer_number, x.charge_id, x.invoice_id,
        x.number, x.document_date, x.due_date, x.due_at_once`;
/**
 * Where the plans come from: the entries of run $1, or the parameter itself when $1 is null. Laterals with a limit, here
 * and below, because they say how to join whatever the planner believes about tables that grew a moment ago: one index
 * look-up each, never every row with every other.
 */
const SOURCE = {
  run: `source as materialized (
      select ${GIVEN_COLUMNS}, e.plan
      from ${GIVEN}
      cross join lateral (
        select e.plan from billing_run_entry e
        where e.run_id = $1::uuid
          and e.customer_id = x.customer_id and e.customer_number = x.customer_number
        limit 1) e)`,
  given: `source as materialized (
      select ${GIVEN_COLUMNS}, x.plan
      from ${GIVEN}
      where $1::uuid is null)`,
};
/** The charges beside their customers, and their lines, each read once for all that is written of them. */
const BILLED = `billed as materialized (
      select s.*, c.partner_id, c.partner_path, c.currency, c.balance_minor
      from source s
      cross join lateral (select * from customer c where c.id = s.customer_id limit 1) c)`;
const LINES = `lines as materialized (
      select b.partner_id, b.partner_path, b.customer_id, b.customer_number, b.currency, b.balance_minor,
        b.invoice_id, b.charge_id, b.document_date, (b.plan->>'billingDay')::int billing_day, l.*
      from billed b
      cross join lateral rows from (
          jsonb_to_recordset(b.plan->'lines') as (${LINE_COLUMNS})) with ordinality
        as l(kind, service_id, description, quantity, unit_price, period_from, period_to,
          net, tax_percent, tax_included, tax, total, category, tax_terms, position))`;

/** The customer as its invoice prints it, with the balance that the charge leaves. */
const PRINTED_CUSTOMER = billedTo(
  "c.balance_minor - (b.plan->>'total')::bigint",
  'w."keepsFields"',
  'w.language',
);

/** The charges of one call as the statements take them: $1 to $10 are given, and `source` reads them. */
export interface Chunk {
  source: string;
  given: unknown[];
  on: string;
  by: ReturnType<typeof recordedBy>;
}

/** runId: the run whose entries hold the plans; null when the charges bring theirs. on: the billing date. */
export function chunkOf(
  sql: ScopedSql,
  runId: string | null,
  on: string,
  charges: readonly ChargeToWrite[],
): Chunk {
  return {
    source: runId ? SOURCE.run : SOURCE.given,
    given: [
      runId,
      charges.map((charge) => charge.customerId),
      charges.map((charge) => charge.customerNumber),
      charges.map((charge) => charge.chargeId),
      charges.map((charge) => charge.invoiceId),
      charges.map((charge) => charge.number),
      charges.map((charge) => charge.documentDate),
      charges.map((charge) => charge.dueDate),
      charges.map((charge) => charge.dueAtOnce),
      runId ? null : charges.map((charge) => JSON.stringify(charge.plan)),
    ],
    on,
    by: recordedBy(sql),
  };
}

/**
 * The charges' invoices with their lines, the charges themselves, and their entries in the customers' ledgers with the
 * balance after each: one statement, so that plans and customers are read once.
 * printed: what printedWith() found for the partners, as JSON.
 */
export async function book(
  sql: ScopedSql,
  { source, given, on, by }: Chunk,
  printed: string,
): Promise<void> {
  await sql.rows(
    `with ${source},
    ${BILLED},
    ${LINES},
    invoices as (
      insert into invoice (id, partner_id, partner_path, customer_id,
        number, state, document_date, due_date, due_at_once,
        currency, net_minor, tax_minor, total_minor,
        recurring, run_id,
        billed_to, billed_by, recorded_by, issued_at,
        template_version_id, company_version_id)
      select b.invoice_id, b.partner_id, b.partner_path, b.customer_id,
        b.number, 'ISSUED', b.document_date, b.due_date, b.due_at_once,
        b.currency, (b.plan->>'net')::bigint, (b.plan->>'tax')::bigint, (b.plan->>'total')::bigint,
        true, $1::uuid,
        ${PRINTED_CUSTOMER}, w."billedBy", $13, now(),
        w."templateVersionId", w."companyVersionId"
      from billed b
      cross join lateral (select * from customer c where c.id = b.customer_id limit 1) c
      join ${printedRows('$14')} on w."partnerId" = c.partner_id
      where b.invoice_id is not null),
    invoice_lines as (
      insert into invoice_line (invoice_id, position, partner_id, partner_path, customer_id,
        kind, service_id, description, quantity, unit_price, period_from, period_to,
        net_minor, tax_percent, tax_terms, tax_included, tax_minor, total_minor, billing_day)
      select invoice_id, position, partner_id, partner_path, customer_id,
        kind, service_id, description, quantity, unit_price, period_from, period_to,
        net, tax_percent, tax_terms, tax_included, tax, total, billing_day
      from lines
      where invoice_id is not null),
    charges as (
      insert into charge (id, partner_id, partner_path, customer_id,
        run_id, billing_date, document_date, due_date, due_at_once,
        total_minor, invoice_id, recorded_by,
        before)
      select charge_id, partner_id, partner_path, customer_id,
        $1::uuid, $11::date, document_date, due_date, due_at_once,
        (plan->>'total')::bigint, invoice_id, $13,
        jsonb_build_object('services', plan->'services', 'itemIds', plan->'itemIds')
      from billed)
    insert into ledger_transaction (partner_id, partner_path, customer_id,
      type,
      amount_minor,
      tax_minor,
      currency, category, description, quantity, unit_price, period_from, period_to,
      service_id, invoice_id, charge_id, date,
      tax_percent, tax_terms,
      balance_after_minor,
      recorded_by_kind, recorded_by)
    select partner_id, partner_path, customer_id,
      case when total < 0 then 'CREDIT' else 'DEBIT' end,
      abs(total),
      case when total < 0 then -tax else tax end,
      currency, category, description, quantity, unit_price, period_from, period_to,
      service_id, invoice_id, charge_id, document_date,
      tax_percent, tax_terms,
      (balance_minor - sum(total) over (partition by customer_id order by position))::bigint,
      $12, $13
    from lines
    order by customer_number, position`,
    [...given, on, by.kind, by.name, printed],
  );
}

/** What became of a chunk when everything that it charges moved on. */
export interface MovedOn {
  /** How many services moved, and how many were to. */
  moved: number;
  planned: number;
  /** Customers that were new before. */
  newcomers: string[];
  /** The usage that was planned with it. */
  usage: PlannedTaking[];
}

/**
 * Moves on what was charged. Each service from exactly where the plan found it, so that no service-day can be charged
 * twice; the customers' balances and next billing dates; future items belong to their charge from now on.
 */
export function moveOn(sql: ScopedSql, { source, given }: Chunk): Promise<MovedOn> {
  return sql.row<MovedOn>(
    `with ${source},
    planned as materialized (
      select (v->>'serviceId')::uuid id, (v->>'from')::date "from", (v->>'until')::date until,
        (v->>'setupCharged')::boolean setup
      from source s
      cross join lateral jsonb_array_elements(s.plan->'services') v),
    moved as (
      update service
      set charged_until = p.until, setup_charged = service.setup_charged or p.setup
      from planned p
      where service.id = ${oneOf('select id from planned')}
        and service.id = p.id and service.charged_until = p."from"
      returning 1),
    items as materialized (
      select i.id::uuid id, s.charge_id
      from source s
      cross join lateral jsonb_array_elements_text(s.plan->'itemIds') i(id)),
    taken as (
      update future_item f
      set charge_id = i.charge_id
      from items i
      where f.id = ${oneOf('select id from items')} and f.id = i.id),
    customers as (
      update customer c
      set balance_minor = c.balance_minor - (s.plan->>'total')::bigint,
        next_billing_date = (s.plan->>'nextBillingDate')::date
      from source s
      where c.id = ${oneOf('select customer_id from source')} and c.id = s.customer_id
      returning c.id, c.status)
    select
      (select count(*)::int from moved) moved,
      (select count(*)::int from planned) planned,
      (select coalesce(array_agg(id), '{}') from customers where status = 'NEW') newcomers,
      (select coalesce(jsonb_agg(jsonb_build_object(
          'customerId', customer_id, 'chargeId', charge_id, 'invoiceId', invoice_id,
          'until', plan->'usage'->'until', 'records', plan->'usage'->'records')), '[]')
        from source
        where plan->'usage' ? 'until') "usage"`,
    given,
  );
}
