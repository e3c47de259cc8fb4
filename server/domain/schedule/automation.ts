// When billing runs are made and confirmed by themselves. Pure: every instant is given, none is asked of the clock.
import { addDays, addMonths, maxDate, todayIn, type LocalDate } from '../time/calendar.ts';
import { HOUR, instantAt } from '../time/wallClock.ts';

/** What a partner's settings say of it. */
export interface AutomationRules {
  daysBefore: number;
  /** 0: confirmed when the preview is ready. */
  confirmationDays: number;
  /** Previews wait for somebody, however long. */
  approval: boolean;
  /** HH:MM, on the clocks of the partner's time zone. */
  confirmationTime: string;
  /** The first day on which something comes by itself again. */
  pausedUntil: LocalDate | null;
}

/** When the run of a billing date is made and confirmed. */
export interface Moments {
  previewOn: LocalDate;
  previewAt: Date;
  /** By itself at the earliest: not at all where it waits for approval. */
  confirmAt: Date;
}

const MIDNIGHT = '00:00';

/** The same by the rules; made: what is known of a preview that exists. */
export function momentsOf(
  billingDate: LocalDate,
  rules: AutomationRules,
  timeZone: string,
  made?: { on: LocalDate; againAt: Date | null },
): Moments {
  const notBefore = (date: LocalDate) => maxDate(date, rules.pausedUntil ?? date);
  const previewOn = made?.on ?? notBefore(addDays(billingDate, -rules.daysBefore));
  const confirmOn = notBefore(addDays(previewOn, rules.confirmationDays));
  const time = rules.confirmationDays === 0 ? MIDNIGHT : rules.confirmationTime;
  const confirmAt = instantAt(confirmOn, time, timeZone);
  const again = made?.againAt ? made.againAt.getTime() + HOUR : 0;
  return {
    previewOn,
    previewAt: instantAt(previewOn, MIDNIGHT, timeZone),
    confirmAt: new Date(Math.max(confirmAt.getTime(), again)),
  };
}

/** The same of a run that is still to be made, as of a day: one whose day is over comes that day. */
export function momentsToCome(
  billingDate: LocalDate,
  rules: AutomationRules,
  timeZone: string,
  today: LocalDate,
): Moments {
  const { previewOn } = momentsOf(billingDate, rules, timeZone);
  const late = { on: maxDate(previewOn, today), againAt: null };
  return momentsOf(billingDate, rules, timeZone, late);
}

/**
 * What became of a billing date. OPEN: its preview is being made, or waits until it is confirmed; READY: the same,
 * and it can be. DONE: nothing comes of it by itself any more, whether it was confirmed, deleted, skipped, or failed.
 */
export interface PlannedDate {
  billingDate: LocalDate;
  state: 'OPEN' | 'READY' | 'DONE';
  madeOn: LocalDate;
  /** When a preview that no longer held was made again. */
  againAt: Date | null;
}

/** What decides what comes next for a partner. */
export interface Automated {
  rules: AutomationRules;
  timeZone: string;
  /** The day on which it was switched on: earlier dates are not made up for. */
  since: LocalDate;
  planned: readonly PlannedDate[];
  /** The next billing dates of its customers, each once. */
  due: readonly LocalDate[];
}

/**
 * The billing date whose run takes up customers who are due on a date: that one, or where it is over or came too early,
 * the next of their billing day, or so many weeks later. null: a preview that waits takes them.
 */
export function takenUpOn(
  { due, weeks }: Pick<DueEvery, 'due' | 'weeks'>,
  { since, planned }: Pick<Automated, 'since' | 'planned'>,
): LocalDate | null {
  const states = new Map(planned.map(({ billingDate, state }) => [billingDate, state]));
  for (let times = 0; ; times += 1) {
    const date = weeks ? addDays(due, 7 * weeks * times) : addMonths(due, times);
    const state = states.get(date);
    if (state === 'OPEN' || state === 'READY') return null;
    if (date >= since && state === undefined) return date;
  }
}

/** When it confirms by itself; null where it waits for somebody. */
export function confirmsAt({ confirmAt }: Moments, { approval }: AutomationRules): Date | null {
  return approval ? null : confirmAt;
}

/** Something that is to be done, from an instant on. */
export interface Step {
  kind: 'PREVIEW' | 'CONFIRM';
  billingDate: LocalDate;
  at: Date;
}

/** What comes next by itself as things stand, in its order. */
export function stepsOf(automated: Automated): Step[] {
  const { rules, timeZone, planned, due } = automated;
  const previews = new Set(
    due.flatMap((date) => takenUpOn({ due: date, weeks: null }, automated) ?? []),
  );
  const steps: Step[] = [
    ...planned
      .filter(({ state }) => state === 'READY' && !rules.approval)
      .map(({ billingDate, madeOn, againAt }): Step => {
        const made = { on: madeOn, againAt };
        const { confirmAt } = momentsOf(billingDate, rules, timeZone, made);
        return { kind: 'CONFIRM', billingDate, at: confirmAt };
      }),
    ...[...previews].map((billingDate): Step => {
      const { previewAt } = momentsOf(billingDate, rules, timeZone);
      return { kind: 'PREVIEW', billingDate, at: previewAt };
    }),
  ];
  return steps.sort(
    (a, b) =>
      a.at.getTime() - b.at.getTime() ||
      a.kind.localeCompare(b.kind) ||
      a.billingDate.localeCompare(b.billingDate),
  );
}

/** The day a preview counts as made on, where it is made at an instant: its own, or a later one when it comes late. */
export function madeOn(billingDate: LocalDate, automated: Automated, at: Date): LocalDate {
  const { previewOn } = momentsOf(billingDate, automated.rules, automated.timeZone);
  return maxDate(previewOn, todayIn(automated.timeZone, at));
}

/** Customers who are due on a date, and how many months, or weeks, lie between their billing dates. */
export interface DueEvery {
  due: LocalDate;
  months: number;
  /** null or 0: months do. */
  weeks: number | null;
  customers: number;
}

/**
 * The billing dates to come, with how many customers they take up as things stand: the next of each, and up to a day
 * those after it by the months or weeks that are charged at once.
 */
export function datesAhead(
  dues: readonly DueEvery[],
  automated: Pick<Automated, 'since' | 'planned'>,
  until: LocalDate,
): Map<LocalDate, number> {
  // what waits to be confirmed is shown for itself, and those after it follow
  const planned = automated.planned.map((each) => ({ ...each, state: 'DONE' as const }));
  const dates = new Map<LocalDate, number>();
  for (const { due, months, weeks, customers } of dues) {
    const first = takenUpOn({ due, weeks }, { since: automated.since, planned }) ?? due;
    const later = (times: number) =>
      weeks ? addDays(first, 7 * weeks * times) : addMonths(first, months * times);
    for (let n = 0, date = first; n === 0 || date <= until; date = later((n += 1)))
      if (!planned.some(({ billingDate }) => billingDate === date))
        dates.set(date, (dates.get(date) ?? 0) + customers);
  }
  return dates;
}
