import { formatDate } from '@backhaul/design';
import { daysBetween, isLocalDate } from '@backhaul/domain/time/calendar';
import { countOf } from '@backhaul/domain/text/plural';
import { language } from '../kit/locale.ts';

/** "April" for a run on the first, "10 April" for any other day; of another year with the year. */
export function sayRun(date: string, today: string, locale: string): string {
  const first = date.endsWith('-01');
  return new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    month: 'long',
    ...(first ? {} : { day: 'numeric' }),
    ...(date.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' }),
  }).format(new Date(`${date}T00:00:00Z`));
}

/** Beyond so many days nobody counts in days. */
const FAR = 60;

/** "in 3 days", "in 4 months", "in 10 years". */
function sayAway(days: number): string {
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (Math.abs(days) <= FAR) return words.format(days, 'day');
  const months = Math.round(days / 30.44);
  return Math.abs(months) < 24
    ? words.format(months, 'month')
    : words.format(Math.round(days / 365.25), 'year');
}

/** "Thursday, in 3 days". */
export function sayDate(date: string, today: string): string {
  if (!isLocalDate(date)) return 'Choose the date that the invoices are for.';
  const weekday = new Intl.DateTimeFormat(language, { timeZone: 'UTC', weekday: 'long' }).format(
    new Date(`${date}T00:00:00Z`),
  );
  return `${weekday}, ${sayAway(daysBetween(today, date))}`;
}

interface Plan {
  date: string;
  size: { partners: number; customers: number };
  separate: boolean;
  chosen: number;
  loading: boolean;
  /** For figures, and for the date within the sentence. */
  locale: string;
  sentenceLocale: string;
}

/** What pressing the button will do, in one sentence. */
export function sayWhatHappens({
  date,
  size,
  separate,
  chosen,
  loading,
  locale,
  sentenceLocale,
}: Plan): string {
  if (!isLocalDate(date)) return 'Choose a billing date first.';
  if (chosen === 0) return 'Choose at least one partner.';
  if (loading) return 'Counting the customers who are due.';
  const on = formatDate(date, sentenceLocale, { weekday: true });
  if (size.customers === 0)
    return `Nobody of these partners is due on ${on}: there is nothing to preview.`;
  const who = `${countOf(size.customers, 'customer', 'customers', locale)} of ${countOf(size.partners, 'partner', 'partners', locale)}`;
  const how =
    separate && size.partners > 1
      ? `in ${countOf(size.partners, 'separate preview')}`
      : 'in one preview';
  return `This works out the invoices of ${who} for ${on}, ${how}. No balance, number or service changes until you confirm.`;
}
