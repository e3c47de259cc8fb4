import type { LocalDate } from '../time/calendar.ts';
import type { BillingSettings } from '../settings/finance.ts';
import { decideStatus, followsRules, isBelowMinimum, isPromised } from './dunning.ts';
import type { DunningFacts, StatusChange } from './dunning.ts';
import { lateFeesOn } from './lateFees.ts';
import type { LateFee, OverdueInvoice } from './lateFees.ts';
import { reminderOn, reminderWays } from './reminders.ts';
import type { Reminder, ReminderWay } from './reminders.ts';

/** What decides about one customer's night. */
export interface NightFacts extends DunningFacts {
  settings: BillingSettings;
  /** When the promise to pay was made. */
  promisedSince?: LocalDate | null;
  /** Those that something is due of. */
  invoices: readonly OverdueInvoice[];
  /** Since when something is unpaid: the date of its oldest charge; null: nothing is. */
  owedSince: LocalDate | null;
  /** By which ways reminders reach the customer: it has an address there, and wants them. */
  reachable: Readonly<Record<ReminderWay, boolean>>;
  /** The days of the timetable that reminders went for. */
  reminded: readonly LocalDate[];
  /** Since the last night that the customer's partner lived through; 0 where none is known. */
  asleepDays: number;
  /** What a late fee comes to with its tax, in minor units. */
  withTax: (net: bigint) => bigint;
}

/** What a night does to one customer, in the order in which it happens. */
export interface Night {
  activation: StatusChange | null;
  fees: (LateFee & { total: bigint })[];
  /** Blocked or deactivated. */
  stop: StatusChange | null;
  reminder: Reminder | null;
}

/** The late fees of a night, with what each comes to. */
export function feesOf(facts: Omit<NightFacts, 'blockDate' | 'owedSince'>): Night['fees'] {
  if (!followsRules(facts)) return [];
  const { on, invoices, settings, promisedSince, promisedUntil, digits, asleepDays } = facts;
  const promise = promisedUntil
    ? { since: promisedSince ?? promisedUntil, until: promisedUntil }
    : null;
  return lateFeesOn(on, invoices, settings, { promise, digits, asleepDays }).map((fee) => ({
    ...fee,
    total: facts.withTax(fee.net),
  }));
}

/** Whether the block date decides about a customer's night: below the minimum, with the night's late fees. */
export function needsBlockDate(
  facts: Omit<NightFacts, 'blockDate' | 'owedSince'>,
  fees: Night['fees'],
): boolean {
  const { status, promisedUntil, on, settings, digits } = facts;
  if (status !== 'NEW' && status !== 'ACTIVE') return false;
  if (!settings.blockingEnabled || isPromised(promisedUntil, on)) return false;
  return isBelowMinimum({ settings, digits, balance: facts.balance - sum(fees) });
}

/**
 * What the night of a day does to a customer: activation, late fees, block or deactivation, then a
 * reminder. Every status is decided with the balance that the fees leave: who would be blocked again
 * by a fee of the same night stays blocked, and a second time the night does nothing. fees: what
 * feesOf said of these facts, where that is known. Source: billing rules, Blocking, The night's work.
 */
export function decideNight(facts: NightFacts, fees: Night['fees'] = feesOf(facts)): Night {
  const change = decideStatus(
    fees.length ? { ...facts, balance: facts.balance - sum(fees) } : facts,
  );
  const comesBack = change?.to === 'ACTIVE';
  return {
    activation: comesBack ? change : null,
    fees,
    stop: comesBack ? null : change,
    reminder: reminderOf(facts),
  };
}

/** Whether a night leaves a customer as it is. */
export function isQuiet({ activation, fees, stop, reminder }: Night): boolean {
  return !activation && !fees.length && !stop && !reminder;
}

function reminderOf(facts: NightFacts): Reminder | null {
  const { on, owedSince, settings, reminded, promisedUntil, reachable, asleepDays } = facts;
  if (!followsRules(facts) || owedSince === null || isPromised(promisedUntil, on)) return null;
  if (!reminderWays(settings).some((way) => reachable[way])) return null;
  return reminderOn(on, owedSince, settings, { reminded, promisedUntil, asleepDays });
}

function sum(fees: Night['fees']): bigint {
  return fees.reduce((all, { total }) => all + total, 0n);
}
