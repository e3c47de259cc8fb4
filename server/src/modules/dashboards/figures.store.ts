import type { App } from '../../kit/app.ts';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Area } from './area.ts';
import { BELOW } from './area.store.ts';
import { got } from '../../platform/must.ts';

/** Totals by month, keyed by its first day. */
export type MonthTotals = Map<LocalDate, bigint>;

/**
 * What was invoiced in each month, by document date, less what was made void in it: a month that is
 * over never changes. One that is dated ahead and void before its day counts in no month.
 */
export async function invoicedByMonth(
  sql: ScopedSql,
  area: Area,
  from: LocalDate,
): Promise<MonthTotals> {
  return byMonth(
    await sql.rows<MonthRow>(
      `select date_trunc('month', date)::date "month", sum(amount)::bigint total
      from (
        select document_date date, total_minor amount
        from invoice
        where ${BELOW} and document_date >= $2 and document_date < $3 and state <> 'DRAFT' and currency = $4
        union all
        select greatest(void_on, document_date), -total_minor
        from invoice
        where ${BELOW} and greatest(void_on, document_date) >= $2
          and greatest(void_on, document_date) < $3 and void_on is not null
          and currency = $4) counted
      group by 1`,
      [area.path, from, area.nextMonth, area.currency],
    ),
  );
}

/** What was paid in each month, by the payments' dates, less what was taken back in it. */
export async function paidByMonth(
  sql: ScopedSql,
  area: Area,
  from: LocalDate,
): Promise<MonthTotals> {
  return byMonth(
    await sql.rows<MonthRow>(
      `select date_trunc('month', date)::date "month", sum(amount)::bigint total
      from (
        select date, amount_minor amount
        from payment
        where ${BELOW} and date >= $2 and date < $3 and currency = $4
        union all
        select greatest(reversed_on, date), -amount_minor
        from payment
        where ${BELOW} and greatest(reversed_on, date) >= $2
          and greatest(reversed_on, date) < $3 and reversed_on is not null
          and currency = $4) counted
      group by 1`,
      [area.path, from, area.nextMonth, area.currency],
    ),
  );
}

interface MonthRow {
  month: string;
  total: bigint;
}
function byMonth(rows: readonly MonthRow[]): MonthTotals {
  return new Map(rows.map((row) => [row.month, row.total]));
}

export interface ThisMonth {
  /** What stands of this month's documents or payments. */
  standing: bigint;
  /** Those of earlier months that were taken back this month. */
  takenBack: bigint;
}

/** What was invoiced this month in its two parts, each the sum of a list of invoices. */
export function invoicedNow(sql: ScopedSql, area: Area): Promise<ThisMonth> {
  return sql.row<ThisMonth>(
    `select
      (select coalesce(sum(total_minor), 0)::bigint
        from invoice
        where ${BELOW} and document_date >= $2 and document_date < $3 and state = 'ISSUED'
          and currency = $4) standing,
      (select coalesce(sum(total_minor), 0)::bigint
        from invoice
        where ${BELOW} and void_on >= $2 and void_on < $3 and document_date < $2
          and currency = $4) "takenBack"`,
    [area.path, area.month, area.nextMonth, area.currency],
  );
}

/** What was paid this month in its two parts, each the sum of a list of payments. */
export function paidNow(sql: ScopedSql, area: Area): Promise<ThisMonth> {
  return sql.row<ThisMonth>(
    `select
      (select coalesce(sum(amount_minor), 0)::bigint
        from payment
        where ${BELOW} and date >= $2 and date < $3 and reversed_at is null
          and currency = $4) standing,
      (select coalesce(sum(amount_minor), 0)::bigint
        from payment
        where ${BELOW} and reversed_on >= $2 and reversed_on < $3 and date < $2
          and currency = $4) "takenBack"`,
    [area.path, area.month, area.nextMonth, area.currency],
  );
}

