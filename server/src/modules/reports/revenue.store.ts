import { bucketsOf } from '@backhaul/domain/reports/groupings';
import { bucketOf, type Asked } from './asked.ts';
import { byLine } from './dimensions.store.ts';
import { entriesRead } from './entries.store.ts';
import type { Params } from './params.ts';

/** What is charged: for a service, what was used, what is taken off, and fees. */
export const REVENUE = ['Service', 'Discount', 'Usage', 'Fee'];

export function billedFacts(asked: Asked, p: Params): string {
  const revenue = p.add(REVENUE, 'text[]');
  const of = (category: string) => `case when e.category = '${category}' then e.gross else 0 end`;
  return `select e.*,
      case when e.category = any (${revenue}) then e.gross - e.tax else 0 end m_net,
      case when e.category = any (${revenue}) then e.tax else 0 end m_tax,
      case when e.category = any (${revenue}) then e.gross else 0 end m_gross,
      ${of('Correction')} m_corrections, -${of('Payment')} m_paid, ${of('Refund')} m_refunded,
      case when e.category in ('Payment', 'Refund') then 0 else 1 end n
    from (${entriesRead(asked, p, { lines: byLine(asked), periods: false })}) e`;
}

/**
 * What is earned of each entry in each bucket, as domain/reports/earned.ts has it; what takes another entry back, from
 * its own day on.
 */
export function earnedFacts(asked: Asked, p: Params): string {
  const size = bucketOf(asked);
  const buckets = size ? bucketsOf(size, asked) : [{ from: asked.from, to: asked.to }];
  const [starts, ends] = [
    p.add(
      buckets.map(({ from }) => from),
      'date[]',
    ),
    p.add(
      buckets.map(({ to }) => to),
      'date[]',
    ),
  ];
  const until = (day: string) => `case when e.taken_back and ${day} <= e.date then 0
        else round((e.gross - e.tax)::numeric * least(greatest(${day} - e.period_from, 0), e.days) / e.days) end`;
  return `with
    read as materialized (
      select r.*, r.period_to - r.period_from days
      from (${entriesRead(asked, p, { lines: byLine(asked), periods: true })}) r
      where r.category = any (${p.add(REVENUE, 'text[]')})),
    buckets as (select * from unnest(${starts}, ${ends}) b("from", "to")),
    earned as (
      select e.*, b."from" of_bucket, ${until('b."to" + 1')} - (${until('b."from"')}) net
      from read e
      join buckets b on b."to" >= least(e.period_from, e.date) and b."from" < greatest(e.period_to, e.date + 1)
      where e.days > 0)
    select partner_id, customer_id, of_bucket date, service_id, category, tax_percent, tax_category,
      net m_net, 0::bigint m_billed, -net m_deferred, 1 n
    from earned where net <> 0
    union all
    select partner_id, customer_id, date, service_id, category, tax_percent, tax_category,
      case when coalesce(days, 0) > 0 then 0 else gross - tax end, gross - tax,
      case when coalesce(days, 0) > 0 then gross - tax else 0 end, 1
    from read
    where date >= ${p.add(asked.from, 'date')} and date <= ${p.add(asked.to, 'date')}`;
}
