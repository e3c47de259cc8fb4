import { addDays, type LocalDate } from '../time/calendar.ts';

/**
 * When open invoices are charged by themselves, and again where that fails. Source: payments, Gateways, Saved cards and
 * autopay.
 */
export interface AutopayTimes {
  /** From the due date to the first attempt, in days; below zero: before it. */
  offsetDays: number;
  /** From each failed attempt to the next, in days; one more than these is not made. */
  retries: readonly number[];
}

/** The day on which an invoice is charged for the first time. */
export function firstAttemptOn(dueDate: LocalDate, { offsetDays }: AutopayTimes): LocalDate {
  return addDays(dueDate, offsetDays);
}

/**
 * When a charge is tried again that failed; null: not by itself any more. number: which in a row it was, from 1.
 * retryable: whether the same card may do on another day.
 */
export function retryOn(
  failed: { on: LocalDate; number: number; retryable: boolean },
  { retries }: AutopayTimes,
): LocalDate | null {
  const days = retries[failed.number - 1];
  return failed.retryable && days !== undefined ? addDays(failed.on, days) : null;
}

/** The days on which an attempt is tried again, should each fail for a reason that may pass. */
export function retriesAfter(
  attempt: { on: LocalDate; number: number },
  times: AutopayTimes,
): LocalDate[] {
  const days: LocalDate[] = [];
  for (let { on, number } = attempt; ; number += 1) {
    const next = retryOn({ on, number, retryable: true }, times);
    if (next === null) return days;
    days.push(next);
    on = next;
  }
}

/** All days on which an invoice that is never paid is tried. */
export function attemptDays(dueDate: LocalDate, times: AutopayTimes): LocalDate[] {
  const on = firstAttemptOn(dueDate, times);
  return [on, ...retriesAfter({ on, number: 1 }, times)];
}

/** The last attempt of a customer that autopay made since it was switched on. */
export interface LastAttempt {
  on: LocalDate;
  number: number;
  status: 'PENDING' | 'PAID' | 'FAILED';
  retryOn: LocalDate | null;
}

/** An invoice of which something is due. isNew: it was issued after the last attempt was made. */
export interface OpenDebt {
  dueDate: LocalDate;
  /** In minor units. */
  due: bigint;
  isNew: boolean;
}

/** The next attempt as things stand: when, which in a row it is, and over how much; in minor units. */
export interface NextAttempt {
  on: LocalDate;
  number: number;
  amount: bigint;
}

/**
 * When a customer is charged next from a day on: once for all that is due by then, at most once a day. A failed
 * attempt is followed by its retries; one that is not tried again, and one that was paid, by what becomes due after it,
 * so that money that somebody took back is not taken again. null: nothing is planned, or an attempt is under way.
 */
export function nextAttempt(
  open: readonly OpenDebt[],
  last: LastAttempt | null,
  times: AutopayTimes,
  from: LocalDate,
): NextAttempt | null {
  if (last?.status === 'PENDING') return null;
  const notBefore = last && last.on >= from ? addDays(last.on, 1) : from;
  const fresh = open
    .filter(({ dueDate, isNew, due }) => {
      const first = firstAttemptOn(dueDate, times);
      return due > 0n && (last === null || isNew || first > last.on);
    })
    .map(({ dueDate }) => ({ on: firstAttemptOn(dueDate, times), number: 1 }));
  const again =
    last?.status === 'FAILED' && last.retryOn !== null
      ? [{ on: last.retryOn, number: last.number + 1 }]
      : [];
  const [next] = [...again, ...fresh]
    .map(({ on, number }) => ({ on: on < notBefore ? notBefore : on, number }))
    .sort((a, b) => a.on.localeCompare(b.on) || b.number - a.number);
  if (!next) return null;
  const amount = dueBy(open, next.on, times);
  return amount > 0n ? { ...next, amount } : null;
}

function dueBy(open: readonly OpenDebt[], on: LocalDate, times: AutopayTimes): bigint {
  return open.reduce(
    (sum, { dueDate, due }) => (firstAttemptOn(dueDate, times) <= on ? sum + due : sum),
    0n,
  );
}
