import { countOf } from '@backhaul/domain/text/plural';
import { DOCUMENT_MAX_MINOR, magnitude } from '@backhaul/domain/money/limits';
import { currencyDigits, formatMinor, isCurrency, parseMinor } from '@backhaul/domain/money/money';
import { emailProblem, lineProblem, linesProblem } from '@backhaul/domain/text/oneLine';
import { badInput } from '../platform/refusal.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isId(text: string): boolean {
  return UUID.test(text);
}

/** An id as given to a mutation; refuses what cannot be one, naming the field. */
export function idInput(text: string, field: string): string {
  if (!isId(text)) throw badInput({ [field]: 'is not an id' });
  return text.toLowerCase();
}

/** A text within a length, without line breaks or control characters; refuses by field. Returns it trimmed. */
export function textInput(
  text: string,
  field: string,
  length: { min?: number; max?: number } = {},
): string {
  const trimmed = text.trim();
  const problem = lineProblem(trimmed, length);
  if (problem) throw badInput({ [field]: problem });
  return trimmed;
}

/** A text of several lines, trimmed, null for none; refuses by field other control characters and more than max. */
export function paragraphInput(text: string, field: string, max: number): string | null {
  const trimmed = text.trim();
  const problem = linesProblem(trimmed, max);
  if (problem) throw badInput({ [field]: problem });
  return trimmed || null;
}

/** null and undefined stay what they are; '' becomes null. */
export function optionalText(
  text: string | null | undefined,
  field: string,
  max = 200,
): string | null | undefined {
  if (text === undefined || text === null) return text;
  return text.trim() === '' ? null : textInput(text, field, { max });
}

/** An e-mail address; refuses by field. Returns it trimmed. */
export function emailInput(text: string, field: string): string {
  const problem = emailProblem(text.trim());
  if (problem) throw badInput({ [field]: problem });
  return text.trim();
}

/** An amount in the currency's minor unit; refuses more digits than the currency has, and a sign where none may be. */
export function amountInput(
  text: string,
  currency: string,
  field: string,
  limits: { positive?: boolean; negativeAllowed?: boolean } = {},
): bigint {
  let minor: bigint;
  const digits = currencyDigits(currency);
  try {
    minor = parseMinor(text, digits);
  } catch {
    throw badInput({
      [field]: `must be an amount with at most ${countOf(digits, 'decimal')} (${currency})`,
    });
  }
  if (limits.positive && minor <= 0n) throw badInput({ [field]: 'must be more than zero' });
  if (magnitude(minor) > DOCUMENT_MAX_MINOR)
    throw badInput({ [field]: `may be ${formatMinor(DOCUMENT_MAX_MINOR, digits)} at most` });
  if (!limits.negativeAllowed && minor < 0n) throw badInput({ [field]: 'may not be negative' });
  return minor;
}

/** A decimal with at most `decimals` digits after the point and within limits; refuses by field. Returns the text. */
export function decimalInput(
  text: string,
  field: string,
  limits: { decimals?: number; min?: number; max?: number; moreThanZero?: boolean } = {},
): string {
  const { decimals = 4, min, max } = limits;
  const shape = new RegExp(`^-?\\d{1,13}(\\.\\d{1,${decimals}})?$`);
  if (!shape.test(text))
    throw badInput({ [field]: `must be a number with at most ${countOf(decimals, 'decimal')}` });
  const size = Number(text); // only compared with limits, never calculated with
  if (limits.moreThanZero && size <= 0) throw badInput({ [field]: 'must be more than zero' });
  if (min !== undefined && size < min) throw badInput({ [field]: `must be ${min} or more` });
  if (max !== undefined && size > max) throw badInput({ [field]: `must be ${max} or less` });
  return text;
}

/** More say nothing that fewer do not. */
const CHOICES_MAX = 50;

/** Values of which any fits; null where none is given. Refuses by field more than anybody chooses. */
export function anyOf<T>(values: readonly T[] | null | undefined, field: string): T[] | null {
  if (!values?.length) return null;
  if (values.length > CHOICES_MAX) throw badInput({ [field]: `may be ${CHOICES_MAX} at most` });
  return [...new Set(values)];
}

/** A calendar date for Prisma's date columns, and back. */
/** The currency that a filter names. */
export function currencyInput(text: string, field: string): string {
  if (!isCurrency(text)) throw badInput({ [field]: 'is not a currency of ISO 4217 like EUR' });
  return text;
}

export function toDbDate(date: string): Date {
  return new Date(`${date}T00:00:00Z`);
}
export function fromDbDate(date: Date): string {
  return date.toISOString().slice(0, 10);
}
