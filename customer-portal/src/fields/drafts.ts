// What stands in an input, and the value that it means.
import { decimalSign, readFigures } from '../words/figures.ts';
import { isPlace, type CustomField, type FieldValue } from './values.ts';

/** Texts as typed; several for options that were ticked, two for a place. */
export type Draft = string | readonly string[];

const two = (part: number) => String(part).padStart(2, '0');

/** An instant as the input for a day and a time holds it, in the reader's time zone. */
function localMinute(instant: string): string {
  const at = new Date(instant);
  return Number.isNaN(at.getTime())
    ? ''
    : `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** A stored value as it is edited; no value is an empty draft. */
export function draftOf(
  field: Pick<CustomField, 'type'>,
  value: FieldValue | undefined,
  locale: string,
): Draft {
  const figures = (plain: string) => plain.replace('.', decimalSign(locale));
  if (field.type === 'CHOICES') return Array.isArray(value) ? value : [];
  if (field.type === 'PLACE')
    return isPlace(value) ? [figures(String(value.lat)), figures(String(value.lon))] : ['', ''];
  if (value === undefined) return '';
  if (field.type === 'BOOLEAN') return value === true ? 'yes' : 'no';
  if (field.type === 'DATE_TIME') return localMinute(String(value));
  return field.type === 'DECIMAL' || field.type === 'INTEGER'
    ? figures(String(value))
    : String(value);
}

const same = (a: Draft, b: Draft) => JSON.stringify(a) === JSON.stringify(b);
export const isUnchanged = same;

/** The value of a draft for the server, which checks everything else; null is none, undefined what cannot be read. */
export function valueOfDraft(
  field: Pick<CustomField, 'type'>,
  draft: Draft,
  locale: string,
): FieldValue | null | undefined {
  if (typeof draft !== 'string')
    return field.type === 'PLACE' ? placeOf(draft, locale) : draft.length ? draft : null;
  const typed = draft.trim();
  if (typed === '') return null;
  switch (field.type) {
    case 'INTEGER': {
      const plain = signed(typed, locale);
      return plain !== null && Number.isSafeInteger(Number(plain)) ? Number(plain) : undefined;
    }
    case 'DECIMAL':
      return signed(typed, locale) ?? undefined;
    case 'BOOLEAN':
      return typed === 'yes';
    case 'DATE_TIME': {
      const at = new Date(typed);
      return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
    }
    default:
      return draft;
  }
}

function signed(typed: string, locale: string): string | null {
  const negative = /^[-\u2212]/.test(typed);
  const figures = readFigures(negative ? typed.slice(1) : typed, locale);
  return figures && (negative ? `-${figures}` : figures);
}

function placeOf(
  [lat = '', lon = '']: readonly string[],
  locale: string,
): FieldValue | null | undefined {
  if (!lat.trim() && !lon.trim()) return null;
  // Degrees have no thousands: either sign is the decimal one.
  const degrees = (typed: string) =>
    Number(signed(typed.trim().replace(/[.,]/, decimalSign(locale)), locale) ?? Number.NaN);
  const place = { lat: degrees(lat), lon: degrees(lon) };
  return Math.abs(place.lat) <= 90 && Math.abs(place.lon) <= 180 ? place : undefined;
}
