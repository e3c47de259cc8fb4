import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Adds changes of figures to their sums, so many at most; returns how many. Asked without a scope. */
export async function foldSome(sql: ScopedSql, most: number): Promise<number> {
  const { folded } = await sql.row<{ folded: number }>('select fold_figures($1) folded', [most]);
  return folded;
}

/** All partners, each after those below it; asked without a scope. */
export async function allPartners(sql: ScopedSql): Promise<string[]> {
  const partners = await sql.rows<{ id: string }>(
    `select j.partner_id id
    from partners_for_jobs() j
    cross join lateral partner_place(j.partner_id) p
    order by p.path collate "C" desc`,
  );
  return partners.map(({ id }) => id);
}

/** The partner right above one of the scope; null above the operator. */
export async function partnerAbove(sql: ScopedSql, partnerId: string): Promise<string | null> {
  const { above } = await sql.row<{ above: string | null }>(
    'select parent_id above from partner where id = $1',
    [partnerId],
  );
  return above;
}

/** A partner's customers whose kept steps of recurring revenue are not those of their services. */
export async function driftedCustomers(sql: ScopedSql, partnerId: string): Promise<string[]> {
  const drifted = await sql.rows<{ id: string }>('select customer_id id from recurring_drift($1)', [
    partnerId,
  ]);
  return drifted.map(({ id }) => id);
}

/** Works customers' steps out again, holding their locks as whoever changes their services does. */
export async function mendCustomers(sql: ScopedSql, ids: readonly string[]): Promise<void> {
  await sql.rows(
    `select 1 from customer where id = any ($1::uuid[]) order by id for no key update`,
    [ids],
  );
  await sql.rows('select mend_recurring($1::uuid[])', [ids]);
}

/** Where a kept figure was not what the rows behind it give; amounts are exact decimals. */
export interface Drift {
  figure: string;
  currency: string;
  period: string;
  rate: string;
  kept: string;
  keptCount: number;
  counted: string;
  countedCount: number;
}

/**
 * Counts all figures of a partner from the rows of its own and the sums right below it, and keeps that; returns where it
 * was something else.
 */
export function recountFigures(sql: ScopedSql, partnerId: string): Promise<Drift[]> {
  return sql.rows<Drift>(
    `select figure, currency, period, trim_scale(rate)::text rate,
      trim_scale(kept)::text kept, kept_n::int "keptCount",
      trim_scale(counted)::text counted, counted_n::int "countedCount"
    from recount_figures($1)`,
    [partnerId],
  );
}
