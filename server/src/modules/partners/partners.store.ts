import type { FieldValues } from '@backhaul/domain/fields/customFields';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** A partner as it is stored, by the names of its columns: changes are audited under them. */
export interface PartnerRow {
  id: string;
  number: number;
  path: string;
  name: string;
  currency: string;
  time_zone: string;
  test_day: string | null;
  test_through: string | null;
  place_settled: boolean;
  support_email: string | null;
  support_phone: string | null;
  custom_fields: FieldValues;
}

/** Where a partner inside the scope stands in the tree; undefined for one outside. */
export async function pathOfPartner(sql: ScopedSql, id: string): Promise<string | undefined> {
  const [partner] = await sql.rows<{ path: string }>('select path from partner where id = $1', [
    id,
  ]);
  return partner?.path;
}

/** The names of the partners at some places, from the root down; of those inside the scope. */
export async function namesAt(sql: ScopedSql, paths: readonly string[]): Promise<string[]> {
  const found = await sql.rows<{ name: string }>(
    'select name from partner where path = any ($1::text[]) order by length(path)',
    [paths],
  );
  return found.map(({ name }) => name);
}

/** A partner; undefined for one outside the scope. */
export async function partnerOf(sql: ScopedSql, id: string): Promise<PartnerRow | undefined> {
  const [partner] = await sql.rows<PartnerRow>('select * from partner where id = $1', [id]);
  return partner;
}

/** Locks a partner against other changes of it, and reads it; undefined for one outside the scope. */
export async function lockPartner(sql: ScopedSql, id: string): Promise<PartnerRow | undefined> {
  const [partner] = await sql.rows<PartnerRow>(
    'select * from partner where id = $1 for no key update',
    [id],
  );
  return partner;
}

/** The number of the next new partner; nothing in the tree is moved until it is made. */
export async function nextPartnerNumber(sql: ScopedSql): Promise<number> {
  const { number } = await sql.row<{ number: number }>('select next_partner_number() number');
  return number;
}

export interface NewPartner {
  number: number;
  parentId: string;
  path: string;
  name: string;
  currency: string;
  timeZone: string;
  /** Of a test partner: the day that it is there, and the one through which all is done. */
  testDay: string | null;
  testThrough: string | null;
}

/** Stores a partner and returns its id. */
export async function insertPartner(sql: ScopedSql, partner: NewPartner): Promise<string> {
  const { id } = await sql.row<{ id: string }>(
    `insert into partner (number, parent_id, path, name, currency, time_zone,
      test_day, test_through)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    returning id`,
    [
      partner.number,
      partner.parentId,
      partner.path,
      partner.name,
      partner.currency,
      partner.timeZone,
      partner.testDay,
      partner.testThrough,
    ],
  );
  return id;
}

/** Stores some of a partner's columns. Their names go into the statement: never any from outside. */
export async function updatePartnerRow(
  sql: ScopedSql,
  id: string,
  changes: Partial<PartnerRow>,
): Promise<void> {
  const set = Object.keys(changes).map((column, i) => `${column} = $${i + 2}`);
  await sql.rows(`update partner set ${set.join(', ')} where id = $1`, [
    id,
    ...Object.values(changes),
  ]);
}

/** Those of some partners that have anything in their currency: customers, or tariffs they sell. */
export async function thoseWhoSell(
  sql: ScopedSql,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = await sql.rows<{ id: string }>(
    `select id
    from unnest($1::uuid[]) p(id)
    where exists (select 1 from customer where partner_id = p.id)
      or exists (select 1 from tariff_partner where partner_id = p.id)`,
    [ids],
  );
  return new Set(found.map(({ id }) => id));
}

/** The root of the tree, from where all partners are seen; asked without a scope. */
export async function rootPartner(sql: ScopedSql): Promise<string | null> {
  const [root] = await sql.rows<{ id: string }>(
    `select j.partner_id id
    from partners_for_jobs() j
    cross join lateral partner_place(j.partner_id) p
    where p.number = 1`,
  );
  return root?.id ?? null;
}
