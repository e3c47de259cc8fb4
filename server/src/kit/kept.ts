import { addDays, type LocalDate } from '@backhaul/domain/time/calendar';
import { keptPeriods } from '@backhaul/domain/time/keptPeriods';
import type { ScopedTx } from '../tenancy/boundary.ts';
import type { Scope } from '../tenancy/scope.ts';

/**
 * The kept figures that say how many there are, as written in the migrations figures_kept,
 * lists_counted and bank_entries_counted.
 */
type Counted =
  | 'DOCUMENTS'
  | 'ISSUED'
  | 'OPEN'
  | 'PAYMENTS'
  | 'RECEIVED'
  | 'ENTRIES'
  | 'CUSTOMERS'
  | 'ACTIVE'
  | 'BLOCKED'
  | `BANK_${string}`;

/** A kept count: of a partner with everything below it, and of a range of days, both ends counted. */
export interface KeptCount {
  figure: Counted;
  /** Without one, the scope's own. */
  partnerId?: string | null;
  currency?: string | null;
  from?: LocalDate | null;
  to?: LocalDate | null;
}

/** Whether a filter says nothing but these: what is kept knows no more of a record. */
export function onlySet<F extends object>(filter: F, known: readonly (keyof F)[]): boolean {
  return Object.entries(filter).every(
    ([key, value]) =>
      value === undefined ||
      value === null ||
      value === '' ||
      (Array.isArray(value) && !value.length) ||
      known.includes(key as keyof F),
  );
}

/**
 * How many there are, by a few rows whatever their number. null where the scope sees less of its
 * partners' records than all: there they have to be counted.
 */
export async function keptCount(
  tx: ScopedTx,
  scope: Scope,
  { figure, partnerId, currency = null, from = null, to = null }: KeptCount,
): Promise<number | null> {
  if (scope.kind === 'nobody' || scope.kind === 'customer' || scope.desk) return null;
  const before = to && addDays(to, 1);
  const [{ n }] = await tx.$queryRawUnsafe<[{ n: number }]>(
    `with
    area as materialized (select id, path from partner where id = $1::uuid),
    spent as materialized (
      select s.currency
      from area a
      cross join lateral (
        select currency from figure_sum where partner_id = a.id and figure = $2 and period = '' offset 0) s
      where $3::text is null or s.currency = $3),
    kept as (
      select s.n
      from area a
      cross join spent
      cross join unnest($4::text[]) each(period)
      cross join lateral (
        select n
        from figure_sum
        where partner_id = a.id and figure = $2 and currency = spent.currency and period = each.period
        offset 0) s
      union all
      select c.n
      from area a
      cross join lateral (
        select figure, currency, day, n
        from figure_change
        where partner_path >= a.path and partner_path < a.path || chr(1114111)
          and is_test(partner_path) = is_test(a.path)
        offset 0) c
      where c.figure = $2 and ($3::text is null or c.currency = $3)
        and ($5::date is null or c.day >= $5) and ($6::date is null or c.day < $6))
    select coalesce(sum(n), 0)::int n from kept`,
    partnerId ?? scope.partnerId,
    figure,
    currency,
    keptPeriods({ from, before }),
    from,
    before,
  );
  return n;
}
