import Handlebars, { type HelperDelegate } from 'handlebars';

/** How a language writes dates and numbers. */
interface Form {
  months: string;
  /** Between thousands, and before decimals. */
  marks: readonly [string, string];
  long: (day: string, month: string, year: string) => string;
  /** Where no format is asked for, and what "short" is; null: with the name of the month in three letters. */
  usual: 'dots' | 'slashes' | null;
}

const NBSP = '\u00a0';
const ofDe = (day: string, month: string, year: string) => `${day} de ${month} de ${year}`;
const FORMS: Readonly<Record<string, Form>> = {
  EN: {
    months: 'January February March April May June July August September October November December',
    marks: [',', '.'],
    long: (day, month, year) => `${day} ${month} ${year}`,
    usual: null,
  },
  DE: {
    months: 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember',
    marks: ['.', ','],
    long: (day, month, year) => `${day}. ${month} ${year}`,
    usual: 'dots',
  },
  FR: {
    months: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
    marks: [NBSP, ','],
    long: (day, month, year) => `${day === '1' ? '1er' : day} ${month} ${year}`,
    usual: 'slashes',
  },
  ES: {
    months:
      'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
    marks: ['.', ','],
    long: ofDe,
    usual: 'slashes',
  },
  PT: {
    months:
      'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
    marks: ['.', ','],
    long: ofDe,
    usual: 'slashes',
  },
};

interface Root {
  language?: unknown;
  words?: unknown;
}

/** What everything stands in; Handlebars hands its options over as the last argument. */
function rootOf(args: readonly unknown[]): Root {
  const { data } = args.at(-1) as { data?: { root?: Root } };
  return data?.root ?? {};
}

/** As the language of the document writes it; English where it has none. */
function formOf(args: readonly unknown[]): Form {
  return FORMS[text(rootOf(args).language)] ?? FORMS.EN;
}

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
function grouped(value: unknown, { marks: [thousands, decimals] }: Form): string {
  const match = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/.exec(text(value));
  if (!match) return text(value);
  const [, minus, whole, rest] = match;
  const parts = [whole.replace(/\B(?=(\d{3})+$)/g, thousands), ...(rest ? [rest] : [])];
  return `${minus && '\u2212'}${parts.join(decimals)}`;
}
function trimmed(value: unknown): string {
  const shown = text(value);
  return shown.includes('.') ? shown.replace(/\.?0+$/, '') : shown;
}

function date(value: unknown, format: string, form: Form): string {
  const match = /^(\d{4})-(\d\d)-(\d\d)/.exec(text(value));
  if (!match) return text(value);
  const [, year, month, day] = match;
  const name = form.months.split(' ')[Number(month) - 1] ?? month;
  switch (format || form.usual) {
    case 'iso':
      return `${year}-${month}-${day}`;
    case 'dots':
      return `${day}.${month}.${year}`;
    case 'slashes':
      return `${day}/${month}/${year}`;
    case 'us':
      return `${month}/${day}/${year}`;
    case 'long':
      return form.long(String(Number(day)), name, year);
    case 'short':
      return `${Number(day)} ${name.slice(0, 3)}`;
    default:
      return `${Number(day)} ${name.slice(0, 3)} ${year}`;
  }
}

/** A word or sentence of the document's language, with what belongs at its marks. */
function said(args: unknown[], put: (value: unknown) => string, escapes = false): string {
  const [name, ...values] = given(args);
  const { words } = rootOf(args);
  const found =
    words !== null && typeof words === 'object' && Object.hasOwn(words, text(name))
      ? text((words as Record<string, unknown>)[text(name)])
      : '';
  return (escapes ? Handlebars.escapeExpression(found) : found).replace(
    /#(\d)/g,
    (_mark, index: string) => put(values[Number(index)]),
  );
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
      : `${grouped(amount, formOf(args))}${text(currency) && `\u00a0${text(currency)}`}`;
  },
  number: (...args: unknown[]) => grouped(trimmed(given(args)[0]), formOf(args)),
  percent: (...args: unknown[]) =>
    text(given(args)[0]) === '' ? '' : `${grouped(trimmed(given(args)[0]), formOf(args))}${NBSP}%`,
  date: (...args: unknown[]) => {
    const [value, format] = given(args);
    return date(value, text(format), formOf(args));
  },
  word: (...args: unknown[]) => said(args, text),
  // the same as part of a page, where what is put into it stands out
  say: (...args: unknown[]) =>
    new Handlebars.SafeString(
      said(args, (value) => `<b>${Handlebars.escapeExpression(text(value))}</b>`, true),
    ),
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
