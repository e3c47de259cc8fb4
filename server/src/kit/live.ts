import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import type { Signal } from '../platform/signals.ts';
import type { Context } from './context.ts';

/** A burst of changes of one thing is answered at most this often unless said otherwise; its last change always. */
const COALESCE_MS = 400;

interface Pace {
  /** How often at most, for what is dear to read. */
  everyMs?: number;
  /** Whose midnight is a change: of what moves with the day, without anything having happened. */
  clock?: PartnerClock;
}

/**
 * What changed, one key at a time, those first that are given. `keyOf` names the thing a signal is
 * about, or null when it is not of interest.
 * An object and not a generator: a generator that waits for a change could not be ended before the next one.
 */
export function changedKeys(
  ctx: Context,
  keyOf: (signal: Signal) => string | null,
  initially: readonly string[],
  { everyMs = COALESCE_MS, clock }: Pace = {},
): AsyncIterableIterator<string> {
  const pending = new Set(initially);
  const answeredAt = new Map<string, number>();
  let ended = false;
  let waiting: ((result: IteratorResult<string>) => void) | null = null;
  let timer: NodeJS.Timeout | undefined;
  let midnight: NodeJS.Timeout | undefined;

  const deliver = () => {
    if (!waiting || !pending.size || timer) return;
    const now = Date.now();
    const ready = [...pending].find((key) => (answeredAt.get(key) ?? 0) + everyMs <= now);
    if (ready === undefined) {
      timer = setTimeout(() => {
        timer = undefined;
        deliver();
      }, everyMs / 4);
      return;
    }
    pending.delete(ready);
    for (const [key, at] of answeredAt) if (at + everyMs < now) answeredAt.delete(key);
    answeredAt.set(ready, now);
    const answer = waiting;
    waiting = null;
    answer({ value: ready, done: false });
  };
  const off = ctx.app.signals.onSignal((signal) => {
    for (const key of signal.topic === 'resync' ? initially : [keyOf(signal)])
      if (key !== null) pending.add(key);
    deliver();
  });
  const waitForMidnight = (clock: PartnerClock) => {
    const ms = ctx.app.clock.untilTomorrow(clock);
    if (ms === null) return;
    midnight = setTimeout(() => {
      for (const key of initially) pending.add(key);
      deliver();
      waitForMidnight(clock);
    }, ms).unref();
  };
  if (clock !== undefined) waitForMidnight(clock);
  const end = async (): Promise<IteratorResult<string>> => {
    ended = true;
    off();
    clearTimeout(timer);
    clearTimeout(midnight);
    waiting?.({ value: undefined, done: true });
    waiting = null;
    return { value: undefined, done: true };
  };
  return {
    next: () =>
      ended
        ? Promise.resolve({ value: undefined, done: true })
        : new Promise((resolve) => {
            waiting = resolve;
            deliver();
          }),
    return: end,
    throw: end,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/**
 * The heartbeat of a subscription: once at once, then after every change that the filter lets through. What is sent is
 * read again each time with the subscriber's own rights, so a wrong filter could waste a query but never show a figure.
 */
export function changes(
  ctx: Context,
  filter: (signal: Signal) => boolean,
  pace?: Pace,
): AsyncIterableIterator<string> {
  return changedKeys(ctx, (signal) => (filter(signal) ? '' : null), [''], pace);
}

/** The ids of records as they change, for a subscription to many of them. */
export function changedRecords(
  ctx: Context,
  filter: (signal: Signal) => boolean,
): AsyncIterableIterator<string> {
  return changedKeys(ctx, (signal) => (signal.id && filter(signal) ? signal.id : null), []);
}
