import type { ComparedLine } from '@backhaul/domain/charging/lineChange';
import { groupBy } from '../../kit/groupBy.ts';
import { lookingUp } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { loadFinance } from '../settings/index.ts';
import type { LockedRun } from './runs.store.ts';
import { got } from '../../platform/must.ts';

/**
 * What each partner of a run is compared with, and the billing day by which that was chosen.
 * billed: the billing days of which partners were run before, as placeKey writes them.
 */
export interface Comparison {
  days: Map<string, number>;
  previous: Map<string, { runId: string; date: string }>;
  billed: Set<string>;
}

export const placeKey = (partnerId: string, billingDay: number): string =>
  `${partnerId} ${billingDay}`;

/** Of a run processed before its billing day was kept, the day of its date stands for it. */
const DAY = 'coalesce(b.billing_day, extract(day from b.date)::int)';

/** The billing day of most customers of each partner that are due on a date; partners without any are not there. */
export async function billingDays(
  sql: ScopedSql,
  partnerIds: readonly string[],
  date: string,
): Promise<Map<string, number>> {
  const finance = await loadFinance(sql, partnerIds);
  const rows = await sql.rows<{ id: string; day: number }>(
    `select distinct on (id) id, day
    from (
      select f.id, coalesce((c.billing->>'billingDay')::int, f.day) as day, count(*) n
      from unnest($1::uuid[], $2::int[]) f(id, day)
      join customer c
        on c.partner_id = f.id and c.next_billing_date <= $3 and c.billing_type = 'RECURRING'
      group by 1, 2
    ) d
    order by id, n desc, day`,
    [[...finance.keys()], [...finance.values()].map((values) => values.billingDay), date],
  );
  return new Map(rows.map((row) => [row.id, row.day]));
}

/**
 * Which processed run each partner is compared with: its latest of an earlier billing date that
 * billed the same billing day. A run of the 15th beside one of the 1st would show everybody as new
 * and missing.
 */
export async function comparisonOf(sql: ScopedSql, run: LockedRun): Promise<Comparison> {
  const days = new Map(
    run.places.flatMap(({ id, billingDay }) =>
      billingDay === null ? [] : [[id, billingDay] as const],
    ),
  );
  const rows = await sql.rows<{ partner_id: string; run_id: string; date: string }>(
    `select distinct on (b.partner_id) b.partner_id, b.run_id, b.date
    from unnest($1::uuid[], $2::int[]) w(id, day)
    join billing_run_partner b on b.partner_id = w.id
    where b.processed_at is not null and b.date < $3 and b.run_id <> $4 and ${DAY} = w.day
    order by b.partner_id, b.date desc, b.processed_at desc`,
    [[...days.keys()], [...days.values()], run.date, run.id],
  );
  const billed = await sql.rows<{ id: string; day: number }>(
    `select distinct b.partner_id id, ${DAY} as day
    from billing_run_partner b
    where b.partner_id = any($1) and b.processed_at is not null and b.date < $2`,
    [run.partnerIds, run.date],
  );
  return {
    days,
    previous: new Map(rows.map((row) => [row.partner_id, { runId: row.run_id, date: row.date }])),
    billed: new Set(billed.map(({ id, day }) => placeKey(id, day))),
  };
}

/** The last charge of a customer that was not undone. */
export interface LastCharge {
  id: string;
  total: bigint;
  on: string;
}

/** The same for many customers; who was never charged is not there. */
export async function lastCharges(
  sql: ScopedSql,
  customerIds: readonly string[],
): Promise<Map<string, LastCharge>> {
  const rows = await lookingUp(sql, () =>
    sql.rows<LastCharge & { customer: string }>(
      `select c.id customer, h.id, h.total_minor total, h.billing_date "on"
      from unnest($1::uuid[]) c(id)
      cross join lateral (
        select * from charge
        where customer_id = c.id and undone_at is null
        order by created_at desc, id desc
        limit 1) h`,
      [customerIds],
    ),
  );
  return new Map(rows.map((row) => [row.customer, row]));
}

