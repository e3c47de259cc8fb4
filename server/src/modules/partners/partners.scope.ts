import type { LocalDate } from '@backhaul/domain/time/calendar';
import { idInput } from '../../kit/input.ts';
import type { Clock } from '../../platform/clock.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { timeZones } from './counts.store.ts';

/** The last character there is: everything below a path lies before path + END. */
const END = '\u{10FFFF}';

/** The rows of a partner and everything below it, as a condition on partnerPath that the index answers. */
export function belowPath(path: string): { gte: string; lt: string } {
  return { gte: path, lt: path + END };
}

/** The same for the partner a filter names. A partner outside the scope has no rows, like one that does not exist. */
export async function belowPartner(
  tx: ScopedTx,
  partnerId: string,
  field = 'filter.partnerId',
): Promise<{ gte: string; lt: string }> {
  const partner = await tx.partner.findUnique({
    where: { id: idInput(partnerId, field) },
    select: { path: true },
  });
  return partner ? belowPath(partner.path) : { gte: END, lt: END };
}

/** A day that it is now at partners inside the scope. */
export interface DayNow {
  today: LocalDate;
  partnerIds(): Promise<string[]>;
}

/**
 * The days that it is now at the partners inside the scope, the earliest first: three at most at one
 * instant, and one alone where all live in the same.
 */
export async function daysNow(tx: ScopedTx, clock: Clock): Promise<[DayNow, ...DayNow[]]> {
  const days = new Map<LocalDate, string[]>();
  for (const timeZone of await timeZones(tx)) {
    const today = clock.today(timeZone);
    days.set(today, [...(days.get(today) ?? []), timeZone]);
  }
  if (!days.size) days.set(clock.today('UTC'), []);
  const [first, ...later] = [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([today, zones]) => ({
      today,
      partnerIds: async () =>
        (
          await tx.partner.findMany({ where: { timeZone: { in: zones } }, select: { id: true } })
        ).map(({ id }) => id),
    }));
  return [first, ...later];
}
