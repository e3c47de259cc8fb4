import type { HelperDelegate } from 'handlebars';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}
/** Handlebars hands its options over as the last argument. */
function given(args: unknown[]): unknown[] {
  return args.slice(0, -1);
}

/** 1234.5 as 1,234.5: exact, for the number is text and stays text. */
function grouped(value: unknown): string {
  const match = /^(-?)(\d{1,30})(\.\d{1,10})?$/.exec(text(value));
  return match
    ? `${match[1] && '\u2212'}${match[2].replace(/\B(?=(\d{3})+$)/g, ',')}${match[3] ?? ''}`
    : text(value);
}
function trimmed(value: unknown): string {
  const shown = text(value);
  return shown.includes('.') ? shown.replace(/\.?0+$/, '') : shown;
}

function date(value: unknown, format: string): string {
  const match = /^(\d{4})-(\d\d)-(\d\d)/.exec(text(value));
  if (!match) return text(value);
  const [, year, month, day] = match;
  const name = MONTHS[Number(month) - 1] ?? month;
  switch (format) {
    case 'iso':
      return `${year}-${month}-${day}`;
    case 'dots':
      return `${day}.${month}.${year}`;
    case 'slashes':
      return `${day}/${month}/${year}`;
    case 'us':
      return `${month}/${day}/${year}`;
    case 'long':
      return `${Number(day)} ${name} ${year}`;
    case 'short':
      return `${Number(day)} ${name.slice(0, 3)}`;
    default:
      return `${Number(day)} ${name.slice(0, 3)} ${year}`;
  }
}

/**
 * What templates can call, besides if, unless, each and with. None of them loops, fetches or knows
 * anything but its arguments.
 */
const FUNCTIONS: Record<string, HelperDelegate> = {
  money: (...args: unknown[]) => {
    const [amount, currency] = given(args);
    return text(amount) === ''
      ? ''
      : `${grouped(amount)}${text(currency) && `\u00a0${text(currency)}`}`;
  },
  number: (...args: unknown[]) => grouped(trimmed(given(args)[0])),
  percent: (...args: unknown[]) =>
    text(given(args)[0]) === '' ? '' : `${trimmed(given(args)[0])}\u00a0%`,
  date: (...args: unknown[]) => {
    const [value, format] = given(args);
    return date(value, text(format));
  },
  upper: (...args: unknown[]) => text(given(args)[0]).toUpperCase(),
  default: (...args: unknown[]) => {
    const [value, fallback] = given(args);
    return text(value) || text(fallback);
  },
  eq: (...args: unknown[]) => {
    const [a, b] = given(args);
    return text(a) === text(b);
  },
  ne: (...args: unknown[]) => {
    const [a, b] = given(args);
    return text(a) !== text(b);
  },
  and: (...args: unknown[]) => given(args).every(Boolean),
  or: (...args: unknown[]) => given(args).some(Boolean),
  not: (...args: unknown[]) => !given(args)[0],
};

/** A helper's name alone, as {{number}} or {{date}}, is the variable of that name. */
export const HELPERS: Record<string, HelperDelegate> = Object.fromEntries(
  Object.entries(FUNCTIONS).map(([name, helper]): [string, HelperDelegate] => [
    name,
    function called(this: unknown, ...args: unknown[]) {
      if (args.length > 1) return (helper as (...given: unknown[]) => unknown)(...args);
      return this !== null && typeof this === 'object' && Object.hasOwn(this, name)
        ? text((this as Record<string, unknown>)[name])
        : '';
    },
  ]),
);
