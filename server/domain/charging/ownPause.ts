import type { LocalDate } from '../time/calendar.ts';
import type { PauseFacts } from './facts.ts';

/** own: of the service itself; the others are of a customer that is inactive. */
export interface Pause extends PauseFacts {
  own?: true;
}

/** The service's own pause that is not over on a day, whether it began or is to; null: none. */
export function ownPause(pauses: readonly Pause[], day: LocalDate): Pause | null {
  return (
    pauses.find(
      ({ own, from, until }) => own && from !== until && (until === null || until > day),
    ) ?? null
  );
}

/** Whether a service rests by a pause of its own on a day. */
export function restsOn(pauses: readonly Pause[], day: LocalDate): boolean {
  return pauses.some(
    ({ own, from, until }) => own && from <= day && (until === null || until > day),
  );
}

/**
 * The first day on which the service's last own pause was over; null: there was none, or it is not
 * over.
 */
export function ownPauseOver(pauses: readonly Pause[]): LocalDate | null {
  return pauses
    .filter(({ own }) => own)
    .reduce<LocalDate | null>(
      (last, { until }) => (until !== null && (last === null || until > last) ? until : last),
      null,
    );
}

/** What of a service's pauses lies on a day or behind it, for whatever follows the service from then on. */
export function pausesFrom(pauses: readonly Pause[], day: LocalDate): Pause[] {
  return pauses
    .filter(({ until }) => until === null || until > day)
    .map((pause) => (pause.from < day ? { ...pause, from: day } : pause));
}

/** The same with a pause that is not over without its end. */
export function reopened(pauses: readonly Pause[], pause: Pause): Pause[] {
  return pauses.map((each) => (each === pause ? { ...each, until: null } : each));
}

/**
 * From a day on nothing is charged, but for days that are charged already: these are not given
 * back. Source: billing rules, Blocking, the table of further settings.
 */
export function paused(pauses: readonly Pause[], from: LocalDate): Pause[] {
  return [...pauses, { from, until: null, own: true }];
}

/**
 * Charging starts again on a day; a pause that would last no day leaves nothing behind. Pauses of a
 * customer that is inactive go on.
 */
export function resumed(pauses: readonly Pause[], on: LocalDate): Pause[] {
  return pauses.flatMap((pause) => {
    if (!pause.own || pause.until !== null) return [pause];
    return pause.from < on ? [{ ...pause, until: on }] : [];
  });
}
