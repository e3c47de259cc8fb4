import { cleanDecimal } from '../kit/decimal.ts';
import type { CustomField } from './api.ts';
import { isEmptyValue, type FieldValue } from './rules.ts';

export interface PlaceDraft {
  lat: string;
  lon: string;
}

/** A value as it is being typed: numbers are still text, a place is two texts. */
export type Draft = string | readonly string[] | PlaceDraft;

/** A value in the shape its input works with. */
export function draftOf(
  { type }: Pick<CustomField, 'type'>,
  value: FieldValue | null | undefined,
): Draft {
  switch (type) {
    case 'CHOICES':
      return Array.isArray(value) ? (value as readonly string[]) : [];
    case 'PLACE':
      return typeof value === 'object' && value !== null && 'lat' in value
        ? { lat: String(value.lat), lon: String(value.lon) }
        : { lat: '', lon: '' };
    case 'BOOLEAN':
      return value === true ? 'yes' : value === false ? 'no' : '';
    case 'DATE_TIME':
      return typeof value === 'string' ? localInstant(value) : '';
    default:
      return value === null || value === undefined ? '' : String(value);
  }
}

/**
 * What was typed as the API wants it; what is no value of the type goes as it is, for the rules to
 * say what is wrong.
 */
export function givenOf({ type }: Pick<CustomField, 'type'>, draft: Draft): unknown {
  if (typeof draft === 'string') return text(type, draft.trim());
  if (!('lat' in draft)) return draft.length > 0 ? draft : null;
  if (!draft.lat.trim() && !draft.lon.trim()) return null;
  return { lat: degrees(draft.lat), lon: degrees(draft.lon) };
}

function text(type: CustomField['type'], typed: string): unknown {
  if (typed === '') return null;
  switch (type) {
    case 'INTEGER':
      return /^[-−]?\d{1,13}$/.test(typed) ? Number(typed.replace('−', '-')) : typed;
    case 'DECIMAL':
      return cleanDecimal(typed);
    case 'BOOLEAN':
      return typed === 'yes';
    case 'DATE_TIME':
      return Number.isNaN(Date.parse(typed)) ? typed : new Date(typed).toISOString();
    default:
      return typed;
  }
}

/** A number, or the text that is none. */
function degrees(typed: string): number | string {
  const plain = typed.trim().replace(',', '.').replace('−', '-');
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : typed;
}

/** An instant in the reader's own time zone, as inputs of date and time write it. */
function localInstant(instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString();
  return at.getSeconds() || at.getMilliseconds() ? local.slice(0, 19) : local.slice(0, 16);
}

/** Two values that mean the same. */
export function sameValue(a: unknown, b: unknown): boolean {
  return (isEmptyValue(a) && isEmptyValue(b)) || JSON.stringify(a) === JSON.stringify(b);
}

/** Latitude and longitude out of one text, as maps write them: "53.55, 9.99". */
export function parsePlace(pasted: string): PlaceDraft | null {
  const match = /^\s*([-−]?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*([-−]?\d{1,3}(?:\.\d+)?)\s*$/.exec(pasted);
  return match?.[1] && match[2] ? { lat: match[1], lon: match[2] } : null;
}
