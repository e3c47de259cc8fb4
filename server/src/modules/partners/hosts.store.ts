import { hostName } from '@backhaul/domain/access/hostName';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Whose a host is, with the look that its pages have before anybody is known. */
export interface HostPlace {
  partnerId: string;
  path: string;
  number: number;
  name: string;
  accentColor: string | null;
  supportEmail: string | null;
  supportPhone: string | null;
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
  return sql.row<HostPlace>(
    `select
      partner_id "partnerId", path, number, name,
      accent_color "accentColor", support_email "supportEmail", support_phone "supportPhone"
    from place_of_host($1)`,
    [host === publicHost(sql.publicUrl) ? '' : host],
  );
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
