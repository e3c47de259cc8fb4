import type { LocalDate } from '../../domain/calendar.ts';
import { add, div, fromDecimal, fromInt, mul, type Fraction } from '../../domain/fraction.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Area } from './area.ts';

export interface Recurring {
  /** Exact, in whole currency units, net of tax. */
  amount: Fraction;
  /** Customers with at least one service active that day. */
  customers: number;
}

// The rules of monthlyRecurring() of the domain for all services at once, exact: nothing is divided here. Taxes that are
// included in a price come out at the end, once per rate. Customers who are inactive count until the day they became it.
const QUERY = `
  with day as (select unnest($2::date[]) on_day),
  active as (
    select d.on_day, s.customer_id, s.discounts, coalesce(s.unit_price, t.price) * s.quantity monthly, case when t.tax_included then coalesce(r.percent, 0) else 0 end percent
    from service s join day d on s.start_date <= d.on_day and (s.end_date is null or s.end_date >= d.on_day)
    join tariff t on t.id = s.tariff_id left join tax_rate r on r.id = t.tax_rate_id
    join customer c on c.id = s.customer_id
    where s.partner_path >= $1 and s.partner_path < $1 || chr(1114111) and c.partner_path >= $1 and c.partner_path < $1 || chr(1114111) and c.currency = $3
      and s.state <> 'ARCHIVED' and t.kind <> 'ONE_TIME'
      and (c.status <> 'INACTIVE' or (d.on_day < $4::date and c.inactive_since > d.on_day))
      and (s.pauses = '[]' or not exists (select 1 from jsonb_array_elements(s.pauses) p where (p ->> 'from')::date <= d.on_day and (p ->> 'until' is null or (p ->> 'until')::date > d.on_day)))
      and (s.state <> 'PAUSED' or s.pauses @> '[{"until": null}]')),
  priced as (
    select on_day, customer_id, percent, case when discounts = '[]' then monthly else (
      select greatest(monthly * (100 - least(coalesce(sum((x ->> 'value')::numeric) filter (where x ->> 'kind' = 'PERCENT'), 0), 100)) * 0.01
        - coalesce(sum((x ->> 'value')::numeric) filter (where x ->> 'kind' = 'FIXED'), 0), 0)
      from jsonb_array_elements(discounts) x
      where (x ->> 'value')::numeric > 0 and coalesce((x ->> 'from')::date <= on_day, true) and coalesce((x ->> 'until')::date >= on_day, true)) end amount
    from active)
  select on_day, percent::text, sum(amount)::text amount, count(distinct customer_id)::int customers
  from priced group by grouping sets ((on_day, percent), (on_day))`;

interface Row { on_day: string; percent: string | null; amount: string; customers: number }

const HUNDRED = fromInt(100);

/** What the services of an area bring a month, as of each of the days. Source: product description, MRR of a day. */
export async function recurringOn(sql: ScopedSql, area: Area, days: readonly LocalDate[]): Promise<Map<LocalDate, Recurring>> {
  const result = new Map<LocalDate, Recurring>(days.map((day) => [day, { amount: fromInt(0), customers: 0 }]));
  for (const row of await sql.rows<Row>(QUERY, [area.path, days, area.currency, area.today])) {
    const of = result.get(row.on_day)!;
    if (row.percent === null) of.customers = row.customers;
    else of.amount = add(of.amount, withoutTax(fromDecimal(row.amount), fromDecimal(row.percent)));
  }
  return result;
}

/** The net of an amount that holds its tax: 119 at 19 percent is 119 x 100 / 119. */
function withoutTax(amount: Fraction, percent: Fraction): Fraction {
  return div(mul(amount, HUNDRED), add(HUNDRED, percent));
}
