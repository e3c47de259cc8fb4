import { plainVatId, vatIdProblem } from '../text/vatId.ts';
import { isLocalDate } from '../time/calendar.ts';
import { isDecimal } from '../money/fraction.ts';
import { checkNumberFormat } from '../numbers/numberFormat.ts';
import { isBic, isIban } from '../text/bankAccount.ts';
import { colour } from '../text/colour.ts';
import { emailProblem, lineProblem, linesProblem } from '../text/oneLine.ts';
import type { Shape, TextForm } from './setting.ts';

/** What a given value is, made regular, or what is wrong with it, in words. */
export type Reading = { value: unknown } | { problem: string };

/** A value given for a setting of this shape. An empty text is none: it inherits. */
export function readShape(shape: Shape, given: unknown): Reading {
  switch (shape.kind) {
    case 'yes-no':
      return when(typeof given === 'boolean', given, 'must be yes or no');
    case 'whole':
    case 'hour':
      return when(
        isWhole(given, shape.min, shape.max),
        given,
        `must be a whole number from ${shape.min} to ${shape.max}`,
      );
    case 'choice':
      return when(
        typeof given === 'string' && shape.values.includes(given),
        given,
        `must be one of ${shape.values.join(', ')}`,
      );
    case 'choices':
      return readChoices(given, shape.values);
    case 'amount':
      // four decimals cover every currency of ISO 4217; who knows the currency is stricter
      return when(
        typeof given === 'string' &&
          isDecimal(given, 4) &&
          (shape.negative || !given.startsWith('-')),
        given,
        shape.negative
          ? 'must be a decimal number with at most 4 decimals'
          : 'must be a decimal number of zero or more with at most 4 decimals',
      );
    case 'percent':
      return when(
        typeof given === 'string' && isDecimal(given, 4) && isPercent(given),
        given,
        'must be a number from 0 to 100 with at most 4 decimals',
      );
    case 'number-format':
      return typeof given === 'string'
        ? unless(checkNumberFormat(given, shape.receipt), given)
        : { problem: 'must be a text' };
    case 'dates':
      return readDates(given, shape.max);
    case 'date':
      return when(isLocalDate(given), given, 'must be a date, YYYY-MM-DD');
    case 'time':
      return when(
        typeof given === 'string' && TIME.test(given),
        given,
        'must be a time from 00:00 to 23:59, such as 22:00',
      );
    case 'weekdays':
      return readWeekdays(given);
    case 'numbers':
      return readNumbers(given, shape);
    case 'text':
      if (typeof given !== 'string') return { problem: 'must be a text' };
      return given.trim() === '' ? { value: null } : FORMS[shape.form ?? 'plain'](given, shape.max);
    case 'record':
    case 'file':
      return when(typeof given === 'string' && ID.test(given), lower(given), 'is not an id');
  }
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
/** A country, or one of its regions: DE, DE-BY. */
const COUNTRY = /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/;
const WEBSITE = /^(https?:\/\/)?[^\s/:@]+\.[^\s/:@]+(\/\S*)?$/i;

const FORMS: Record<TextForm | 'plain', (given: string, max: number) => Reading> = {
  plain: line,
  phone: line,
  long: line,
  lines: (given, max) => unless(linesProblem(given.trim(), max), given.trim()),
  email: (given) => unless(emailProblem(given.trim()), given.trim()),
  website: (given, max) => {
    const read = line(given, max);
    return 'problem' in read || WEBSITE.test(given.trim())
      ? read
      : { problem: 'is not the address of a website' };
  },
  iban: (given) => {
    const text = compact(given);
    return when(isIban(text), text, 'is not an IBAN: its check digits are wrong');
  },
  bic: (given) => {
    const text = compact(given);
    return when(isBic(text), text, 'is not a BIC of 8 or 11 characters');
  },
  vatId: (given) => unless(vatIdProblem(given), plainVatId(given)),
  country: (given) => {
    const text = given.trim().toUpperCase();
    return when(COUNTRY.test(text), text, 'is not a country code of ISO 3166 such as DE');
  },
  colour: (given, max) => {
    const read = line(given, max);
    if ('problem' in read) return read;
    const known = colour(given.trim());
    return when(known !== undefined, known, 'must be a colour like #0f766e');
  },
};

function when(good: boolean, value: unknown, problem: string): Reading {
  return good ? { value } : { problem };
}

function unless(problem: string | null, value: unknown): Reading {
  return problem === null ? { value } : { problem };
}

function line(given: string, max: number): Reading {
  return unless(lineProblem(given.trim(), { max }), given.trim());
}

const compact = (text: string): string => text.replace(/\s/g, '').toUpperCase();
const lower = (value: unknown): unknown =>
  typeof value === 'string' ? value.toLowerCase() : value;

function isWhole(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

// only compared with limits, never calculated with
const isPercent = (text: string): boolean => Number(text) >= 0 && Number(text) <= 100;

function readNumbers(given: unknown, shape: Shape & { kind: 'numbers' }): Reading {
  const { min, max, most, sorted } = shape;
  if (!Array.isArray(given) || !given.every((each) => isWhole(each, min, max)))
    return { problem: `must be whole numbers from ${min} to ${max}` };
  const read = sorted ? [...new Set(given)].sort((a, b) => a - b) : given;
  return when(read.length <= most, read, `may be ${most} at most`);
}

function readDates(given: unknown, max: number): Reading {
  if (!Array.isArray(given) || !given.every(isLocalDate))
    return { problem: 'must be a list of dates, YYYY-MM-DD' };
  return when(given.length <= max, [...new Set(given)].sort(), `may hold ${max} dates at most`);
}

function readWeekdays(given: unknown): Reading {
  if (!Array.isArray(given) || !given.length) return { problem: 'choose at least one day' };
  return when(
    given.every((day) => isWhole(day, 1, 7)),
    [...new Set(given as number[])].sort((a, b) => a - b),
    'are numbers from 1 (Monday) to 7 (Sunday)',
  );
}

function readChoices(given: unknown, values: readonly string[]): Reading {
  if (!Array.isArray(given) || !given.length) return { problem: 'choose at least one' };
  return when(
    given.every((each) => values.includes(each)),
    values.filter((value) => given.includes(value)),
    `are some of ${values.join(', ')}`,
  );
}
