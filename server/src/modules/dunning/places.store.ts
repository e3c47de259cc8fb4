import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Where a partner stands in the tree; null for one outside the scope. */
export async function pathOfPartner(sql: ScopedSql, id: string): Promise<string | null> {
  const [partner] = await sql.rows<{ path: string }>('select path from partner where id = $1', [
    id,
  ]);
  return partner?.path ?? null;
}

/** A partner as its documents are numbered. */
export interface PartnerPlace {
  id: string;
  path: string;
  number: number;
}

/** The partners at a place of the tree and, unless `alone`, below it. */
export function placesFrom(
  sql: ScopedSql,
  { path, alone }: { path: string; alone: boolean },
): Promise<PartnerPlace[]> {
  return sql.rows<PartnerPlace>(
    `select id, path, number
    from partner
    where ${alone ? 'path = $1' : 'path >= $1 and path < $1 || chr(1114111)'}`,
    [path],
  );
}

/** The same of single partners inside the scope. */
export function placesOf(sql: ScopedSql, ids: readonly string[]): Promise<PartnerPlace[]> {
  return sql.rows<PartnerPlace>('select id, path, number from partner where id = any($1)', [ids]);
}
