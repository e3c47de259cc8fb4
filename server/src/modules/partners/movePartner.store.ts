import type { ScopedSql } from '../../tenancy/boundary.ts';

/** A partner's place in the tree. */
export interface TreePlace {
  id: string;
  path: string;
  number: number;
  parentId: string | null;
}

/** One change of the tree at a time: the lock of next_partner_number(). */
export async function lockTree(sql: ScopedSql): Promise<void> {
  await sql.rows('select pg_advisory_xact_lock(4117)');
}

/**
 * Waits for whoever works for a customer of a partner or below it, and holds off whoever comes then: all who write for a
 * customer lock it first, and so nobody waits for the partner's rows who holds one that they wait for.
 */
export async function lockCustomersBelow(sql: ScopedSql, id: string): Promise<void> {
  await sql.rows(
    `select count(*)
    from (
      select 1
      from customer c
      join partner p on p.id = $1
      where c.partner_path >= p.path and c.partner_path < p.path || chr(1114111)
      order by c.id
      for update of c) locked`,
    [id],
  );
}

/** Locks partners and tells their places; of those inside the scope. */
export function lockPlaces(sql: ScopedSql, ids: readonly string[]): Promise<TreePlace[]> {
  return sql.rows<TreePlace>(
    `select id, path, number, parent_id "parentId"
    from partner
    where id = any ($1::uuid[])
    for update`,
    [ids],
  );
}

/** Gives a partner and all below it another path; the rows that are theirs follow by themselves. */
export async function movePaths(sql: ScopedSql, from: string, to: string): Promise<void> {
  await sql.rows(
    `update partner
    set path = $2 || substr(path, length($1) + 1)
    where path >= $1 and path < $1 || chr(1114111)`,
    [from, to],
  );
}

/** Hangs a partner under another parent; its path is movePaths' concern. */
export async function setParent(sql: ScopedSql, id: string, parentId: string): Promise<void> {
  await sql.rows('update partner set parent_id = $2 where id = $1', [id, parentId]);
}

/** The open sessions of all who belong to a place or below it. */
export function openSessionsBelow(
  sql: ScopedSql,
  path: string,
): Promise<{ id: string; path: string }[]> {
  return sql.rows<{ id: string; path: string }>(
    `select id, partner_path path
    from session
    where partner_path >= $1 and partner_path < $1 || chr(1114111)
      and revoked_at is null
      and expires_at > now()`,
    [path],
  );
}

/** The billing date of a run over a place or below it that is being confirmed; undefined without one. */
export async function dateOfConfirmingRun(
  sql: ScopedSql,
  path: string,
): Promise<string | undefined> {
  const [run] = await sql.rows<{ date: string }>(
    `select date
    from billing_run
    where (status = 'CONFIRMING' or status = 'FAILED' and failed_phase = 'CONFIRMING')
      and partner_ids && array(
        select id from partner where path >= $1 and path < $1 || chr(1114111)
      )
    limit 1`,
    [path],
  );
  return run?.date;
}

/**
 * A tariff offered at a place or below it whose tax rate is owned above that place, and not above
 * the other one; undefined without any.
 */
export async function tariffLosingItsRate(
  sql: ScopedSql,
  from: string,
  to: string,
): Promise<string | undefined> {
  const [lost] = await sql.rows<{ tariff: string }>(
    `select t.name tariff
    from tariff_partner o
    join tariff t on t.id = o.tariff_id
    join tax_rate r on r.id = t.tax_rate_id
    where o.partner_path >= $1 and o.partner_path < $1 || chr(1114111)
      and starts_with($1, r.partner_path)
      and r.partner_path <> $1
      and not starts_with($2, r.partner_path)
    limit 1`,
    [from, to],
  );
  return lost?.tariff;
}
