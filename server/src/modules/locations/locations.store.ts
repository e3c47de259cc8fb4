import type { FieldValues } from '@backhaul/domain/fields/customFields';
import type { ScopedSql, ScopedTx } from '../../tenancy/boundary.ts';

/** What of a location is typed. */
export interface LocationDetails {
  kind: 'AREA' | 'SITE';
  name: string;
  parentId: string | null;
  address: string | null;
  lat: number | null;
  lon: number | null;
}

export interface StoredLocation extends LocationDetails {
  id: string;
  number: number;
  partnerId: string;
  partnerPath: string;
  customFields: FieldValues;
}

/** One change of locations at a time in the whole installation: nobody closes a circle that another half made. */
export async function lockLocations(sql: ScopedSql): Promise<void> {
  await sql.rows('select pg_advisory_xact_lock(4140)');
}

/** How many locations a partner has. */
export async function countLocations(sql: ScopedSql, partnerId: string): Promise<number> {
  const { n } = await sql.row<{ n: number }>(
    'select count(*)::int n from location where partner_id = $1',
    [partnerId],
  );
  return n;
}

/**
 * Stores a location with the next number of its tree and returns its id. A name that the partner has
 * already fails on location_partner_id_name_key.
 */
export async function insertLocation(
  sql: ScopedSql,
  place: { partnerId: string; partnerPath: string },
  details: LocationDetails,
  customFields: FieldValues,
): Promise<string> {
  const { id } = await sql.row<{ id: string }>(
    `insert into location (partner_id, partner_path, number,
      kind, name, parent_id, address, lat, lon, custom_fields)
    values ($1, $2, next_location_number($2),
      $3, $4, $5, $6, $7, $8, $9)
    returning id`,
    [
      place.partnerId,
      place.partnerPath,
      details.kind,
      details.name,
      details.parentId,
      details.address,
      details.lat,
      details.lon,
      JSON.stringify(customFields),
    ],
  );
  return id;
}

/** A location of the scope's own partners, locked; undefined for one above, and outside the scope. */
export async function lockLocation(
  sql: ScopedSql,
  id: string,
): Promise<StoredLocation | undefined> {
  const [location] = await sql.rows<StoredLocation>(
    `select id, number, partner_id "partnerId", partner_path "partnerPath",
      kind, name, parent_id "parentId", address, lat, lon, custom_fields "customFields"
    from location
    where id = $1
    for update`,
    [id],
  );
  return location;
}

export async function storeLocation(
  sql: ScopedSql,
  id: string,
  details: LocationDetails,
): Promise<void> {
  await sql.rows(
    `update location
    set kind = $2, name = $3, parent_id = $4, address = $5, lat = $6, lon = $7
    where id = $1`,
    [id, details.kind, details.name, details.parentId, details.address, details.lat, details.lon],
  );
}

/** Removes a location. One that something is still at fails on a key. */
export async function deleteLocation(sql: ScopedSql, id: string): Promise<void> {
  await sql.rows('delete from custom_value where record_id = $1', [id]);
  await sql.rows('delete from location where id = $1', [id]);
}

/** Where a location that the scope sees belongs; undefined for one that it does not see. */
export async function placeOfLocation(
  sql: ScopedSql,
  id: string,
): Promise<{ name: string; partnerPath: string } | undefined> {
  const [location] = await sql.rows<{ name: string; partnerPath: string }>(
    'select name, partner_path "partnerPath" from location where id = $1',
    [id],
  );
  return location;
}

/** A location and those that it lies in, from itself up. */
export async function lineUp(sql: ScopedSql, id: string): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `with recursive up as (
      select id, parent_id, 1 n from location where id = $1
      union all
      select l.id, l.parent_id, up.n + 1
      from up
      join location l on l.id = up.parent_id
      where up.n < 100)
    select id from up order by n`,
    [id],
  );
  return rows.map((row) => row.id);
}

/** How many levels lie in a location, itself the first of them. */
export async function depthOf(sql: ScopedSql, id: string): Promise<number> {
  const { n } = await sql.row<{ n: number }>(
    `with recursive down as (
      select id, 1 n from location where id = $1
      union all
      select l.id, down.n + 1
      from down
      join location l on l.parent_id = down.id
      where down.n < 100)
    select max(n) n from down`,
    [id],
  );
  return n;
}

/** A location and all that lies in it, as far as the scope sees them. */
export async function idsWithin(tx: ScopedTx, id: string): Promise<string[]> {
  const rows = await tx.$queryRawUnsafe<{ id: string }[]>(
    `with recursive down as (
      select id from location where id = $1::uuid
      union
      select l.id from down join location l on l.parent_id = down.id)
    select id from down`,
    id,
  );
  return rows.map((row) => row.id);
}

/** How many customers inside the scope are at each of locations, and in what lies in it. */
export function countAt(
  tx: ScopedTx,
  ids: readonly string[],
): Promise<{ id: string; n: number }[]> {
  return tx.$queryRawUnsafe(
    `with recursive down as (
      select t.id top, t.id from unnest($1::uuid[]) t(id)
      union
      select down.top, l.id from down join location l on l.parent_id = down.id)
    select down.top id, sum(n.n)::int n
    from down
    cross join lateral (
      select count(*) n from customer c where c.location_id = down.id offset 0) n
    group by down.top`,
    ids,
  );
}

/**
 * Takes from the customers at a place and below it, and from the locations there, what locations
 * belong to no partner above them.
 */
export async function dropForeignLocations(sql: ScopedSql, path: string): Promise<void> {
  const foreign = (row: string) =>
    `${row}.partner_path >= $1 and ${row}.partner_path < $1 || chr(1114111)
      and not starts_with(${row}.partner_path, l.partner_path)`;
  await sql.rows(
    `update customer c
    set location_id = null
    from location l
    where l.id = c.location_id
      and ${foreign('c')}`,
    [path],
  );
  await sql.rows(
    `update location c
    set parent_id = null
    from location l
    where l.id = c.parent_id
      and ${foreign('c')}`,
    [path],
  );
}
