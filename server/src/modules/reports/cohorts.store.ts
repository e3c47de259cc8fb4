import { monthsFollowed } from '@backhaul/domain/reports/cohorts';
import type { Asked } from './asked.ts';
import { movedThrough } from './churn.store.ts';
import type { Params } from './params.ts';

/** Sums that only shares are made of have so many decimals more than the currency. */
const FINER = 4;

const month = (day: string): string =>
  `(extract(year from ${day}) * 12 + extract(month from ${day}))::int`;

/**
 * What customers bring that came in the days of a report, at the end of each month since, told by how many months that
 * is after they came. A row is a span of days with the same amount: it counts in the months at whose end it is in force,
 * and at the end of each month one of a customer's spans is.
 */
export function cohortFacts(asked: Asked, p: Params): string {
  const where = movedThrough(asked, p, asked.today);
  const thisMonth = month(p.add(asked.today, 'date'));
  const [from, to] = [p.add(asked.from, 'date'), p.add(asked.to, 'date')];
  const at = (k: number, value: string) =>
    `case when s.lo <= ${k} and s.hi > ${k} then ${value} else 0 end`;
  const amount = (of: string, digits: number) => `s.${of} * ${10n ** BigInt(digits)}::numeric`;
  const finer = asked.digits + FINER;
  const columns = Array.from({ length: monthsFollowed(asked.from, asked.today) }, (_, n) => {
    const k = n + 1;
    return `,
      ${at(k, '(s.level > 0)::int')} m_stayed${k}, ${at(k, '(s.base > 0)::int')} m_came${k},
      ${at(k, amount('level', finer))} m_brings${k}, ${at(k, amount('base', finer))} m_brought${k}`;
  });
  return `select s.partner_id, s.customer_id, s.born date, 1 n,
      ${at(0, '(s.base > 0)::int')} m_customers, ${at(0, amount('base', asked.digits))} m_mrr${columns.join('')}
    from (
      select m.*, m.month - m.first lo,
        first_value(m.level) over (partition by m.customer_id order by m.month > m.first, m.day desc) base,
        coalesce(lead(m.month) over (partition by m.customer_id order by m.day), ${thisMonth} + 1) - m.first hi
      from (
        select r.*, ${month('r.day')} "month", ${month('r.born')} "first"
        from (
          select r.partner_id, r.customer_id, r.day, r.net_after level,
            min(r.day) over (partition by r.customer_id) born
          from recurring_step r
          where ${where}) r
        where r.born >= ${from} and r.born <= ${to}) m) s`;
}
