import { oneOf, rowsById } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { billedTo, LINE_COLUMNS, printedRows } from '../invoices/index.ts';
import { recordedBy } from '../ledger/index.ts';

/** One charge to write. Its plan stands in the run's entry, or is given with it. */
export interface ChargeToWrite {
  customerId: string;
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
  waiting: string[];
  nextBillingDate: string | null;
  createsInvoice: boolean;
  billingDay: number;
  /** Dates follow the day of issue rather than the billing date. */
  datedAtIssue: boolean;
  paymentDueDays: number;
}

const GIVEN = `json_to_recordset($1::json) as x("customerId" uuid, "customerNumber" int,
  "chargeId" uuid, "invoiceId" uuid, number text, "documentDate" date, "dueDate" date, "dueAtOnce" boolean, plan jsonb)`;
/**
 * The customers of the charges. Laterals with a limit, here and below, because they say how to join whatever the planner
 * believes about tables that grew a moment ago: one index look-up each, never every row with every other.
 */
const CUSTOMERS =
  'source s cross join lateral (select * from customer c where c.id = s.customer_id limit 1) c';
/** Where the plans come from: the entries of run $2, or the parameter itself when $2 is null. */
const SOURCE = {
  run: `source as (
      select x."customerId" customer_id, x."chargeId" charge_id, x."invoiceId" invoice_id,
        x.number, x."documentDate" document_date, x."dueDate" due_date, x."dueAtOnce" due_at_once,
        e.plan
      from ${GIVEN}
      cross join lateral (
        select e.plan from billing_run_entry e
        where e.run_id = $2::uuid
          and e.customer_id = x."customerId" and e.customer_number = x."customerNumber"
        limit 1) e)`,
  given: `source as (
      select x."customerId" customer_id, x."chargeId" charge_id, x."invoiceId" invoice_id,
        x.number, x."documentDate" document_date, x."dueDate" due_date, x."dueAtOnce" due_at_once,
        x.plan
      from ${GIVEN}
      where $2::uuid is null)`,
};
const LINES = `rows from (jsonb_to_recordset(s.plan->'lines') as (${LINE_COLUMNS})) with ordinality
  as l(kind, service_id, description, quantity, unit_price, period_from, period_to,
    net, tax_percent, tax_included, tax, total, category, position)`;

/** The customer as its invoice prints it, with the balance that the charge leaves. */
const PRINTED_CUSTOMER = billedTo(
  "c.balance_minor - (s.plan->>'total')::bigint",
  'w."keepsFields"',
  'w.language',
);

/** The charges of one call as the statements take them: $1 and $2 are given, and `source` reads them. */
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
    given: [JSON.stringify(charges), runId],
    on,
    by: recordedBy(sql),
  };
}

/** The partners of customers, each once. */
export async function partnersOf(
  sql: ScopedSql,
  customerIds: readonly string[],
): Promise<string[]> {
  const partners = await sql.rows<{ id: string }>(
    `select distinct c.partner_id id from ${rowsById('customer', '$1', 'c')}`,
    [customerIds],
  );
  return partners.map((partner) => partner.id);
}

/** The charges' invoices with their lines; printed: what printedWith() found for their partners, as JSON. */
export async function writeInvoices(
  sql: ScopedSql,
  { source, given, by }: Chunk,
  printed: string,
): Promise<void> {
  await sql.rows(
    `with ${source}
    insert into invoice (id, partner_id, partner_path, customer_id,
      number, state, document_date, due_date, due_at_once,
      currency, net_minor, tax_minor, total_minor,
      recurring, run_id,
      billed_to, billed_by, recorded_by, issued_at,
      template_version_id, company_version_id)
    select s.invoice_id, c.partner_id, c.partner_path, c.id,
      s.number, 'ISSUED', s.document_date, s.due_date, s.due_at_once,
      c.currency, (s.plan->>'net')::bigint, (s.plan->>'tax')::bigint, (s.plan->>'total')::bigint,
      true, $2::uuid,
      ${PRINTED_CUSTOMER}, w."billedBy", $3, now(),
      w."templateVersionId", w."companyVersionId"
    from ${CUSTOMERS}
    join ${printedRows('$4')} on w."partnerId" = c.partner_id
    where s.invoice_id is not null`,
    [...given, by.name, printed],
  );
  await sql.rows(
    `with ${source}
    insert into invoice_line (invoice_id, position, partner_id, partner_path, customer_id,
      kind, service_id, description, quantity, unit_price, period_from, period_to,
      net_minor, tax_percent, tax_included, tax_minor, total_minor, billing_day)
    select s.invoice_id, l.position, c.partner_id, c.partner_path, c.id,
      l.kind, l.service_id, l.description, l.quantity, l.unit_price, l.period_from, l.period_to,
      l.net, l.tax_percent, l.tax_included, l.tax, l.total, (s.plan->>'billingDay')::int
    from ${CUSTOMERS}
    cross join lateral ${LINES}
    where s.invoice_id is not null`,
    given,
  );
}

