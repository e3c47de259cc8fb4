import { countOf } from '@backhaul/domain/text/plural';
import type { SettingValues as Values } from '../../kit/settings/values.ts';
import { sayDays, sayHour, weekdayName } from '../../kit/settings/weekdays.ts';

const HOURS = 24;
const WEEK = 7 * HOURS;

export interface SendingHours {
  weekdays: readonly number[];
  fromHour: number;
  toHour: number;
}

export function hoursOf(values: Values): SendingHours {
  return {
    weekdays: Array.isArray(values.weekdays) ? values.weekdays.map(Number) : [],
    fromHour: Number(values.fromHour),
    toHour: Number(values.toHour),
  };
}

/** Whether messages may go out in the hour that begins so many hours after Monday 00:00. */
export function isOpen(hourOfWeek: number, { weekdays, fromHour, toHour }: SendingHours): boolean {
  const hour = hourOfWeek % HOURS;
  return (
    weekdays.includes(Math.floor((hourOfWeek % WEEK) / HOURS) + 1) &&
    hour >= fromHour &&
    hour < toHour
  );
}

/** When something that is ready at a time of the week (in hours after Monday 00:00) goes out; null: never. */
export function goesOut(ready: number, hours: SendingHours): number | null {
  if (isOpen(Math.floor(ready), hours)) return ready;
  for (let hour = Math.floor(ready) + 1; hour <= ready + WEEK + 1; hour += 1)
    if (isOpen(hour, hours)) return hour;
  return null;
}

/** The example everybody knows: the last thing done before the weekend, Friday 17:30. */
const EXAMPLE = 4 * HOURS + 17.5;

function sayTime(hours: number): string {
  const day = weekdayName((Math.floor(hours / HOURS) % 7) + 1, 'long');
  const minutes = Math.round((hours % 1) * 60);
  return `${day} ${String(Math.floor(hours % HOURS)).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

/** "An invoice confirmed Friday 17:30 goes out Monday 08:00." */
export function sayWhen(values: Values): string {
  const hours = hoursOf(values);
  if (hours.weekdays.length === 0)
    return 'Choose at least one day: as it is, nothing would ever go out.';
  if (hours.fromHour >= hours.toHour)
    return 'Sending would end before it begins: nothing would ever go out.';
  const delay = values.invoiceAutoSend === true ? Number(values.invoiceDelayHours) : 0;
  const out = goesOut(EXAMPLE + delay, hours);
  const what = values.invoiceAutoSend === true ? 'An invoice confirmed' : 'A message that is ready';
  if (out === null || out === EXAMPLE) return `${what} ${sayTime(EXAMPLE)} goes out at once.`;
  const days = Math.floor(out / HOURS) - Math.floor(EXAMPLE / HOURS);
  const at = sayTime(out);
  const when = days === 0 ? at.replace(/^\S+ /, 'the same day ') : at;
  return `${what} ${sayTime(EXAMPLE)} goes out ${when}${days > 7 ? `, ${countOf(days, 'day')} later` : ''}.`;
}

/** What is sent by itself, in a sentence. */
export function sayWhat(values: Values): string {
  const sent = [
    values.invoiceAutoSend === true && 'invoices',
    values.paymentAutoSend === true && 'receipts of payments',
    values.blockedAutoSend === true && 'notices of blocking',
  ].filter((each) => typeof each === 'string');
  if (sent.length === 0)
    return 'Nothing is sent by itself; messages go out when somebody sends them.';
  const list =
    sent.length > 1 ? `${sent.slice(0, -1).join(', ')} and ${sent.at(-1) ?? ''}` : (sent[0] ?? '');
  const delay = Number(values.invoiceDelayHours);
  const wait =
    values.invoiceAutoSend === true && delay > 0
      ? `, invoices after ${delay % 24 === 0 ? countOf(delay / 24, 'day') : countOf(delay, 'hour')}`
      : '';
  return `${list.charAt(0).toUpperCase()}${list.slice(1)} go out by themselves${wait}.`;
}

/** The picture of the week in words. */
export function sayWeek(values: Values): string {
  const { weekdays, fromHour, toHour } = hoursOf(values);
  const hours =
    fromHour === 0 && toHour === 24
      ? 'around the clock'
      : `from ${sayHour(fromHour)} to ${sayHour(toHour)}`;
  return `Messages go out ${sayDays(weekdays)} ${hours}.`;
}
