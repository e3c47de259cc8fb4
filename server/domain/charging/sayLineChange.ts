import { plural } from '../text/plural.ts';
import { shortDate } from '../time/calendar.ts';
import type { LocalDate } from '../time/calendar.ts';
import type { LineChange } from './lineChange.ts';

/** How a reader writes what a sentence is made of; all are decimal texts, amounts in whole units of the currency. */
export interface ChangeWriter {
  money: (amount: string) => string;
  number: (value: string) => string;
  percent: (value: string) => string;
  date: (on: LocalDate) => string;
  /** With what it is compared: "last time", "in the preview". */
  against: string;
}

/** A change as far as it is told, wherever it was read. */
export type SaidChange = Pick<LineChange, 'kind' | 'description' | 'on' | 'before' | 'now'>;

/** As the API writes: plain decimals, short English dates. */
export const PLAIN: ChangeWriter = {
  money: (amount) => amount,
  number: (value) => value,
  percent: (value) => `${value} %`,
  date: shortDate,
  against: 'last time',
};

/** What changed of a line, in English, without the amount it comes to: "Air 50 ended 28 Nov". */
export function sayLineChange(
  change: SaidChange,
  { money, number, percent, date, against }: ChangeWriter,
): string {
  const { kind, description: what, on, before, now } = change;
  const fromTo = (write: (value: string) => string) =>
    `${write(before ?? '0')} → ${write(now ?? '0')}`;
  const days =
    before !== null && now !== null
      ? `: ${number(now)} ${plural(Number(now), 'day')} instead of ${number(before)}`
      : '';
  const since = on ? ` from ${date(on)}` : '';
  switch (kind) {
    case 'STARTED':
      return `${what} new${since}`;
    case 'ENDED':
      // what still runs today ends within the days that are charged
      return `${what} ${days ? 'until' : 'ended'}${on ? ` ${date(on)}` : ''}${days}`;
    case 'PAUSED':
      return `${what} paused${since}${days}`;
    case 'CHARGED_NOW':
      return `${what} not charged ${against}`;
    case 'NOT_CHARGED_NOW':
      return `${what} charged only ${against}`;
    case 'PRICE':
      return `${what} price ${fromTo(money)}`;
    case 'QUANTITY':
      return `${what} quantity ${fromTo(number)}`;
    case 'PRORATED':
      return `${what}${days || ' for other days'}`;
    case 'TAX':
      return `${what} tax ${fromTo(percent)}`;
    case 'DISCOUNT_STARTED':
      return `${what} discount${since}`;
    case 'DISCOUNT_ENDED':
      return `${what} discount ended${on ? ` ${date(on)}` : ''}`;
    case 'DISCOUNT':
      return `${what} discount ${fromTo(money)}`;
    case 'ONE_OFF':
      if (before !== null && now !== null) return `${what} ${fromTo(money)}`;
      return now === null ? `${what} once, ${against}` : `${what} once`;
    case 'ROUNDING':
      return `${what} rounding`;
    case 'OTHER':
      return what;
  }
}
