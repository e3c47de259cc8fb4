import { minDate } from '@backhaul/domain/time/calendar';
import type { Asked } from './asked.ts';
import type { Params } from './params.ts';
import { ofWhom, placed } from './where.store.ts';

/** The kinds of movements, each a measure of its own; exact, rounded with the sums alone. */
export const MOVES = {
  new: 'MRR_NEW',
  expansion: 'MRR_EXPANSION',
  reactivation: 'MRR_REACTIVATION',
  contraction: 'MRR_CONTRACTION',
  churn: 'MRR_CHURN',
} as const;

/** Which rows are movements of those who are billed, through a day, as a condition of `r`. */
export function movedThrough(asked: Asked, p: Params, day: string): string {
  const [paths, signs] = [
    p.add(
      asked.billed.map(({ path }) => path),
      'text[]',
    ),
    p.add(
      asked.billed.map(({ sign }) => sign),
      'int[]',
    ),
  ];
  return [
    placed(asked, p, 'r'),
    `r.currency = ${p.add(asked.currency, 'text')}`,
    'r.move_id is not null',
    `r.day <= ${p.add(day, 'date')}`,
    `(r.figure not like '%_INHERITED' or (
        select coalesce(sum(b.sign), 0) from unnest(${paths}, ${signs}) b(path, sign)
        where starts_with(r.partner_path, b.path)) > 0)`,
    ...ofWhom(asked, p, 'r'),
  ].join('\n      and ');
}

/** How recurring revenue moved, and, without rows of its own, what it was before. */
export function churnFacts(asked: Asked, p: Params): string {
  const from = p.add(asked.from, 'date');
  const scale = p.add(asked.digits, 'int');
  const where = movedThrough(asked, p, minDate(asked.to, asked.today));
  const within = `e.date >= ${from}`;
  const columns = Object.entries(MOVES).map(
    ([key, figure]) =>
      `case when ${within} and e.figure = '${figure}' then e.net else 0 end "m_${key}"`,
  );
  return `select e.partner_id, e.customer_id, e.date, ${columns.join(', ')},
      case when ${within} then e.net else 0 end m_change,
      case when ${within} and e.figure = 'MRR_NEW' then 1 else 0 end m_came,
      case when ${within} and e.figure = 'MRR_CHURN' and e.nth = 1 then 1 else 0 end m_left,
      case when ${within} then 0 else e.net end m_opening, e.net m_closing,
      case when ${within} then 0 else e.brings end "m_customersOpening", e.brings "m_customersClosing",
      case when ${within} then 1 else 0 end n
    from (
      select r.partner_id, r.customer_id, r.day date, replace(r.figure, '_INHERITED', '') figure,
        r.net * power(10::numeric, ${scale}) net,
        (r.net_after > 0)::int - (r.net_before > 0)::int brings,
        -- who goes twice in a month is lost once
        row_number() over (
          partition by r.customer_id, r.figure, date_trunc('month', r.day::timestamp) order by r.day) nth
      from recurring_step r
      where ${where}) e`;
}
