import type { FieldRules, FieldValue } from './customFields.ts';
import { scaled } from './customFieldValue.ts';

/** Letter case and the way accents are written make no difference. */
export function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** Separators in a phone number are for the eye. */
export function plainPhone(text: string): string {
  return text.replace(/[^\d+]/g, '');
}

/**
 * What makes two values of a unique field the same: letter case, separators and the way a number is
 * written do not count.
 */
export function normalForm({ type }: Pick<FieldRules, 'type'>, value: FieldValue): string {
  if (type === 'DECIMAL' || type === 'INTEGER') return String(scaled(String(value)));
  if (type === 'PHONE') return plainPhone(String(value));
  if (type === 'URL') return webAddress(String(value));
  if (type === 'CHOICES' && Array.isArray(value))
    return JSON.stringify([...value].sort((a, b) => (a < b ? -1 : 1)));
  return typeof value === 'object' ? JSON.stringify(value) : folded(String(value));
}

/** Case counts in a path, not in a host; "/" is no path. */
function webAddress(text: string): string {
  const { protocol, host, pathname, search, hash } = new URL(text);
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}${search}${hash}`;
}

const SEPARATOR = '|';

/** A cell of a file as the value that readValue expects; an empty cell is no value. */
export function parseCell({ type }: Pick<FieldRules, 'type'>, cell: string): unknown {
  const text = cell.trim();
  if (text === '') return null;
  switch (type) {
    case 'INTEGER':
      return /^-?\d{1,13}$/.test(text) ? Number(text) : text;
    case 'BOOLEAN':
      return /^(yes|true)$/i.test(text) ? true : /^(no|false)$/i.test(text) ? false : text;
    case 'CHOICES':
      return text
        .split(SEPARATOR)
        .map((each) => each.trim())
        .filter(Boolean);
    case 'PLACE':
      return placeOf(text);
    default:
      return text;
  }
}

function placeOf(text: string): unknown {
  const match = /^(-?\d{1,3}(?:\.\d{1,12})?)[\s,;]+(-?\d{1,3}(?:\.\d{1,12})?)$/.exec(text);
  return match ? { lat: Number(match[1]), lon: Number(match[2]) } : text;
}

/** A value as a cell, such that parseCell gives it back. */
export function printCell(
  { type }: Pick<FieldRules, 'type'>,
  value: FieldValue | null | undefined,
): string {
  if (value === null || value === undefined) return '';
  if (type === 'BOOLEAN') return value === true ? 'yes' : 'no';
  if (Array.isArray(value)) return value.join(SEPARATOR);
  return typeof value === 'object' && 'lat' in value ? `${value.lat},${value.lon}` : String(value);
}
