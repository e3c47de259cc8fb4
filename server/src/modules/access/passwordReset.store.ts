import type { ScopedSql } from '../../tenancy/boundary.ts';
import { placeOf, type Somebody } from './accounts.store.ts';

/** How many links an account was sent in the last 15 minutes. */
export async function linksSentLately(sql: ScopedSql, of: Somebody): Promise<number> {
  const { column, id } = placeOf(of);
  const { sent } = await sql.row<{ sent: number }>(
    `select count(*)::int sent
    from password_reset
    where ${column} = $1 and created_at > now() - interval '15 minutes'`,
    [id],
  );
  return sent;
}

/** The link of a token, by its hash, while it can be used; undefined when there is none. */
export async function linkOfToken(
  sql: ScopedSql,
  tokenHash: Buffer,
): Promise<{ id: string; partnerId: string } | undefined> {
  const [link] = await sql.rows<{ id: string; partnerId: string }>(
    'select id, partner_id "partnerId" from password_reset_of($1)',
    [tokenHash],
  );
  return link;
}

/** A link that was just spent, with whose it was. */
export interface SpentLink {
  partnerId: string;
  partnerPath: string;
  userId: string | null;
  customerId: string | null;
}

/** Spends a link; undefined when it was spent already, or is too old. */
export async function spendLink(sql: ScopedSql, id: string): Promise<SpentLink | undefined> {
  const [link] = await sql.rows<SpentLink>(
    `update password_reset
    set used_at = now()
    where id = $1 and used_at is null and expires_at > now()
    returning
      partner_id "partnerId", partner_path "partnerPath",
      user_id "userId", customer_id "customerId"`,
    [id],
  );
  return link;
}

/** Spends every link of an account. */
export async function spendLinksOf(sql: ScopedSql, of: Somebody): Promise<void> {
  const { column, id } = placeOf(of);
  await sql.rows(
    `update password_reset set used_at = now() where ${column} = $1 and used_at is null`,
    [id],
  );
}
