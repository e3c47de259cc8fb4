import { family, resolve, type OverridesOf, type ValuesOf } from './family.ts';
import { date, time, whole, yesNo } from './setting.ts';

/**
 * When billing runs of a partner are made and confirmed by themselves. A preview rests less than a month before it is
 * confirmed, or stands in the way of the next, which so never comes first.
 * Source: billing rules, Billing runs, Automation.
 */
export const AUTOMATION = family({
  enabled: yesNo(false),
  /** Before the billing date. */
  daysBefore: whole(0, 60, 5),
  /** After the preview; 0: confirmed when it is ready. */
  confirmationDays: whole(0, 27, 3),
  /** No preview confirms by itself: each waits until somebody approves it, and nothing is owed before. */
  approval: yesNo(false),
  /** In the partner's time zone. */
  confirmationTime: time('22:00'),
  separatePerPartner: yesNo(false),
  /** The first day on which it works again. */
  pausedUntil: date(),
});

/** The settings in force. */
export interface AutomationValues extends ValuesOf<typeof AUTOMATION.settings> {}
/** What one partner sets itself. */
export type AutomationOverrides = OverridesOf<typeof AUTOMATION.settings>;

/** The settings in force at the end of a chain of partners, root first. */
export function resolveAutomation(chain: readonly AutomationOverrides[]): AutomationValues {
  return resolve(AUTOMATION, chain);
}
