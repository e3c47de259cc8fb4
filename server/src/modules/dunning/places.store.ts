import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Where a partner stands in the tree; null for one outside the scope. */
export async function pathOfPartner(sql: ScopedSql, id: string): Promise<string | null> {
  const [partner] = await sql.rows<{ path: string }>('select path from partner where id = $1', [
    id,
  ]);
  return partner?.path ?? null;
}

/** The partners at a place of the tree and below. */
export async function partnersFrom(sql: ScopedSql, path: string): Promise<string[]> {
  const partners = await sql.rows<{ id: string }>(
    'select id from partner where path >= $1 and path < $1 || chr(1114111)',
    [path],
  );
  return partners.map((partner) => partner.id);
}
