import {
  momentsOf,
  momentsToCome,
  type AutomationRules,
} from '@backhaul/domain/schedule/automation';
import { dayInWords, instantInWords, runInWords } from '@backhaul/domain/schedule/automationWords';
import { addMonths } from '@backhaul/domain/time/calendar';
import { countOf } from '@backhaul/domain/text/plural';
import type { SettingValues } from '../kit/settings/values.ts';
import type { Coming, ComingRun } from './api.ts';

/** What settings say of when runs come. */
function rulesOf(values: SettingValues): AutomationRules {
  const { pausedUntil, approval } = values;
  return {
    daysBefore: Number(values.daysBefore),
    confirmationDays: Number(values.confirmationDays),
    approval: approval === true,
    confirmationTime: approval === true ? '00:00' : String(values.confirmationTime),
    pausedUntil: typeof pausedUntil === 'string' && pausedUntil !== '' ? pausedUntil : null,
  };
}

/** What settings that are being changed come to, for the next billing date or one that might be. */
export function sayRules(
  values: SettingValues,
  { today, timeZone, next }: { today: string; timeZone: string; next: string | undefined },
): string {
  if (values.enabled !== true) return 'Nothing comes by itself: runs are made by hand.';
  const rules = rulesOf(values);
  if (!/^\d\d:\d\d$/.test(rules.confirmationTime)) return 'Say at which hour.';
  const billingDate = next ?? `${addMonths(today, 1).slice(0, 8)}01`;
  const { previewOn, confirmAt } = momentsToCome(billingDate, rules, timeZone, today);
  const run = { billingDate, previewOn, confirmAt, made: false, skipped: false };
  const { approval } = rules;
  const words = runInWords({ ...run, approval, atOnce: rules.confirmationDays === 0 }, timeZone);
  return `${next ? '' : 'For example: '}${words}.`;
}

/** What a pause changes of what comes, a sentence for each run that moves. */
export function sayPause(coming: Coming, until: string): string[] {
  const { timeZone } = coming.partner;
  const rules = { ...coming, pausedUntil: until };
  return coming.upcoming
    .filter(({ skipped }) => !skipped)
    .flatMap((run) => {
      const made = run.made ? { on: run.previewOn, againAt: null } : undefined;
      const then = momentsOf(run.billingDate, rules, timeZone, made);
      const date = dayInWords(run.billingDate);
      if (!run.made && then.previewOn > run.previewOn)
        return [
          `Preview for ${date} on ${dayInWords(then.previewOn)} instead of ${dayInWords(run.previewOn)}` +
            (run.needsApproval
              ? '.'
              : `; confirms by itself on ${instantInWords(then.confirmAt, timeZone)}.`),
        ];
      if (!run.needsApproval && then.confirmAt > new Date(run.confirmAt))
        return [
          `The run for ${date} confirms by itself on ${instantInWords(then.confirmAt, timeZone)} ` +
            `instead of ${instantInWords(new Date(run.confirmAt), timeZone)}.`,
        ];
      return [];
    });
}

/** What skipping a date does. */
export function saySkip({ billingDate, customers, made }: ComingRun, locale: string): string[] {
  const date = dayInWords(billingDate);
  return [
    made
      ? `The preview for ${date} stays, and does not confirm by itself.`
      : `No preview for ${date} is made by itself.`,
    `${countOf(customers, 'customer is', 'customers are', locale)} not charged for it unless somebody does it by hand; ` +
      'who is left is taken up by the next run.',
  ];
}

/** What making a preview now does. */
export function sayPreviewNow(coming: Coming, run: ComingRun): string[] {
  const date = dayInWords(run.billingDate);
  return [
    `The preview for ${date} is made now instead of on ${dayInWords(run.previewOn)}.`,
    run.needsApproval
      ? 'It waits until you confirm it.'
      : coming.confirmationDays === 0
        ? 'It is confirmed as soon as it is ready.'
        : `It confirms by itself on ${instantInWords(new Date(run.confirmAt), coming.partner.timeZone)} unless you do.`,
  ];
}
