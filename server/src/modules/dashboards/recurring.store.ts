import type { LocalDate } from '@backhaul/domain/time/calendar';
import {
  add,
  div,
  fromDecimal,
  fromInt,
  mul,
  type Fraction,
} from '@backhaul/domain/money/fraction';
import { withoutNestedLoops } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { unbilledPartners } from '../settings/index.ts';
import type { Area } from './area.ts';
import { got } from '../../platform/must.ts';

export interface Recurring {
  /** Exact, in whole currency units, net of tax. */
  amount: Fraction;
  /** Customers that bring something that day. */
  customers: number;
}

// The rules of monthlyRecurring() of the domain for all services at once, exact: nothing is divided
// here. Taxes that are included in a price come out at the end, once per rate. Customers who are
// inactive count until the day they became it, those whose billing is off do not count.
// Plans and customers are gathered first: a lookup per service, each through the policies, would
// take several times as long.
const QUERY = `
  with
  plan as materialized (
    select t.id, t.price, case when t.tax_included then coalesce(r.percent, 0) else 0 end percent
    from tariff t
    left join tax_rate r on r.id = t.tax_rate_id
    where t.kind <> 'ONE_TIME'),
  owner as materialized (
    select id,
      case when status = 'INACTIVE' then coalesce(inactive_since, '-infinity') else 'infinity' end until
    from customer
    where partner_path >= $1 and partner_path < $1 || chr(1114111) and currency = $3
      and (status <> 'INACTIVE' or inactive_since is not null)
      and coalesce(billed_by_itself, partner_id <> all ($4::uuid[]))),
  priced as materialized (
    select d.on_day, s.customer_id, plan.percent,
      case
        when s.discounts = '[]' then coalesce(s.unit_price, plan.price) * s.quantity
        else (
          select greatest(
            coalesce(s.unit_price, plan.price) * s.quantity *
              (100 - least(
                coalesce(sum((x ->> 'value')::numeric) filter (where x ->> 'kind' = 'PERCENT'), 0), 100)) * 0.01
              - coalesce(sum((x ->> 'value')::numeric) filter (where x ->> 'kind' = 'FIXED'), 0),
            0)
          from jsonb_array_elements(s.discounts) x
          where (x ->> 'value')::numeric > 0
            and coalesce((x ->> 'from')::date <= d.on_day, true)
            and coalesce((x ->> 'until')::date >= d.on_day, true))
      end amount
    from service s
    join plan on plan.id = s.tariff_id
    join owner on owner.id = s.customer_id
    join unnest($2::date[]) as d(on_day)
      on s.start_date <= d.on_day and (s.end_date is null or s.end_date >= d.on_day)
    where s.partner_path >= $1 and s.partner_path < $1 || chr(1114111) and s.state <> 'ARCHIVED'
      and owner.until > d.on_day
      and (s.pauses = '[]' or not exists (
        select 1 from jsonb_array_elements(s.pauses) p
        where (p ->> 'from')::date <= d.on_day
          and (p ->> 'until' is null or (p ->> 'until')::date > d.on_day)))
      and (s.state <> 'PAUSED' or s.pauses @> '[{"until": null}]'))
  select on_day, percent::text, sum(amount)::text amount, 0 customers
  from priced
  group by on_day, percent
  union all
  select on_day, null, null, count(*)::int
  from (select on_day, customer_id from priced group by on_day, customer_id having sum(amount) > 0) each
  group by on_day`;

type Row =
  | { on_day: string; percent: string; amount: string }
  | { on_day: string; percent: null; customers: number };

const HUNDRED = fromInt(100);

/** What the services of an area bring a month, as of each of the days. Source: product description, MRR of a day. */
export async function recurringOn(
  sql: ScopedSql,
  area: Area,
  days: readonly LocalDate[],
): Promise<Map<LocalDate, Recurring>> {
  const result = new Map<LocalDate, Recurring>(
    days.map((day) => [day, { amount: fromInt(0), customers: 0 }]),
  );
  const unbilled = await unbilledPartners(sql);
  // how many rows the policies let through is a guess of the planner's, always too low: it would
  // look up services one by one
  await sql.rows(`select set_config('work_mem', '64MB', true)`);
  const rows = await withoutNestedLoops(sql, () =>
    sql.rows<Row>(QUERY, [area.path, days, area.currency, unbilled]),
  );
  for (const row of rows) {
    const of = got(result, row.on_day);
    if (row.percent === null) of.customers = row.customers;
    else of.amount = add(of.amount, withoutTax(fromDecimal(row.amount), fromDecimal(row.percent)));
  }
  return result;
}

/** The net of an amount that holds its tax: 119 at 19 percent is 119 x 100 / 119. */
function withoutTax(amount: Fraction, percent: Fraction): Fraction {
  return div(mul(amount, HUNDRED), add(HUNDRED, percent));
}
