import { addDays, type LocalDate } from '@backhaul/domain/time/calendar';
import { dayInWords } from '@backhaul/domain/schedule/automationWords';
import { UTC } from '@backhaul/domain/time/partnerClock';
import { enqueue } from '../../platform/queue.ts';
import { badInput, conflict, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { isTestRoot } from '../../tenancy/scope.ts';
import { keepSwitched as keepAutomated } from '../automation/index.ts';
import { createPartner } from '../partners/index.ts';
import { keepSwitched as keepAsking } from '../proformas/index.ts';
import {
  offerAsAbove,
  lockClock,
  readClock,
  setUntil,
  stopAt,
  type ClockRow,
} from './clock.store.ts';

/** So far a clock goes at once: a year with its last run. */
const AHEAD_MAX_DAYS = 400;
const YEARS_AWAY_MAX = 10;

/** The clock of a test partner. */
export interface TestClock extends ClockRow {
  day: LocalDate;
  through: LocalDate;
}

export interface NewTestPartner {
  parentId: string;
  name: string;
  currency: string;
  startsOn: LocalDate;
}

/**
 * Makes a partner below another that lives by a clock of its own, which shows the day that it starts
 * on. Refuses a parent outside the scope (NOT_FOUND), one that is tested itself (CONFLICT,
 * BELOW_A_TEST_PARTNER), and wrong values by field. Returns the id.
 */
export async function createTestPartner(
  sql: ScopedSql,
  { startsOn, ...partner }: NewTestPartner,
): Promise<string> {
  const today = sql.today(UTC);
  const year = (date: LocalDate) => Number(date.slice(0, 4));
  if (Math.abs(year(startsOn) - year(today)) > YEARS_AWAY_MAX)
    throw badInput({ startsOn: `may lie ${YEARS_AWAY_MAX} years away at most` });
  const id = await createPartner(sql, partner.parentId, partner, startsOn);
  await offerAsAbove(sql, id, partner.parentId);
  await keepAutomated(sql);
  await keepAsking(sql);
  return id;
}

/** The clock of a test partner; refuses with NOT_FOUND, and CONFLICT NO_OWN_CLOCK of any other partner. */
export async function testClock(sql: ScopedSql, partnerId: string): Promise<TestClock> {
  return ownClock(await readClock(sql, partnerId));
}

function ownClock(clock: ClockRow | undefined): TestClock {
  if (!clock) throw notFound();
  const { day, through } = clock;
  if (day === null || through === null)
    throw conflict('NO_OWN_CLOCK', `${clock.name} is no test partner: real days pass for it.`);
  if (!isTestRoot(clock.path))
    throw conflict(
      'NO_OWN_CLOCK',
      `${clock.name} lies below a test partner and shares its clock. Move the clock there.`,
    );
  return { ...clock, day, through };
}

/**
 * Has a test partner's clock go forward to a day; its days are lived in the background, one after
 * the other. Where it is or goes there already nothing changes. Refuses as testClock, and by field a
 * day that is over there or more than 400 days ahead.
 */
export async function advanceClock(
  sql: ScopedSql,
  partnerId: string,
  to: LocalDate,
): Promise<void> {
  const clock = ownClock(await lockClock(sql, partnerId));
  if (to < clock.through)
    throw badInput({
      to: `is over: it is ${dayInWords(clock.through)} ${clock.through.slice(0, 4)} there, and the clock goes forward only`,
    });
  if (to > addDays(clock.through, AHEAD_MAX_DAYS))
    throw badInput({ to: `may lie ${AHEAD_MAX_DAYS} days ahead at most: go there in steps` });
  if (to === clock.through || (clock.until !== null && to <= clock.until && !clock.problem)) return;
  await setUntil(sql, partnerId, to);
  await queueDays(sql, partnerId);
  await audit(sql, {
    action: 'advance-clock',
    entity: 'partner',
    entityId: partnerId,
    before: { clock: clock.through },
    after: { clock: to },
    partner: clock,
  });
  await announce(sql, { topic: 'clock', path: clock.path });
}

/**
 * Has a test partner's clock go no farther than the day that is under way there; one that rests
 * stays. Refuses as testClock.
 */
export async function stopClock(sql: ScopedSql, partnerId: string): Promise<void> {
  const clock = ownClock(await lockClock(sql, partnerId));
  if (clock.until === null || clock.until <= clock.day) return;
  await stopAt(sql, partnerId, clock.day);
  await audit(sql, {
    action: 'stop-clock',
    entity: 'partner',
    entityId: partnerId,
    before: { clock: clock.until },
    after: { clock: clock.day },
    partner: clock,
  });
  await announce(sql, { topic: 'clock', path: clock.path });
}

/** Has a test partner's days lived as far as its clock is to go, soon and once. */
export async function queueDays(sql: ScopedSql, partnerId: string, at?: Date): Promise<void> {
  await enqueue(sql, 'clock:days', { partnerId }, { key: `clock:days:${partnerId}`, at });
}
