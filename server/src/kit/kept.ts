import { addDays, type LocalDate } from '@backhaul/domain/time/calendar';
import { keptPeriods } from '@backhaul/domain/time/keptPeriods';
import type { ScopedTx } from '../tenancy/boundary.ts';
import type { Scope } from '../tenancy/scope.ts';

/**
 * The kept figures that say how many there are, as written in the migrations figures_kept,
 * lists_counted and bank_entries_counted; lists_summed has what comes beside them.
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
  /** Those that are counted by this one too are left out. */
  less?: Counted;
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
  asked: KeptCount,
): Promise<number | null> {
  const kept = await keptFigures(tx, scope, asked, []);
  return kept && [...kept.values()].reduce((sum, { n }) => sum + n, 0);
}

/** Of a currency: how many there are, and what each figure comes to in minor units. */
export interface KeptFigures {
  n: number;
  amount(figure: string): bigint;
}

/**
 * How many there are and what they come to, by currency: the counted figure and those that are kept
 * beside it. null where the scope sees less of its partners' records than all.
 */
export async function keptFigures(
  tx: ScopedTx,
  scope: Scope,
  { figure, less, partnerId, currency = null, from = null, to = null }: KeptCount,
  beside: readonly string[],
): Promise<Map<string, KeptFigures> | null> {
  if (scope.kind === 'nobody' || scope.kind === 'customer' || scope.desk) return null;
  const before = to && addDays(to, 1);
  const rows = await tx.$queryRawUnsafe<KeptRow[]>(
    `with
    area as materialized (select id, path from partner where id = $1::uuid),
    spent as materialized (
      select s.currency
      from area a
      cross join lateral (
        select currency from figure_sum where partner_id = a.id and figure = $2 and period = '' offset 0) s
      where $3::text is null or s.currency = $3),
    kept as (
      select f.figure, spent.currency, s.amount, s.n
      from area a
      cross join spent
      cross join unnest($7::text[]) f(figure)
      cross join unnest($4::text[]) each(period)
      cross join lateral (
        select amount, n
        from figure_sum
        where partner_id = a.id and figure = f.figure and currency = spent.currency and period = each.period
        offset 0) s
      union all
      select c.figure, c.currency, c.amount, c.n
      from area a
      cross join lateral (
        select figure, currency, day, amount, n
        from figure_change
        where partner_path >= a.path and partner_path < a.path || chr(1114111)
          and is_test(partner_path) = is_test(a.path)
        offset 0) c
      where c.figure = any ($7) and ($3::text is null or c.currency = $3)
        and ($5::date is null or c.day >= $5) and ($6::date is null or c.day < $6))
    select figure, currency, trim_scale(sum(amount))::text amount, sum(n)::int n
    from kept
    group by figure, currency
    order by currency`,
    partnerId ?? scope.partnerId,
    figure,
    currency,
    keptPeriods({ from, before }),
    from,
    before,
    [...new Set([figure, ...(less ? [less] : []), ...beside])],
  );
  return byCurrency(rows, figure, less);
}

interface KeptRow {
  figure: string;
  currency: string;
  amount: string;
  n: number;
}

function byCurrency(
  rows: readonly KeptRow[],
  figure: Counted,
  less: Counted | undefined,
): Map<string, KeptFigures> {
  const kept = new Map(rows.map((row) => [`${row.currency} ${row.figure}`, row]));
  const currencies = rows.filter((row) => row.figure === figure).map(({ currency }) => currency);
  return new Map(
    currencies.flatMap((currency) => {
      const of = (name: string) => kept.get(`${currency} ${name}`);
      const n = (of(figure)?.n ?? 0) - (less ? (of(less)?.n ?? 0) : 0);
      const amount = (name: string) => BigInt(of(name)?.amount ?? 0);
      return n ? [[currency, { n, amount }] as const] : [];
    }),
  );
}
