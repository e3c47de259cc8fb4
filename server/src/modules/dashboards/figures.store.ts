import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import { keptPeriods, type Days } from '@backhaul/domain/time/keptPeriods';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { SignedPlace } from '../settings/index.ts';
import type { Area } from './area.ts';
import { BELOW } from './area.store.ts';

/** What sums are kept of, as written in 20261129000230_figures_kept. */
type Figure =
  | 'INVOICED'
  | 'ISSUED'
  | 'VOIDED'
  | 'OPEN'
  | 'PAID'
  | 'RECEIVED'
  | 'REVERSED'
  | 'CREDITED'
  | 'REFUNDED'
  | 'WRITTEN_OFF'
  | 'SETTLED'
  | 'PARTLY_SETTLED'
  | 'UNSETTLED'
  | 'PROFORMA_PAID'
  | 'PROFORMA_UNPAID'
  | 'CUSTOMERS'
  | 'ACTIVE'
  | 'BLOCKED'
  | 'DEBT'
  | 'BLOCKED_DEBT'
  | 'RECURRING'
  | 'RECURRING_INHERITED'
  | `MRR_${'NEW' | 'EXPANSION' | 'CONTRACTION' | 'CHURN' | 'REACTIVATION' | 'LOST'}${'' | '_INHERITED'}`;

/** A figure over a range of days, of the whole area unless it says of which places in it. */
export interface Asked extends Days {
  figure: Figure;
  of?: readonly SignedPlace[];
}

/** Of a figure what comes with one percent of included tax, 0 of most: an exact decimal, and how many. */
export interface Kept {
  rate: string;
  amount: string;
  n: bigint;
}

/**
 * The kept sums of an area, by the names that they are asked by; nothing where there is nothing.
 * One statement: a few rows of the area's own partner, looked up period by period whatever the
 * planner thinks of the table, and the changes that are not among the sums yet.
 */
export async function keptSums<Name extends string>(
  sql: ScopedSql,
  area: Area,
  asked: Readonly<Record<Name, Asked>>,
): Promise<Record<Name, Kept[]>> {
  const whole: readonly SignedPlace[] = [{ id: area.id, path: area.path, sign: 1 }];
  const ranges = Object.entries<Asked>(asked).flatMap(([name, { of = whole, ...each }]) =>
    of.map(({ id, path, sign }) => ({ name, id, path, sign, ...each })),
  );
  const periods = ranges.flatMap(({ from, before, ...each }) =>
    keptPeriods({ from, before }).map((period) => ({ ...each, period })),
  );
  const rows = await sql.rows<Kept & { name: Name }>(
    `select name, trim_scale(rate)::text rate,
      trim_scale(sum(sign * amount))::text amount, sum(sign * n)::bigint n
    from (
      select a.name, a.sign, s.rate, s.amount, s.n
      from unnest($3::text[], $4::int[], $5::uuid[], $6::text[], $7::text[]) a(name, sign, id, figure, period)
      cross join lateral (
        select rate, amount, n
        from figure_sum
        where partner_id = a.id and figure = a.figure and currency = $2 and period = a.period
        offset 0) s
      union all
      select r.name, r.sign, c.rate, c.amount, c.n
      from (
        select partner_path, figure, day, rate, amount, n
        from figure_change
        where ${BELOW} and currency = $2) c
      join unnest($8::text[], $9::int[], $10::text[], $11::text[], $12::date[], $13::date[])
        r(name, sign, path, figure, since, before)
        on r.figure = c.figure and starts_with(c.partner_path, r.path)
          and (r.since is null or c.day >= r.since)
          and (r.before is null or c.day < r.before)) found
    group by name, rate`,
    [
      area.path,
      area.currency,
      periods.map(({ name }) => name),
      periods.map(({ sign }) => sign),
      periods.map(({ id }) => id),
      periods.map(({ figure }) => figure),
      periods.map(({ period }) => period),
      ranges.map(({ name }) => name),
      ranges.map(({ sign }) => sign),
      ranges.map(({ path }) => path),
      ranges.map(({ figure }) => figure),
      ranges.map(({ from }) => from),
      ranges.map(({ before }) => before),
    ],
  );
  const sums = Object.fromEntries(
    Object.keys(asked).map((name) => [name, []]),
  ) as unknown as Record<Name, Kept[]>;
  for (const { name, ...kept } of rows) sums[name].push(kept);
  return sums;
}

/**
 * The clocks of the partners of an area, each once, and the currencies in which it has any figure,
 * in the order of their codes.
 */
export function aroundOf(
  sql: ScopedSql,
  { id, path }: Area,
): Promise<{ clocks: PartnerClock[]; currencies: string[] }> {
  return sql.row(
    `select
      array(
        select distinct clock from partner
        where path >= $1 and path < $1 || chr(1114111) and is_test(path) = is_test($1)) clocks,
      array(
        select currency from figure_sum where partner_id = $2 and period = ''
        union
        select currency from figure_change where ${BELOW}
        order by currency) currencies`,
    [path, id],
  );
}

/** The clocks of the partners of an area, each once. */
export async function clocksOf(sql: ScopedSql, { path }: Area): Promise<PartnerClock[]> {
  const clocks = await sql.rows<{ clock: PartnerClock }>(
    `select distinct clock from partner
    where path >= $1 and path < $1 || chr(1114111) and is_test(path) = is_test($1)`,
    [path],
  );
  return clocks.map(({ clock }) => clock);
}

/** A day that it is already where some clocks stand. */
export interface Ahead {
  clock: PartnerClock;
  today: LocalDate;
}

/**
 * What is open since an earliest day, and was due before the day that it is already at partners in
 * with these clocks. Of the documents themselves: one or two days of them, by the index of what is open.
 */
export function overdueAhead(
  sql: ScopedSql,
  { path, currency }: Area,
  earliest: LocalDate,
  ahead: readonly Ahead[],
): Promise<{ amount: bigint; n: bigint }> {
  return sql.row(
    `select coalesce(sum(i.due_minor), 0)::bigint amount, count(*) n
    from unnest($4::text[], $5::date[]) a(clock, today)
    join partner p on p.clock = a.clock
    cross join lateral (
      select due_minor
      from invoice
      where partner_path = p.path and due_date >= $3 and due_date < a.today
        and due_minor > 0 and currency = $2
      offset 0) i
    where p.path >= $1 and p.path < $1 || chr(1114111) and is_test(p.path) = is_test($1)`,
    [path, currency, earliest, ahead.map(({ clock }) => clock), ahead.map(({ today }) => today)],
  );
}

/** Billing runs that wait for somebody to confirm them. */
export async function countWaiting(sql: ScopedSql, area: Area): Promise<number> {
  return (
    await sql.row<{ n: number }>(
      `select count(*)::int n from billing_run where ${BELOW} and status = 'READY'`,
      [area.path],
    )
  ).n;
}
