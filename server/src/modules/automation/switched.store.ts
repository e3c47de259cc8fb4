import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** A partner for whom it is on, as far as its dates were looked at. */
export interface Looked {
  id: string;
  clock: PartnerClock;
  lookedOn: string | null;
}

/** The real ones inside the scope: a test partner goes with its own clock alone. */
export function automatedPartners(sql: ScopedSql): Promise<Looked[]> {
  return sql.rows<Looked>(
    `select p.id, p.clock, a.looked_on "lookedOn"
    from automated_partner a
    join partner p on p.id = a.partner_id
    where not is_test(p.path)`,
  );
}

/** Forgets those for whom it is off now; on: all for whom it is on. */
export async function forgetSwitchedOff(sql: ScopedSql, on: readonly string[]): Promise<void> {
  await sql.rows('delete from automated_partner where partner_id <> all($1::uuid[])', [on]);
}

/** Those of the partners for whom it was off until now. */
export function newlyOn(
  sql: ScopedSql,
  on: readonly string[],
): Promise<{ id: string; clock: PartnerClock }[]> {
  return sql.rows(
    `select p.id, p.clock
    from partner p
    where p.id = any($1::uuid[])
      and not exists (select 1 from automated_partner a where a.partner_id = p.id)`,
    [on],
  );
}

/** Keeps since when it is on for partners; who is known keeps its day. */
export async function keepSwitchedOn(
  sql: ScopedSql,
  partners: readonly { id: string; since: string }[],
): Promise<void> {
  await sql.rows(
    `insert into automated_partner (partner_id, partner_path, since)
    select p.id, p.path, x.since
    from unnest($1::uuid[], $2::date[]) x(id, since)
    join partner p on p.id = x.id
    on conflict (partner_id) do nothing`,
    [partners.map(({ id }) => id), partners.map(({ since }) => since)],
  );
}

/** Has the dates of the partners at a place and below looked at again within a minute. */
export async function lookAgain(sql: ScopedSql, path: string): Promise<void> {
  await sql.rows(
    `update automated_partner
    set looked_on = null
    where partner_path >= $1 and partner_path < $1 || chr(1114111)`,
    [path],
  );
}

/** A partner for whom it is on, locked until the transaction ends: whoever acts for it acts alone. null: it is off. */
export async function lockAutomated(
  sql: ScopedSql,
  partnerId: string,
): Promise<{ since: string; lookedOn: string | null } | null> {
  const [row] = await sql.rows<{ since: string; lookedOn: string | null }>(
    `select since, looked_on "lookedOn" from automated_partner where partner_id = $1 for update`,
    [partnerId],
  );
  return row ?? null;
}

/** Keeps that a partner's dates were looked at on a day, unless somebody wants another look since. */
export async function markLooked(
  sql: ScopedSql,
  partnerId: string,
  before: string | null,
  day: string,
): Promise<void> {
  await sql.rows(
    `update automated_partner
    set looked_on = $3
    where partner_id = $1 and looked_on is not distinct from $2::date`,
    [partnerId, before, day],
  );
}

/** Since when it is on for partners; who is not there, for that one it is off. */
export async function sinceOf(
  sql: ScopedSql,
  partnerIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await sql.rows<{ id: string; since: string }>(
    'select partner_id id, since from automated_partner where partner_id = any($1)',
    [partnerIds],
  );
  return new Map(rows.map(({ id, since }) => [id, since]));
}
