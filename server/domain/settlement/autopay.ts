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

/** A charge that autopay made. at: when, in milliseconds. */
export interface Attempt {
  on: LocalDate;
  at: number;
  status: 'PENDING' | 'PAID' | 'FAILED';
  /** It failed by the card that is charged now, for a reason that another day does not change. */
  final: boolean;
  /** It was made since autopay was switched on; one from before says no more when to try again. */
  counts: boolean;
}

/** An invoice of which something is due. */
export interface OpenDebt {
  dueDate: LocalDate;
  /** In minor units. */
  due: bigint;
  /** In milliseconds. */
  issuedAt: number;
  /** Somebody took back what had paid it: a dispute, a chargeback, a refund. */
  takenBack: boolean;
}

/** The next attempt as things stand: when, which in a row it is, and over how much; in minor units. */
export interface NextAttempt {
  on: LocalDate;
  number: number;
  amount: bigint;
}

/**
 * When a customer is charged next from a day on: once for all that is due by then, at most once a day. Each invoice has
 * its own days, those of attemptDays(): what others bring between them moves none, and takes what is due of it along.
 * Nothing is taken by itself again of what somebody took back, of what an attempt paid, and of what the card refused for
 * a reason that does not pass. null: nothing is planned, or an attempt is under way. attempts: in the order in which
 * they were made.
 */
export function nextAttempt(
  open: readonly OpenDebt[],
  attempts: readonly Attempt[],
  times: AutopayTimes,
  from: LocalDate,
): NextAttempt | null {
  if (attempts.some(({ status }) => status === 'PENDING')) return null;
  const notBefore = attempts.reduce((day, { on }) => (on >= day ? addDays(on, 1) : day), from);
  const debts = open.filter((debt) => debt.due > 0n && isCharged(debt, attempts, times));
  const [next] = debts
    .flatMap((debt) => nextOf(debt, attempts, times) ?? [])
    .map(({ on, number }) => ({ on: on < notBefore ? notBefore : on, number }))
    .sort((a, b) => a.on.localeCompare(b.on) || b.number - a.number);
  return next ? { ...next, amount: dueBy(debts, next.on, times) } : null;
}

/** The attempts that an invoice was charged by, had anything been due of it. */
function madeOf(
  { dueDate, issuedAt }: OpenDebt,
  attempts: readonly Attempt[],
  times: AutopayTimes,
): Attempt[] {
  const first = firstAttemptOn(dueDate, times);
  return attempts.filter(({ on, at }) => on >= first && at > issuedAt);
}

function isCharged(debt: OpenDebt, attempts: readonly Attempt[], times: AutopayTimes): boolean {
  return (
    !debt.takenBack &&
    !madeOf(debt, attempts, times).some(
      ({ status, final, counts }) => final || (counts && status === 'PAID'),
    )
  );
}

/** The next of an invoice's own days; null: it had them all. */
function nextOf(
  debt: OpenDebt,
  attempts: readonly Attempt[],
  times: AutopayTimes,
): { on: LocalDate; number: number } | null {
  const made = madeOf(debt, attempts, times).filter(({ counts }) => counts);
  let due: LocalDate | null = firstAttemptOn(debt.dueDate, times);
  for (let number = 1; due !== null; number += 1) {
    const day: LocalDate = due;
    const attempt = made.find(({ on }) => on >= day);
    if (!attempt) return { on: day, number };
    due = retryOn({ on: attempt.on, number, retryable: true }, times);
  }
  return null;
}

function dueBy(debts: readonly OpenDebt[], on: LocalDate, times: AutopayTimes): bigint {
  return debts.reduce(
    (sum, { dueDate, due }) => (firstAttemptOn(dueDate, times) <= on ? sum + due : sum),
    0n,
  );
}
