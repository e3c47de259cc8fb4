import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import type { LocalDate } from '@backhaul/domain/time/calendar';
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
  clock: PartnerClock;
  /** The last night that it lived through. */
  lived: LocalDate | null;
}

const PLACES = `select p.id, p.path, p.number, p.clock, d.date lived
    from partner p
    left join dunning_day d on d.partner_id = p.id`;

/** The partners at a place of the tree and, unless `alone`, below it: below a real one the real ones. */
export function placesFrom(
  sql: ScopedSql,
  { path, alone }: { path: string; alone: boolean },
): Promise<PartnerPlace[]> {
  return sql.rows<PartnerPlace>(
    `${PLACES}
    where ${alone ? 'p.path = $1' : 'p.path >= $1 and p.path < $1 || chr(1114111) and is_test(p.path) = is_test($1)'}`,
    [path],
  );
}

/** The same of single partners inside the scope. */
export function placesOf(sql: ScopedSql, ids: readonly string[]): Promise<PartnerPlace[]> {
  return sql.rows<PartnerPlace>(`${PLACES} where p.id = any($1)`, [ids]);
}