/** The lines of charges, by charge, whether or not they made invoices; one charge of each customer. */
export async function linesOfCharges(
  sql: ScopedSql,
  charges: readonly { customerId: string; chargeId: string }[],
): Promise<Map<string, ComparedLine[]>> {
  if (!charges.length) return new Map();
  const rows = await lookingUp(sql, () =>
    sql.rows<ComparedLine & { charge: string }>(
      `select charge_id charge, service_id "serviceId",
        description, category = 'Discount' discount, category = 'Usage' "usage",
        quantity::text, unit_price::text "unitPrice",
        period_from "periodFrom", period_to "periodTo",
        sign * (amount_minor - tax_minor) net, sign * amount_minor total
      from unnest($1::uuid[], $2::uuid[]) c(id, charged)
      cross join lateral (
        select * from ledger_transaction t
        where t.customer_id = c.id and t.charge_id = c.charged and t.reverses_id is null
        order by t.seq
        offset 0) l
      cross join lateral (select case type when 'DEBIT' then 1 else -1 end sign) s
      order by seq`,
      [charges.map(({ customerId }) => customerId), charges.map(({ chargeId }) => chargeId)],
    ),
  );
  return groupBy(rows, (row) => row.charge);
}

/**
 * Whether a customer that was in a run of $since and is not in the run $run of $date was billed for
 * that date meanwhile: by another run or by hand, or because what it pays at once reaches beyond
 * it. Then it is not missing.
 */
export function billedAlready(customer: string, run: string, date: string, since: string): string {
  return `(exists (
      select 1 from charge h
      where h.customer_id = ${customer} and h.undone_at is null
        and h.billing_date > ${since} and h.billing_date <= ${date}
        and h.run_id is distinct from ${run})
    or exists (
      select 1 from service v
      where v.customer_id = ${customer} and v.state <> 'ARCHIVED' and v.charged_until > ${date}))`;
}

/**
 * Writes down, per partner, what the comparison found: the previous total, how many customers are
 * missing, how many billed already.
 */
export async function comparePartners(
  sql: ScopedSql,
  run: LockedRun,
  { days, previous }: Comparison,
): Promise<void> {
  await sql.rows(
    `update billing_run_partner b
    set billing_day = w.day
    from unnest($2::uuid[], $3::int[]) w(id, day)
    where b.run_id = $1 and b.partner_id = w.id`,
    [run.id, [...days.keys()], [...days.values()]],
  );
  if (!previous.size) return;
  const partners = [...previous.keys()],
    runs = partners.map((id) => got(previous, id).runId);
  await sql.rows(
    `with
    compared as (
      select * from unnest($2::uuid[], $3::uuid[], $4::date[]) p(partner_id, run_id, date)),
    absent as (
      select was.partner_id, was.currency,
        ${billedAlready('was.customer_id', '$1', '$5::date', 'p.date')} already
      from compared p
      join billing_run_entry was
        on was.run_id = any($3)
          and was.run_id = p.run_id and was.partner_id = p.partner_id and was.left_out_code is null
      where not exists (
        select 1 from billing_run_entry n
        where n.run_id = $1 and n.left_out_code is null
          and n.customer_id = was.customer_id and n.customer_number = was.customer_number)),
    counted as (
      select partner_id, currency,
        count(*) filter (where not already) missing,
        count(*) filter (where already) already
      from absent
      group by 1, 2)
    update billing_run_partner b
    set previous_run_id = p.run_id, previous_date = o.date, previous_minor = o.total_minor,
      missing_count = coalesce(c.missing, 0), billed_already_count = coalesce(c.already, 0)
    from compared p
    join billing_run_partner o on o.run_id = p.run_id and o.partner_id = p.partner_id
    left join counted c on c.partner_id = o.partner_id and c.currency = o.currency
    where b.run_id = $1 and b.partner_id = p.partner_id and o.currency = b.currency`,
    [run.id, partners, runs, partners.map((id) => got(previous, id).date), run.date],
  );
}
