import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
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

/** How many customers or services each has, with everything below it: a range of paths, without what is only tested. */
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
        and is_test(x.partner_path) = is_test(p.path)
    ) n
    from partner p
    where p.id = any (${ids}::uuid[])`;
}

/**
 * The clocks of the real partners inside the scope, or of those at and below a test partner, each
 * once: Prisma's distinct would fetch every partner.
 */
export async function clocks(tx: ScopedTx, test: string | null): Promise<PartnerClock[]> {
  const found = await tx.$queryRaw<{ clock: PartnerClock }[]>`
    select distinct clock
    from partner
    where case when ${test}::text is null then not is_test(path) else starts_with(path, ${test}) end`;
  return found.map(({ clock }) => clock);
}

/** Whether there are test partners inside the scope. */
export async function hasTestPartners(tx: ScopedTx): Promise<boolean> {
  const [found] = await tx.$queryRaw<{ some: boolean }[]>`
    select exists (select from partner where test_day is not null) some`;
  return found.some;
}
