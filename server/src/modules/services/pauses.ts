import { byDate } from '../../kit/groupBy.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { pauseServices, resumeServices } from './pauses.store.ts';

/**
 * Pauses the running services of customers that became inactive; those of customers that are not
 * any more go on. The days between are not billed.
 */
export async function pauseOrResumeServices(
  sql: ScopedSql,
  moves: readonly Happenings['statusMoved'][],
): Promise<void> {
  for (const [on, all] of byDate(moves.filter(({ from, to }) => from !== to))) {
    const stopped = all.filter(({ to }) => to === 'INACTIVE').map((move) => move.customerId);
    if (stopped.length) await pauseServices(sql, stopped, on);
    const resumed = all.filter(({ from }) => from === 'INACTIVE').map((move) => move.customerId);
    if (resumed.length) await resumeServices(sql, resumed, on);
  }
}
