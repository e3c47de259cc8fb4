import { addDays, maxDate, minDate, type LocalDate } from '@backhaul/domain/time/calendar';
import { PROMISE_MAX_DAYS } from '@backhaul/domain/dunning/dunning';
import { chargesLateFees, LATE_FEE_MISSED_DAYS } from '@backhaul/domain/dunning/lateFees';
import { chargesRemindedOn, remindsByItself } from '@backhaul/domain/dunning/reminders';
import type { FinanceValues } from '@backhaul/domain/settings/finance';

/**
 * What a night looks for beside balances, as wide as the widest of the partners' settings: whoever
 * it does not find has no late fee and no reminder. Whether the others have any is decided of each.
 */
export interface Wanted {
  /** Due dates of invoices that a late fee may come for; null: nobody charges any. */
  overdue: { from: LocalDate; to: LocalDate } | null;
  /** Days of charges that a reminder may go for. */
  chargedOn: LocalDate[];
  /** Whatever is open may be reminded of. */
  anyCharge: boolean;
}

/** What is looked for in the night of a day. */
export function wantedOn(
  on: LocalDate,
  partners: Iterable<{ finance: FinanceValues; asleepDays: number }>,
): Wanted {
  const chargedOn = new Set<LocalDate>();
  let overdue: Wanted['overdue'] = null;
  let anyCharge = false;
  for (const { finance: settings, asleepDays } of partners) {
    if (chargesLateFees(settings)) {
      const to = addDays(on, -settings.lateFeeAfterDays);
      const from = addDays(to, -Math.max(LATE_FEE_MISSED_DAYS, asleepDays) - PROMISE_MAX_DAYS);
      overdue = overdue
        ? { from: minDate(overdue.from, from), to: maxDate(overdue.to, to) }
        : { from, to };
    }
    if (remindsByItself(settings)) {
      const near = chargesRemindedOn(on, settings, asleepDays);
      for (const day of near.days) chargedOn.add(day);
      anyCharge ||= near.anyCharge;
    }
  }
  return { overdue, chargedOn: [...chargedOn].sort(), anyCharge };
}
