import { formatMoney, formatPercent } from '@backhaul/design';
import { isPositive } from '@backhaul/domain/money/decimals';
import { countOf } from '@backhaul/domain/text/plural';
import type { SettingValues as Values } from '../kit/settings/values.ts';

/** "1st", "22nd". */
function ordinal(day: number): string {
  const teen = day % 100 >= 11 && day % 100 <= 13;
  return `${day}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th')}`;
}

/** Days after the billing day as a day of the month, as long as every month has it. */
function dayAfter(billingDay: number | null, days: number): string {
  const day = (billingDay ?? 99) + days;
  if (day <= 28) return `on the ${ordinal(day)}`;
  return days === 0 ? 'on the billing day itself' : `${countOf(days, 'day')} after the billing day`;
}

function billingWords(values: Values, day: number | null): string {
  if (values.billingEnabled !== true) return 'Nobody is billed.';
  const weeks = Number(values.cycleWeeks ?? 0);
  const when = weeks
    ? `Billed every ${weeks === 1 ? 'week' : 'two weeks'}`
    : day === null
      ? 'Billed on the day of the month they were created'
      : `Billed on the ${ordinal(day)}`;
  const months = Number(values.prepaidMonths);
  const what = weeks
    ? `for ${countOf(weeks, 'week')} ${values.paymentPeriod === 'POSTPAID' ? 'before' : 'ahead'}`
    : values.paymentPeriod === 'POSTPAID'
      ? 'for the month before'
      : months === 1
        ? 'for the month ahead'
        : `for ${countOf(months, 'month')} ahead`;
  const due = Number(values.paymentDueDays);
  const pay =
    due === 0
      ? 'to be paid the same day'
      : `to be paid ${dayAfter(day, due - 1).replace(/^on/, 'by')}`;
  return `${when} ${what}, ${pay}${values.autoCreateInvoices === true ? '' : ', without invoices'}.`;
}

function blockingWords(
  values: Values,
  day: number | null,
  currency: string,
  locale: string,
): string {
  if (values.blockingEnabled !== true) return 'Nobody is blocked or deactivated for not paying.';
  const wait = Number(values.paymentDueDays) + Number(values.blockingPeriodDays);
  const end =
    values.deactivationEnabled === true
      ? `; ${countOf(Number(values.deactivationDays), 'day')} later services stop`
      : '';
  const minimum = formatMoney(String(values.minimumBalance), currency, locale);
  const later = values.blockOnWeekends === true ? '' : ', or on the next working day';
  return `Blocked ${dayAfter(day, wait)} when the balance is below ${minimum}${later}${end}.`;
}

const WAYS: Record<string, string> = {
  EMAIL: 'by e-mail',
  SMS: 'by SMS',
  BOTH: 'by e-mail and SMS',
};

function remindersWords(
  values: Values,
  day: number | null,
  currency: string,
  locale: string,
): string {
  const fixed = numbersOf(values.reminderFixedDays);
  let days = 0;
  const after = numbersOf(values.reminderDays).map((apart) => dayAfter(day, (days += apart)));
  const when = fixed.length
    ? `on the ${listOf(fixed.map(ordinal), locale)} of the month`
    : listOf(after, locale);
  const reminded =
    when === ''
      ? 'Nobody is reminded by itself'
      : `Reminded ${WAYS[String(values.reminderChannel)] ?? ''} ${when}, while something is unpaid`;
  const fees = [
    isPositive(String(values.lateFee)) && formatMoney(String(values.lateFee), currency, locale),
    isPositive(String(values.lateFeePercent)) &&
      `${formatPercent(String(values.lateFeePercent), locale)} of what is due`,
  ].filter((each) => each !== false);
  if (!fees.length) return `${reminded}. No late fees.`;
  const late = countOf(Number(values.lateFeeAfterDays), 'day');
  return `${reminded}. A late fee of ${fees.join(' and ')} comes ${late} after the last day to pay.`;
}

function numbersOf(value: Values[string] | undefined): number[] {
  return Array.isArray(value) ? value.map(Number) : [];
}

function listOf(words: readonly string[], locale: string): string {
  return new Intl.ListFormat(locale.startsWith('en') ? locale : 'en', {
    type: 'conjunction',
  }).format(words);
}

/** What a section's settings come to, in words. */
export function effectOf(
  section: string,
  values: Values,
  currency: string,
  locale: string,
): string | null {
  const shifting = values.billingDayFromCreation === true || Number(values.cycleWeeks ?? 0) > 0;
  const day = shifting ? null : Number(values.billingDay);
  if (section === 'billing') return billingWords(values, day);
  if (section === 'blocking') return blockingWords(values, day, currency, locale);
  if (section === 'reminders') return remindersWords(values, day, currency, locale);
  return null;
}
