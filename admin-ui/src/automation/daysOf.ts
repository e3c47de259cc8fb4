import { todayIn } from '@backhaul/domain/time/calendar';
import type { Coming } from './api.ts';

/** What happens on a day: the preview of a billing date, its confirmation, or the date itself. */
export interface DayMark {
  kind: 'PREVIEW' | 'CONFIRM' | 'BILLING';
  billingDate: string;
}

/** What happens on each day by itself. */
export function daysOf({ upcoming, partner }: Coming): Map<string, DayMark[]> {
  const days = new Map<string, DayMark[]>();
  const mark = (day: string, what: DayMark) => days.set(day, [...(days.get(day) ?? []), what]);
  for (const { billingDate, previewOn, confirmAt, needsApproval, made, skipped } of upcoming) {
    mark(billingDate, { kind: 'BILLING', billingDate });
    if (skipped) continue;
    if (!made) mark(previewOn, { kind: 'PREVIEW', billingDate });
    if (needsApproval) continue;
    mark(todayIn(partner.timeZone, new Date(confirmAt)), { kind: 'CONFIRM', billingDate });
  }
  return days;
}
