import { Prisma } from '../../generated/prisma/client.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';

/** How many of something a partner has. */
export interface Count {
  id: string;
  n: number;
}

/** How many partners lie directly below each; those with none are missing. */
export function countChildren(tx: ScopedTx, ids: string[]): Promise<Count[]> {
  return tx.$queryRaw<Count[]>`
    select parent_id::text id, count(*)::int n
    from partner
    where parent_id = any (${ids}::uuid[])
    group by parent_id`;
}

/** How many customers or services each has, with everything below it: a range of paths. */
export function countBelow(
  tx: ScopedTx,
  what: 'customer' | 'service',
  ids: string[],
): Promise<Count[]> {
  return tx.$queryRaw<Count[]>`
    select p.id::text id, (
      select count(*)::int
      from ${Prisma.raw(what)} x
      where x.partner_path >= p.path and x.partner_path < p.path || chr(1114111)
    ) n
    from partner p
    where p.id = any (${ids}::uuid[])`;
}

/** The time zones of the partners inside the scope, each once: Prisma's distinct would fetch every partner. */
export async function timeZones(tx: ScopedTx): Promise<string[]> {
  const zones = await tx.$queryRaw<
    { timeZone: string }[]
  >`select distinct time_zone "timeZone" from partner`;
  return zones.map(({ timeZone }) => timeZone);
}