/** The charges themselves and their entries in the customers' ledgers, with the balance after each. */
export async function book(sql: ScopedSql, { source, given, on, by }: Chunk): Promise<void> {
  await sql.rows(
    `with ${source}
    insert into charge (id, partner_id, partner_path, customer_id,
      run_id, billing_date, document_date, due_date, due_at_once,
      total_minor, invoice_id, recorded_by,
      before)
    select s.charge_id, c.partner_id, c.partner_path, c.id,
      $2::uuid, $3::date, s.document_date, s.due_date, s.due_at_once,
      (s.plan->>'total')::bigint, s.invoice_id, $4,
      jsonb_build_object('services', s.plan->'services', 'itemIds', s.plan->'itemIds')
    from ${CUSTOMERS}`,
    [...given, on, by.name],
  );
  await sql.rows(
    `with ${source}
    insert into ledger_transaction (partner_id, partner_path, customer_id,
      type,
      amount_minor,
      tax_minor,
      currency, category, description, quantity, unit_price, period_from, period_to,
      service_id, invoice_id, charge_id, date,
      balance_after_minor,
      recorded_by_kind, recorded_by)
    select c.partner_id, c.partner_path, c.id,
      case when l.total < 0 then 'CREDIT' else 'DEBIT' end,
      abs(l.total),
      case when l.total < 0 then -l.tax else l.tax end,
      c.currency, l.category, l.description, l.quantity, l.unit_price, l.period_from, l.period_to,
      l.service_id, s.invoice_id, s.charge_id, s.document_date,
      (c.balance_minor - sum(l.total) over (partition by c.id order by l.position))::bigint,
      $3, $4
    from ${CUSTOMERS}
    cross join lateral ${LINES}
    order by c.number, l.position`,
    [...given, by.kind, by.name],
  );
}

/** Future items that were charged belong to their charge from now on. */
export async function takeItems(sql: ScopedSql, { source, given }: Chunk): Promise<void> {
  await sql.rows(
    `with ${source}
    update future_item f
    set charge_id = s.charge_id
    from source s
    cross join lateral jsonb_array_elements_text(s.plan->'itemIds') item(id)
    where f.id = ${oneOf("select jsonb_array_elements_text(plan->'itemIds')::uuid from source")}
      and f.id = item.id::uuid`,
    given,
  );
}

/** The customers' balances and next billing dates. */
export async function moveCustomersOn(sql: ScopedSql, { source, given }: Chunk): Promise<void> {
  await sql.rows(
    `with ${source}
    update customer c
    set balance_minor = c.balance_minor - (s.plan->>'total')::bigint,
      next_billing_date = (s.plan->>'nextBillingDate')::date
    from source s
    where c.id = ${oneOf('select customer_id from source')} and c.id = s.customer_id`,
    given,
  );
}

/**
 * Moves each service on from exactly where the plan found it, so that no service-day can be charged twice.
 * Returns how many it moved, and how many were to be moved.
 */
export function advanceServices(
  sql: ScopedSql,
  { source, given }: Chunk,
): Promise<{ moved: number; planned: number }> {
  return sql.row(
    `with ${source},
    planned as (
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
      returning 1)
    select (select count(*)::int from moved) moved, (select count(*)::int from planned) planned`,
    given,
  );
}
