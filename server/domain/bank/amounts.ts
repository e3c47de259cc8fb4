import { currencyDigits } from '../money/money.ts';
import { sayMinor } from '../money/sayAmount.ts';
import type { LocalDate } from '../time/calendar.ts';
import { dayNumberOf, fromDayNumber } from '../time/dayNumber.ts';
import { isLocalDate } from '../time/calendar.ts';

export type DecimalSign = '.' | ',';

/** More is no amount of any account, and building it would take long. */
const LENGTH_MAX = 40;
const DIGITS = /^\d{1,24}$/;
const BLANKS = /[\s\u00a0\u202f'’]/g;

/** What an amount itself says of the sign before its decimals; null: nothing; 'either': "1.234" may be both. */
export function signSeenIn(text: string): DecimalSign | 'either' | null {
  const plain = unsigned(text)?.digits;
  if (plain === undefined) return null;
  const dots = plain.split('.').length - 1;
  const commas = plain.split(',').length - 1;
  if (dots && commas) return plain.lastIndexOf('.') > plain.lastIndexOf(',') ? '.' : ',';
  if (!dots && !commas) return null;
  const sign = dots ? '.' : ',';
  if (dots + commas > 1) return sign === '.' ? ',' : '.';
  const decimals = plain.slice(plain.indexOf(sign) + 1);
  const whole = plain.slice(0, plain.indexOf(sign));
  const looksLikeThousands = /^\d{3}$/.test(decimals) && /^[1-9]\d{0,2}$/.test(whole);
  return looksLikeThousands ? 'either' : sign;
}

/**
 * An amount as banks write it, as a plain decimal: "1.234,56" and "1 234,56" are "1234.56", "(12.00)" and "12.00-"
 * are "-12.00". Null for what is none, and where the decimal sign is not given and cannot be seen.
 */
export function readAmount(text: string, sign: DecimalSign | null): string | null {
  const read = unsigned(text);
  if (!read) return null;
  const seen = sign ?? signSeenIn(text);
  if (seen === 'either') return null;
  const decimalSign = seen ?? '.';
  const at = read.digits.lastIndexOf(decimalSign);
  const whole = at < 0 ? read.digits : read.digits.slice(0, at);
  const decimals = at < 0 ? '' : read.digits.slice(at + 1);
  const plainWhole = ungrouped(whole, decimalSign === '.' ? ',' : '.');
  if (plainWhole === null || !/^\d*$/.test(decimals)) return null;
  if (!DIGITS.test(plainWhole || '0') || (!plainWhole && !decimals)) return null;
  const decimal = `${plainWhole.replace(/^0+(?=\d)/, '') || '0'}${decimals ? `.${decimals}` : ''}`;
  return read.negative && /[1-9]/.test(decimal) ? `-${decimal}` : decimal;
}

/** The whole part without its thousands signs; null where these do not stand before each three digits. */
function ungrouped(whole: string, thousands: string): string | null {
  if (!whole.includes(thousands)) return whole;
  const [first, ...groups] = whole.split(thousands);
  const fits = /^\d{1,3}$/.test(first) && groups.every((group) => /^\d{3}$/.test(group));
  return fits ? first + groups.join('') : null;
}

function unsigned(text: string): { digits: string; negative: boolean } | null {
  if (text.length > LENGTH_MAX) return null;
  const plain = text.replace(BLANKS, '').replace(/−/g, '-');
  const [, open, before, digits, after, close] =
    /^(\()?([+-])?([\d.,]+)([+-])?(\))?$/.exec(plain) ?? [];
  if (!digits || !/\d/.test(digits)) return null;
  if (!!open !== !!close || [open, before, after].filter(Boolean).length > 1) return null;
  return { digits, negative: !!open || before === '-' || after === '-' };
}

/** A plain decimal as it is written in sentences, with all its digits: "1,250.005 EUR". */
export function sayDecimal(decimal: string, currency: string): string {
  const decimals = /\.(\d*)$/.exec(decimal)?.[1].length ?? 0;
  const digits = Math.max(decimals, currencyDigits(currency));
  const minor = exactMinor(decimal, digits);
  return `${minor === null ? decimal : sayMinor(minor, digits)} ${currency}`;
}

/** Minor units of a plain decimal; null where it has more decimals than that, other than zeros. */
export function exactMinor(decimal: string, digits: number): bigint | null {
  const match = /^(-)?(\d{1,24})(?:\.(\d*))?$/.exec(decimal);
  if (!match) return null;
  const [, minus, whole = '', decimals = ''] = match;
  if (/[1-9]/.test(decimals.slice(digits))) return null;
  const minor = BigInt(whole + decimals.slice(0, digits).padEnd(digits, '0'));
  return minus ? -minor : minor;
}

/** A day that may not exist: 31 June becomes the month's last, and says so. Null for what is no day of any month. */
export function writtenDay(
  year: number,
  month: number,
  day: number,
): { date: LocalDate; corrected: boolean } | null {
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31)) return null;
  const last = dayNumberOf(year, month + 1, 1) - dayNumberOf(year, month, 1);
  const date = fromDayNumber(dayNumberOf(year, month, Math.min(day, last)));
  return isLocalDate(date) ? { date, corrected: day > last } : null;
}
