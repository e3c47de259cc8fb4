import { hostName } from '@backhaul/domain/access/hostName';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Whose a host is. */
export interface HostPlace {
  partnerId: string;
  path: string;
  number: number;
}

/** What is known of a host's partner before anybody is signed in. */
export interface HostLook {
  name: string;
  supportEmail: string | null;
  supportPhone: string | null;
  /** What it and those above it say of look and contact, root first. */
  looks: Readonly<Record<string, unknown>>[];
}

/** The operator's own host, whatever any row says. */
export function publicHost(publicUrl: string): string {
  return hostName(new URL(publicUrl).host) ?? '';
}

/**
 * The partner that a host belongs to: the one look-up for all that goes by hosts. Unknown ones, and
 * PUBLIC_URL's, are the operator's.
 */
export async function placeOfHost(sql: ScopedSql, host: string): Promise<HostPlace> {
  return sql.row<HostPlace>('select partner_id "partnerId", path, number from place_of_host($1)', [
    known(sql, host),
  ]);
}

/** A host as the look-ups of the database know it: the operator's own is none of theirs. */
function known(sql: ScopedSql, host: string): string {
  return host === publicHost(sql.publicUrl) ? '' : host;
}

/** How the pages of a host look before anybody is signed in there. */
export async function lookOfHost(sql: ScopedSql, host: string): Promise<HostLook> {
  return sql.row<HostLook>(
    `select name, support_email "supportEmail", support_phone "supportPhone", looks
    from look_of_host($1)`,
    [known(sql, host)],
  );
}

/** A logo of a host's partner or of one above it, as it is printed; null for any other picture. */
export async function logoOfHost(
  sql: ScopedSql,
  host: string,
  fileId: string,
): Promise<Buffer | null> {
  const { logo } = await sql.row<{ logo: Buffer | null }>('select logo_of_host($1, $2) logo', [
    known(sql, host),
    fileId,
  ]);
  return logo;
}

/** Whether a mail could go to anybody who comes by a host. */
export async function hostSendsMail(sql: ScopedSql, host: string): Promise<boolean> {
  const { sends } = await sql.row<{ sends: boolean }>('select host_sends_mail($1) sends', [
    known(sql, host),
  ]);
  return sends;
}

/** The address of pages at a host: the operator's but for the name. */
export function addressAt(publicUrl: string, host: string): string {
  const url = new URL(publicUrl);
  url.hostname = host;
  return url.origin;
}

/**
 * Where the portal of each partner inside the scope is reached: at the first of its hosts that is
 * proved, else at the common address.
 */
export async function portalAddresses(
  sql: ScopedSql,
  partnerIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await sql.rows<{ id: string; host: string | null }>(
    `select p.id, (
      select h.host
      from partner_host h
      where h.partner_id = p.id and h.verified_at is not null and h.host <> $2
      order by h.verified_at, h.id
      limit 1
    ) host
    from partner p
    where p.id = any($1::uuid[])`,
    [partnerIds, publicHost(sql.publicUrl)],
  );
  return new Map(
    rows.map(({ id, host }) => [id, host ? addressAt(sql.publicUrl, host) : sql.publicUrl]),
  );
}

/** A partner, as far as its hosts need it. */
export interface HostOwner {
  id: string;
  number: number;
  path: string;
}

/** Locks a partner against changes of its hosts; undefined for one outside the scope. */
export async function lockHostOwner(sql: ScopedSql, id: string): Promise<HostOwner | undefined> {
  const [partner] = await sql.rows<HostOwner>(
    'select id, number, path from partner where id = $1 for no key update',
    [id],
  );
  return partner;
}

/** How many other hosts than this one a partner says are its own. */
export async function countOtherHosts(
  sql: ScopedSql,
  partnerId: string,
  host: string,
): Promise<number> {
  const { count } = await sql.row<{ count: number }>(
    'select count(*)::int count from partner_host where partner_id = $1 and host <> $2',
    [partnerId, host],
  );
  return count;
}

/** Adds a host that is not proved; false when the partner has it already. */
export async function insertHost(
  sql: ScopedSql,
  partner: HostOwner,
  host: string,
): Promise<boolean> {
  const added = await sql.rows(
    `insert into partner_host (partner_id, partner_path, host)
    values ($1, $2, $3)
    on conflict (partner_id, host) do nothing
    returning 1`,
    [partner.id, partner.path, host],
  );
  return added.length > 0;
}

/** Takes one host from a partner, or (null) all of them; returns those that it had. */
export async function deleteHosts(
  sql: ScopedSql,
  partnerId: string,
  host: string | null,
): Promise<string[]> {
  const removed = await sql.rows<{ host: string }>(
    'delete from partner_host where partner_id = $1 and (host = $2 or $3) returning host',
    [partnerId, host, host === null],
  );
  return removed.map((each) => each.host);
}

/** Whether a host of a partner is proved; undefined when the partner does not have it. */
export async function isVerified(
  sql: ScopedSql,
  partnerId: string,
  host: string,
): Promise<boolean | undefined> {
  const [row] = await sql.rows<{ verified: boolean }>(
    `select verified_at is not null verified
    from partner_host
    where partner_id = $1 and host = $2`,
    [partnerId, host],
  );
  return row?.verified;
}

/** The names of the partners, of those that the scope sees, whose some hosts are. */
export async function holdersOfHosts(
  sql: ScopedSql,
  hosts: readonly string[],
): Promise<Map<string, string>> {
  const rows = await sql.rows<{ host: string; name: string }>(
    `select h.host, p.name
    from partner_host h
    join partner p on p.id = h.partner_id
    where h.host = any ($1::text[]) and h.verified_at is not null`,
    [hosts],
  );
  return new Map(rows.map(({ host, name }) => [host, name]));
}

/** The name of another partner, of those that the scope sees, whose a host is; undefined without one. */
export async function otherHolderOfHost(
  sql: ScopedSql,
  partnerId: string,
  host: string,
): Promise<string | undefined> {
  const [holder] = await sql.rows<{ name: string }>(
    `select p.name
    from partner_host h
    join partner p on p.id = h.partner_id
    where h.host = $1 and h.verified_at is not null and h.partner_id <> $2`,
    [host, partnerId],
  );
  return holder?.name;
}

/**
 * Marks a host as proved; false when it was already. One that another partner has fails on
 * partner_host_verified_key.
 */
export async function markVerified(
  sql: ScopedSql,
  partnerId: string,
  host: string,
): Promise<boolean> {
  const changed = await sql.rows(
    `update partner_host
    set verified_at = now()
    where partner_id = $1 and host = $2 and verified_at is null
    returning 1`,
    [partnerId, host],
  );
  return changed.length > 0;
}