export interface Open {
  outstanding: bigint;
  count: number;
  overdue: bigint;
  overdueCount: number;
}

/**
 * What is open, and of it what is past its due date by the day it is at the invoice's partner, as
 * the list of invoices counts it.
 */
export async function openInvoices(app: App, sql: ScopedSql, area: Area): Promise<Open> {
  const { today, ahead } = await todays(app, sql, area);
  return sql.row<Open>(
    `select coalesce(sum(due_minor), 0)::bigint outstanding, count(*)::int count,
      coalesce(sum(due_minor) filter (where due_date < today), 0)::bigint overdue,
      (count(*) filter (where due_date < today))::int "overdueCount"
    from (
      select i.due_minor, i.due_date, ${ahead.size ? 'coalesce(a.today, $3)' : '$3::date'} today
      from invoice i
      ${ahead.size ? 'left join unnest($4::uuid[], $5::date[]) as a(partner_id, today) on a.partner_id = i.partner_id' : ''}
      where i.partner_path >= $1 and i.partner_path < $1 || chr(1114111)
        and i.due_minor > 0 and i.currency = $2) o`,
    [
      area.path,
      area.currency,
      today,
      ...(ahead.size ? [[...ahead.keys()], [...ahead.values()]] : []),
    ],
  );
}

/**
 * What is owed where nothing was ever invoiced: the customers whose balance is below zero, and of
 * them those who are blocked for it. null where invoices say what is owed.
 */
export async function owedWithoutInvoices(sql: ScopedSql, area: Area): Promise<Open | null> {
  const { invoiced } = await sql.row<{ invoiced: boolean }>(
    `select exists (select 1 from invoice where ${BELOW} and currency = $2 and state = 'ISSUED') invoiced`,
    [area.path, area.currency],
  );
  if (invoiced) return null;
  return sql.row<Open>(
    `select coalesce(-sum(balance_minor), 0)::bigint outstanding, count(*)::int count,
      coalesce(-sum(balance_minor) filter (where status = 'BLOCKED'), 0)::bigint overdue,
      (count(*) filter (where status = 'BLOCKED'))::int "overdueCount"
    from customer
    where ${BELOW} and currency = $2 and balance_minor < 0`,
    [area.path, area.currency],
  );
}

/** The earliest day of any partner of the area, and the partners where it is later already. */
async function todays(
  app: App,
  sql: ScopedSql,
  area: Area,
): Promise<{ today: LocalDate; ahead: Map<string, LocalDate> }> {
  const zones = await sql.rows<{ zone: string }>(
    'select distinct time_zone zone from partner where path >= $1 and path < $1 || chr(1114111)',
    [area.path],
  );
  const days = new Map(zones.map(({ zone }) => [zone, app.clock.today(zone)]));
  const today = [...days.values()].sort()[0] ?? area.today;
  const later = [...days].filter(([, day]) => day > today).map(([zone]) => zone);
  if (!later.length) return { today, ahead: new Map() };
  const partners = await sql.rows<{ id: string; zone: string }>(
    'select id, time_zone zone from partner where path >= $1 and path < $1 || chr(1114111) and time_zone = any($2)',
    [area.path, later],
  );
  return { today, ahead: new Map(partners.map(({ id, zone }) => [id, got(days, zone)])) };
}

export interface Customers {
  active: number;
  blocked: number;
  fresh: number;
}

/** How many customers there are: active, blocked, and new this month. */
export async function countCustomers(sql: ScopedSql, area: Area): Promise<Customers> {
  return sql.row<Customers>(
    `select
      (count(*) filter (where status = 'ACTIVE'))::int active,
      (count(*) filter (where status = 'BLOCKED'))::int blocked,
      (count(*) filter (where created_on >= $3 and created_on < $4))::int fresh
    from customer
    where ${BELOW} and currency = $2`,
    [area.path, area.currency, area.month, area.nextMonth],
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
