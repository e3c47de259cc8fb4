import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Area } from './area.ts';
import type { Ahead } from './figures.store.ts';
import type { SignedPlace } from '../settings/index.ts';

/** A customer with what it paid or owes, in minor units. */
export interface Top {
  id: string;
  number: number;
  name: string;
  amount: bigint;
  n: number;
}

/** One whose invoices are overdue; open: all that it owes, on which the search goes. */
export interface Debtor extends Top {
  open: bigint;
  /** The day its oldest one was due, and how long ago that is where it stands. */
  oldest: LocalDate;
  days: number;
}

/** A place of customers: the area, or its partner alone. */
const AT = `f.partner_path >= $1 and f.partner_path < $2
        and is_test(f.partner_path) = is_test($1)`;

/** The end of the places that count: of all that lies below a path, or of the path itself. */
const rangeOf = ({ path }: Area, whole: readonly SignedPlace[]): [string, string] => [
  path,
  whole.length === 1 ? `${path}\u{10FFFF}` : `${path}\u0001`,
];

/** Those who paid most in a month, what they got back taken off. */
export function topPayers(
  sql: ScopedSql,
  area: Area,
  whole: readonly SignedPlace[],
  { month, most }: { month: LocalDate; most: number },
): Promise<Top[]> {
  return sql.rows<Top>(
    `select c.id, c.number, c.name, f.amount, f.n
    from (
      select f.customer_id, f.amount, f.n
      from customer_figure f
      where f.figure = 'PAID' and f.currency = $3 and f.period = $4 and f.amount > 0 and ${AT}
      order by f.amount desc, f.customer_id
      limit $5) f
    cross join lateral (select id, number, name from customer where id = f.customer_id offset 0) c
    order by f.amount desc, c.number`,
    [...rangeOf(area, whole), area.currency, month.slice(0, 7), most],
  );
}

/**
 * Of so many who owe most, those with something overdue where they stand; asked: how many there
 * were, and what the last of them owes.
 */
export async function debtorsAmong(
  sql: ScopedSql,
  area: Area,
  whole: readonly SignedPlace[],
  { today, ahead, most }: { today: LocalDate; ahead: readonly Ahead[]; most: number },
): Promise<{ debtors: Debtor[]; rest: bigint }> {
  const rows = await sql.rows<Debtor & { oldest: LocalDate | null; rest: bigint }>(
    `with
    owing as materialized (
      select f.customer_id, f.partner_path, f.amount
      from customer_figure f
      where f.figure = 'OPEN' and f.currency = $3 and f.period = '' and f.amount > 0 and ${AT}
      order by f.amount desc, f.customer_id
      limit $4),
    late as (
      select w.customer_id, w.amount open, i.amount, i.n, i.oldest, t.today
      from owing w
      cross join lateral (
        select coalesce(a.today, $5::date) today
        from partner p
        left join unnest($6::text[], $7::date[]) a(clock, today) on a.clock = p.clock
        where p.path = w.partner_path
        offset 0) t
      cross join lateral (
        select sum(due_minor)::bigint amount, count(*)::int n, min(due_date) oldest
        from invoice
        where customer_id = w.customer_id and due_minor > 0 and due_date < t.today and currency = $3
        offset 0) i)
    select c.id, c.number, c.name, l.open, l.amount, l.n, l.oldest, l.today - l.oldest days,
      case when (select count(*) from owing) < $4 then 0 else (select min(amount) from owing) end rest
    from late l
    cross join lateral (select id, number, name from customer where id = l.customer_id offset 0) c`,
    [
      ...rangeOf(area, whole),
      area.currency,
      most,
      today,
      ahead.map(({ clock }) => clock),
      ahead.map((each) => each.today),
    ],
  );
  return {
    debtors: rows.filter(({ oldest }) => oldest !== null),
    rest: BigInt(rows[0]?.rest ?? 0n),
  };
}
