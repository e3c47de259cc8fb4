import { formatDate } from '@backhaul/design';
import { daysBetween, isLocalDate } from '@backhaul/domain/time/calendar';
import { countOf } from '../kit/words.ts';

/** "April" for a run on the first, "10 April" for any other day. */
export function sayRun(date: string, locale: string): string {
  const first = date.endsWith('-01');
  return new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    month: 'long',
    ...(first ? {} : { day: 'numeric' }),
  }).format(new Date(`${date}T00:00:00Z`));
}

/** "Thursday, in 3 days". */
export function sayDate(date: string, today: string, locale: string): string {
  if (!isLocalDate(date)) return 'Choose the date that the invoices are for.';
  const weekday = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'long' }).format(
    new Date(`${date}T00:00:00Z`),
  );
  const away = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(
    daysBetween(today, date),
    'day',
  );
  return `${weekday}, ${away}`;
}

interface Plan {
  date: string;
  size: { partners: number; customers: number };
  separate: boolean;
  chosen: number;
  loading: boolean;
  locale: string;
}

/** What pressing the button will do, in one sentence. */
export function sayWhatHappens({ date, size, separate, chosen, loading, locale }: Plan): string {
  if (!isLocalDate(date)) return 'Choose a billing date first.';
  if (chosen === 0) return 'Choose at least one partner.';
  if (loading) return 'Counting the customers who are due.';
  const on = formatDate(date, locale, { weekday: true });
  if (size.customers === 0)
    return `Nobody of these partners is due on ${on}: there is nothing to preview.`;
  const who = `${countOf(size.customers, 'customer', 'customers', locale)} of ${countOf(size.partners, 'partner', 'partners', locale)}`;
  const how =
    separate && size.partners > 1 ? `in ${size.partners} separate previews` : 'in one preview';
  return `This works out the invoices of ${who} for ${on}, ${how}. No balance, number or service changes until you confirm.`;
}
