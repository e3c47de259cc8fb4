import { addDays, addMonths, minDate } from '../time/calendar.ts';
import type { LocalDate } from '../time/calendar.ts';
import type { FinanceValues } from '../settings/finance.ts';

export type ReminderSettings = Pick<
  FinanceValues,
  'reminderDays' | 'reminderFixedDays' | 'sendBillingNotifications'
>;

/** How a reminder goes. */
export type ReminderWay = 'EMAIL' | 'SMS';

/** The ways by which a partner reminds, the mail first. */
export function reminderWays({
  reminderChannel,
}: Pick<FinanceValues, 'reminderChannel'>): ReminderWay[] {
  return reminderChannel === 'BOTH' ? ['EMAIL', 'SMS'] : [reminderChannel];
}

/** A reminder of the timetable. */
export interface Reminder {
  /** The day of the timetable that it is for. */
  day: LocalDate;
  /** 1, 2 or 3: which one of the timetable. */
  step: number;
}

/**
 * So many days after its own a reminder still goes; what is older is not made up for, and who
 * switches reminders on writes nobody about days long past. Where nights were slept over, the last
 * one of these nights goes, however many there were.
 */
export const REMINDER_MISSED_DAYS = 3;

/** Whether a partner reminds its customers by itself. */
export function remindsByItself(settings: ReminderSettings): boolean {
  const { reminderDays, reminderFixedDays, sendBillingNotifications } = settings;
  return sendBillingNotifications && (reminderDays.length > 0 || reminderFixedDays.length > 0);
}

/**
 * The days of a customer's reminders: each so many days after the one before, the first after the charge. 9, 5, 5 after
 * the 1st are the 10th, 15th and 20th. Source: billing rules, Blocking, Reminders.
 */
export function reminderDates(chargedOn: LocalDate, daysApart: readonly number[]): LocalDate[] {
  let days = 0;
  return daysApart.map((apart) => addDays(chargedOn, (days += apart)));
}

/** The dates that fixed days have in the month of a date; a month that is shorter has its last day. */
export function fixedDatesIn(month: LocalDate, days: readonly number[]): LocalDate[] {
  const first = `${month.slice(0, 8)}01`;
  const last = addDays(addMonths(first, 1), -1);
  return [...new Set(days.map((day) => minDate(addDays(first, day - 1), last)))].sort();
}

/**
 * The reminder that goes on a day to somebody who owes since a charge: the latest of the timetable
 * that is due by then, unless it was sent, fell into a promise to pay, or is too long ago.
 * reminded: the days of the timetable that reminders went for. Source: billing rules, Blocking,
 * Reminders.
 */
export function reminderOn(
  on: LocalDate,
  owedSince: LocalDate,
  settings: ReminderSettings,
  done: {
    reminded: readonly LocalDate[];
    promisedUntil: LocalDate | null | undefined;
    /** Since the last night before. */
    asleepDays: number;
  },
): Reminder | null {
  if (!remindsByItself(settings)) return null;
  const latest = timetable(on, owedSince, settings)
    .filter(({ day }) => day > owedSince && day <= on)
    .at(-1);
  if (!latest || latest.day < addDays(on, -missedDays(done.asleepDays))) return null;
  if (done.promisedUntil && latest.day <= done.promisedUntil) return null;
  return done.reminded.includes(latest.day) ? null : latest;
}

function missedDays(asleepDays: number): number {
  // the day of the last night had its own
  return Math.max(REMINDER_MISSED_DAYS, asleepDays - 1);
}

/** The days of the timetable around a day, in their order. */
function timetable(on: LocalDate, owedSince: LocalDate, settings: ReminderSettings): Reminder[] {
  const { reminderDays, reminderFixedDays } = settings;
  if (!reminderFixedDays.length)
    return reminderDates(owedSince, reminderDays).map((day, i) => ({ day, step: i + 1 }));
  // those of the month before may still be caught up with on its first days
  return [addMonths(on, -1), on].flatMap((month) =>
    fixedDatesIn(month, reminderFixedDays).map((day, i) => ({ day, step: i + 1 })),
  );
}

/**
 * The days of charges that a reminder could go for on a day, for finding customers: none where the
 * timetable is one of fixed days, of which `anyCharge` says whether one is near.
 */
export function chargesRemindedOn(
  on: LocalDate,
  { reminderDays, reminderFixedDays }: ReminderSettings,
  asleepDays: number,
): { days: LocalDate[]; anyCharge: boolean } {
  const near = Array.from({ length: missedDays(asleepDays) + 1 }, (_, back) => addDays(on, -back));
  if (reminderFixedDays.length) {
    const fixed = near.some((day) => fixedDatesIn(day, reminderFixedDays).includes(day));
    return { days: [], anyCharge: fixed };
  }
  let days = 0;
  const apart = reminderDays.map((each) => (days += each));
  return {
    days: apart.flatMap((each) => near.map((day) => addDays(day, -each))),
    anyCharge: false,
  };
}
