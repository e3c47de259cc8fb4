import { monthOf, dayOfMonth, yearOf } from '../time/dayNumber.ts';
import type { LocalDate } from '../time/dayNumber.ts';
import { RANDOM_LENGTH_DEFAULT, parseNumberFormat } from './numberFormat.ts';
import type { NumberPart, NumberVariable } from './numberFormat.ts';
import { RECEIPT_TYPE_CODE } from '../settlement/paymentMethod.ts';
import type { PaymentMethod } from '../settlement/paymentMethod.ts';

export {
  checkNumberFormat,
  formatUsesLocation,
  formatUsesNext,
  parseNumberFormat,
} from './numberFormat.ts';
export { PAYMENT_METHODS, RECEIPT_TYPE_CODE } from '../settlement/paymentMethod.ts';
export type { PaymentMethod } from '../settlement/paymentMethod.ts';

/** What the variables of a number format stand for on one document. */
export interface NumberVars {
  /** The customer's number. */
  customerId: number | string;
  /** The issuing partner's number. */
  partnerId: number | string;
  /** The number of where the customer is; 0 stands for none. */
  locationId?: number | string | null;
  /** The document's date. */
  date: LocalDate;
  /** On receipts: how it was paid. */
  method?: PaymentMethod | null;
}

/** Makes a random part: letters and digits for 'string', digits for 'number', of exactly that length. */
export type RandomPart = (kind: 'string' | 'number', length: number) => string;

/**
 * The key of the counter behind `{next}`, next to the issuing partner and the kind of document: the number as
 * rendered, with `{next}` and random parts left open. Every key counts from 1 on its own.
 *
 * Random parts are left open so that they never start counters of their own: two numbers of one counter always differ in
 * `{next}`. The padding of `{next}` is no part of the key, so changing it goes on counting.
 * Throws RangeError for a format checkNumberFormat refuses, or a `{type}` without a payment method.
 */
export function counterPrefix(format: string, vars: NumberVars): string {
  return partsOf(format)
    .map((part) => {
      if ('text' in part) return part.text;
      if (part.variable === 'next') return '{next}';
      if (isRandom(part.variable)) return '{random}';
      return padded(valueOf(part.variable, vars), part.length);
    })
    .join('');
}

/**
 * The number of a document: ("{year}{partner_id|2}{next|6}", partner 4, 2026, 7) is "202604000007".
 * Lengths pad with zeros and never cut. Throws RangeError as counterPrefix does.
 */
export function renderNumber(
  format: string,
  vars: NumberVars,
  next: bigint | number,
  random: RandomPart,
): string {
  return partsOf(format)
    .map((part) => {
      if ('text' in part) return part.text;
      if (part.variable === 'next') return padded(String(next), part.length);
      if (part.variable === 'rand_string')
        return random('string', part.length ?? RANDOM_LENGTH_DEFAULT);
      if (part.variable === 'rand_number')
        return random('number', part.length ?? RANDOM_LENGTH_DEFAULT);
      return padded(valueOf(part.variable, vars), part.length);
    })
    .join('');
}

/** What all numbers of a counter have in common: the texts around {next}, and how wide it is at least. */
export interface CountedNumbers {
  before: string;
  after: string;
  width: number;
}

/**
 * The numbers that a format gives whatever the customer is; null for one with a random part, the customer's number or
 * its location's in it, of which nobody can say before what it gives. Throws RangeError as counterPrefix does.
 */
export function countedNumbers(
  format: string,
  vars: Omit<NumberVars, 'customerId' | 'locationId'>,
): CountedNumbers | null {
  const texts = ['', ''];
  let width: number | null = null;
  for (const part of partsOf(format)) {
    if ('text' in part) texts[width === null ? 0 : 1] += part.text;
    else if (part.variable === 'next') width = part.length ?? 1;
    else if (['customer_id', 'location_id'].includes(part.variable) || isRandom(part.variable))
      return null;
    else
      texts[width === null ? 0 : 1] += padded(
        valueOf(part.variable, { ...vars, customerId: '' }),
        part.length,
      );
  }
  return width === null ? null : { before: texts[0], after: texts[1], width };
}

function partsOf(format: string): NumberPart[] {
  const parsed = parseNumberFormat(format);
  if ('problems' in parsed) throw new RangeError(parsed.problems.join('; '));
  return parsed.parts;
}

function isRandom(variable: NumberVariable): boolean {
  return variable === 'rand_string' || variable === 'rand_number';
}

function padded(value: string, length: number | null): string {
  return length === null ? value : value.padStart(length, '0');
}

// Month and day always have two digits: with one, 1 + 11 and 11 + 1 would print the same.
function valueOf(variable: NumberVariable, vars: NumberVars): string {
  switch (variable) {
    case 'customer_id':
      return String(vars.customerId);
    case 'partner_id':
      return String(vars.partnerId);
    case 'location_id':
      return String(vars.locationId ?? 0);
    case 'year':
      return String(yearOf(vars.date));
    case 'month':
      return String(monthOf(vars.date)).padStart(2, '0');
    case 'day':
      return String(dayOfMonth(vars.date)).padStart(2, '0');
    case 'type':
      if (!vars.method) throw new RangeError('{type} needs a payment method');
      return RECEIPT_TYPE_CODE[vars.method];
    case 'next':
    case 'rand_string':
    case 'rand_number':
      throw new RangeError(`{${variable}} has no value of its own`);
  }
}
