import { countOf } from '@backhaul/domain/text/plural';
// What a cell may hold, as the building blocks of the rows. Every message completes "<file>:<line> <column> ...".
import { z } from 'zod';
import { isLocalDate } from '@backhaul/domain/time/calendar';
import { emailInput } from '../../kit/input.ts';

// control characters and the two Unicode line separators
const CONTROL = /[\p{Cc}\u2028\u2029]/u;

const cell = z.string().transform((text) => text.trim());
const shown = (text: string) => (text.length > 40 ? `"${text.slice(0, 40)}..."` : `"${text}"`);

/** A value made from a filled cell; refused by the words that `read` throws. */
function filled<T>(read: (text: string) => T) {
  return cell.transform((text, ctx): T => {
    if (text === '') {
      ctx.addIssue({ code: 'custom', message: 'is missing' });
      return z.NEVER;
    }
    try {
      return read(text);
    } catch (error) {
      ctx.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  });
}
/** The same, or `empty` for an empty cell. */
function orEmpty<T, E>(read: (text: string) => T, empty: E) {
  return cell.transform((text, ctx): T | E => {
    if (text === '') return empty;
    try {
      return read(text);
    } catch (error) {
      ctx.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  });
}

function plain(max: number) {
  return (text: string) => {
    if (CONTROL.test(text)) throw new Error('may not contain line breaks or control characters');
    if (text.length > max)
      throw new Error(`may have ${countOf(max, 'character')} at most, not ${text.length}`);
    return text;
  };
}
export const text = (max = 200) => filled(plain(max));
export const optionalText = (max = 200) => orEmpty(plain(max), null);

function email(given: string): string {
  try {
    return emailInput(given, 'email');
  } catch {
    throw new Error(`${shown(given)} is not an e-mail address`);
  }
}
export const optionalEmail = orEmpty(email, null);

/** JSON of a shape; null for an empty cell. */
export function json<T>(shape: z.ZodType<T>) {
  return orEmpty((given): T => {
    let value: unknown;
    try {
      value = JSON.parse(given);
    } catch {
      throw new Error('is not JSON');
    }
    const read = shape.safeParse(value);
    if (!read.success) throw new Error(read.error.issues[0]?.message ?? 'has another shape');
    return read.data;
  }, null);
}

function oneOf<T extends string>(allowed: readonly T[]) {
  return (given: string) => {
    const found = allowed.find((each) => each === given.toUpperCase());
    if (!found) throw new Error(`${shown(given)} is not one of ${allowed.join(', ')}`);
    return found;
  };
}
export const choice = <T extends string>(...allowed: T[]) => filled(oneOf(allowed));
export const optionalChoice = <T extends string>(...allowed: T[]) => orEmpty(oneOf(allowed), null);

function yesNo(given: string): boolean {
  const answer = given.toLowerCase();
  if (answer !== 'yes' && answer !== 'no') throw new Error(`${shown(given)} is neither yes nor no`);
  return answer === 'yes';
}
export const yes = filled(yesNo);
export const optionalYes = orEmpty(yesNo, null);

function whole(min: number, max: number) {
  return (given: string) => {
    const value = /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN;
    if (!(value >= min && value <= max))
      throw new Error(`must be a whole number from ${min} to ${max}, not ${shown(given)}`);
    return value;
  };
}
export const wholeNumber = (min: number, max: number) => filled(whole(min, max));
export const optionalWhole = (min: number, max: number) => orEmpty(whole(min, max), null);

function calendarDate(given: string): string {
  if (!isLocalDate(given))
    throw new Error(`${shown(given)} is not a calendar date like 2026-04-01`);
  return given;
}
export const date = filled(calendarDate);
export const optionalDate = orEmpty(calendarDate, null);

function exact(limits: {
  decimals?: number;
  whole?: number;
  min?: number;
  max?: number;
  moreThanZero?: boolean;
}) {
  const { decimals = 4, whole: digits = 13, min, max } = limits;
  const shape = new RegExp(`^-?\\d{1,${digits}}(\\.\\d{1,${decimals}})?$`);
  return (given: string) => {
    if (!shape.test(given))
      throw new Error(
        `${shown(given)} is not a number like 1234.56 with at most ${countOf(decimals, 'decimal')}`,
      );
    const size = Number(given); // only compared with limits, never calculated with
    if (limits.moreThanZero && size <= 0) throw new Error('must be more than zero');
    if (min !== undefined && size < min)
      throw new Error(min === 0 ? 'may not be negative' : `must be ${min} or more`);
    if (max !== undefined && size > max) throw new Error(`must be ${max} or less`);
    return given;
  };
}
export const decimal = (limits: Parameters<typeof exact>[0]) => filled(exact(limits));
export const optionalDecimal = (limits: Parameters<typeof exact>[0]) =>
  orEmpty(exact(limits), null);
