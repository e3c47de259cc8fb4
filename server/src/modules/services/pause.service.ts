import {
  ownPause,
  ownPauseOver,
  paused,
  reopened,
  resumed,
} from '@backhaul/domain/charging/ownPause';
import { addMonths, maxDate, type LocalDate } from '@backhaul/domain/time/calendar';
import type { Clock } from '../../platform/clock.ts';
import { badInput, conflict } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { LockedCustomer } from '../customers/index.ts';
import { changed, lockedService, refuseFollowed } from './lockedService.ts';
import { setPauses } from './pauses.store.ts';
import { MONTHS_AHEAD } from './services.input.ts';
import type { LockedService } from './services.store.ts';

/**
 * Pauses a service from a day on: nothing of it is charged until it is resumed. Days that are
 * charged already stay charged. Refuses NOT_FOUND, by field a day before the start, after the end,
 * within an earlier pause or far away, and CONFLICT ARCHIVED, ALREADY_PAUSED while a pause is not
 * over, and PLAN_CHANGED where another plan follows.
 */
export async function pauseService(
  sql: ScopedSql,
  clock: Clock,
  id: string,
  from: LocalDate,
): Promise<void> {
  const { service, buyer } = await lockedService(sql, id);
  const today = clock.today(buyer.clock);
  refuseFollowed(service);
  const now = ownPause(service.pauses, maxDate(today, service.startDate));
  if (now)
    throw conflict(
      'ALREADY_PAUSED',
      now.until === null
        ? `The service is paused from ${now.from} on. Resume it first.`
        : `The service is paused until ${now.until}. Pause it again when that is over.`,
    );
  refuseDay(service, today, from);
  const after = ownPauseOver(service.pauses);
  if (after !== null && from < after)
    throw badInput({ from: `may not lie before ${after}, when the last pause was over` });
  await keep(sql, buyer, service, 'pause', from, paused(service.pauses, from));
}

/**
 * Has a paused service charged again from a day on; of a pause that is not over, whose end was said
 * before, another day is taken as long as no day behind its beginning is charged. Refuses
 * NOT_FOUND, by field a day before the pause or far away, and CONFLICT ARCHIVED, NOT_PAUSED,
 * PLAN_CHANGED and ALREADY_CHARGED.
 */
export async function resumeService(
  sql: ScopedSql,
  clock: Clock,
  id: string,
  from: LocalDate,
): Promise<void> {
  const { service, buyer } = await lockedService(sql, id);
  const today = clock.today(buyer.clock);
  const open = ownPause(service.pauses, today);
  if (!open) throw conflict('NOT_PAUSED', 'The service is not paused.');
  if (open.until !== null) {
    refuseFollowed(service);
    if (service.chargedUntil > open.from)
      throw conflict(
        'ALREADY_CHARGED',
        `Days behind the pause until ${open.until} are charged already: it ends as planned.`,
      );
  }
  if (from < open.from)
    throw badInput({ from: `may not lie before the pause, which is from ${open.from} on` });
  refuseDay(service, today, from);
  await keep(sql, buyer, service, 'resume', from, resumed(reopened(service.pauses, open), from));
}

function refuseDay({ startDate, endDate }: LockedService, today: LocalDate, from: LocalDate): void {
  if (from < startDate) throw badInput({ from: `may not lie before the start on ${startDate}` });
  if (endDate !== null && from > endDate)
    throw badInput({ from: `may not lie after the end on ${endDate}` });
  if (from > addMonths(today, MONTHS_AHEAD))
    throw badInput({ from: 'may lie ten years ahead at most' });
}

async function keep(
  sql: ScopedSql,
  buyer: LockedCustomer,
  service: LockedService,
  action: 'pause' | 'resume',
  from: LocalDate,
  pauses: LockedService['pauses'],
): Promise<void> {
  await setPauses(sql, service.id, pauses);
  await audit(sql, {
    action,
    entity: 'service',
    entityId: service.id,
    partner: { id: buyer.partnerId, path: buyer.partnerPath },
    before: { pauses: service.pauses },
    after: { from, pauses },
  });
  await changed(sql, buyer);
}
