// How a value stands in the index: text that sorts as the values do, byte by byte, behind the field's number.
import { createHash } from 'node:crypto';
import type { FieldType, FieldValue } from '@backhaul/domain/fields/customFields';
import { folded, normalForm, plainPhone } from '@backhaul/domain/fields/customFieldText';
import { scaled } from '@backhaul/domain/fields/customFieldValue';
import { likeText } from '../../kit/search.ts';
import type { StoredField } from './definition.ts';

type Field = Pick<StoredField, 'number' | 'type'>;

/** Ends the folded text in a key; no text contains it. */
const END_OF_TEXT = '\u0001';
const BETWEEN_CHOICES = '\u0002';
const LAST_CHARACTER = '\u{10FFFF}';
/** As much of a text as the index holds: a btree entry has 2,700 bytes. */
const TEXT_IN_KEY = 200;
const UNIQUE_IN_KEY = 400;
/** Lifts every amount above zero, so that its digits sort. */
const LIFT = 10n ** 20n;

export const TEXT_KINDS: ReadonlySet<FieldType> = new Set([
  'TEXT',
  'LONG_TEXT',
  'CHOICE',
  'URL',
  'EMAIL',
  'PHONE',
  'IP_ADDRESS',
  'MAC_ADDRESS',
]);
export const ORDERED_KINDS: ReadonlySet<FieldType> = new Set([
  'INTEGER',
  'DECIMAL',
  'DATE',
  'DATE_TIME',
]);
export const OPAQUE_KINDS: ReadonlySet<FieldType> = new Set(['FILE', 'PLACE']);

const prefix = (field: Field) => `${field.number}:`;
/** Before the values, so that no range of them holds an option. */
const optionPrefix = (field: Field) => `${field.number}/`;

/** Every key of a field, as a range. */
export function wholeField(field: Field): { gte: string; lt: string } {
  return { gte: prefix(field), lt: `${field.number};` };
}

/** A text as it is compared without letter case; what was typed into a search likewise. */
export function searched(type: FieldType, text: string): string {
  const plain = folded(text);
  return type === 'PHONE'
    ? plainPhone(plain)
    : type === 'MAC_ADDRESS'
      ? plain.replaceAll('-', ':')
      : plain;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** As much of a text as a key holds, and no half of a character. */
function beginning(text: string): string {
  return text.slice(0, TEXT_IN_KEY).replace(/[\ud800-\udbff]$/, '');
}

/** Folded first, so that it sorts and begins without letter case; then what tells it from others that fold alike. */
function textKey(type: FieldType, text: string): string {
  const plain = searched(type, text);
  const exact = type === 'PHONE' ? plain : text;
  const rest =
    exact === plain && plain.length <= TEXT_IN_KEY
      ? ''
      : exact.length <= TEXT_IN_KEY
        ? exact
        : hash(exact);
  return `${beginning(plain)}${END_OF_TEXT}${rest}`;
}

/** The key of a value; equal for equal values only. */
export function valueKey(field: Field, value: FieldValue): string {
  const { type } = field;
  if (type === 'INTEGER' || type === 'DECIMAL')
    return prefix(field) + (scaled(String(value))! + LIFT).toString().padStart(21, '0');
  if (type === 'BOOLEAN') return prefix(field) + (value === true ? '1' : '0');
  // by its id, so that it is found by the file
  if (type === 'FILE') return prefix(field) + String(value);
  if (OPAQUE_KINDS.has(type)) return prefix(field);
  if (Array.isArray(value))
    return (
      prefix(field) +
      textKey(type, [...value].sort((a, b) => (a < b ? -1 : 1)).join(BETWEEN_CHOICES))
    );
  return prefix(field) + (TEXT_KINDS.has(type) ? textKey(type, String(value)) : String(value));
}

/** Texts that begin so, as a range; null when the text is longer than keys are. */
export function beginningWith(field: Field, text: string): { gte: string; lt: string } | null {
  const begin = searched(field.type, text);
  return begin.length > TEXT_IN_KEY
    ? null
    : { gte: prefix(field) + begin, lt: prefix(field) + begin + LAST_CHARACTER };
}

/** What LIKE must be given to find a text in the keys of a field, behind the number they begin with. */
export function patternWithin(field: Field, text: string): string {
  return `${prefix(field)}%${likeText(searched(field.type, text))}`;
}
export function patternAnywhere(type: FieldType, text: string): string {
  return likeText(searched(type, text));
}

/** The key of one option of a CHOICES; and all of them, as a range. */
export function optionKey(field: Field, option: string): string {
  return optionPrefix(field) + textKey(field.type, option);
}
export function allOptions(field: Field): { gte: string; lt: string } {
  return { gte: optionPrefix(field), lt: `${field.number}0` };
}

export interface IndexRow {
  record: string;
  partner: string;
  path: string;
  field: number;
  key: string;
  unique: string | null;
  body: string | null;
  search: string | null;
}

/** The rows of the index for one value of one record. */
export function indexRows(
  field: StoredField,
  record: { id: string; partnerId: string; partnerPath: string },
  value: FieldValue,
): IndexRow[] {
  const text = TEXT_KINDS.has(field.type) ? searched(field.type, String(value)) : '';
  const shared = {
    record: record.id,
    partner: record.partnerId,
    path: record.partnerPath,
    field: field.number,
  };
  const whole: IndexRow = {
    ...shared,
    key: valueKey(field, value),
    unique: field.unique ? uniqueKey(field, value) : null,
    body: text.length > TEXT_IN_KEY ? text : null,
    search:
      field.searchable && field.entity === 'CUSTOMER'
        ? Array.isArray(value)
          ? value.join(' ')
          : String(value)
        : null,
  };
  const options =
    field.type === 'CHOICES' && Array.isArray(value)
      ? value.map((option): IndexRow => ({
          ...shared,
          key: optionKey(field, option),
          unique: null,
          body: null,
          search: null,
        }))
      : [];
  return [whole, ...options];
}

/** What no two records of a unique field share. */
export function uniqueKey(field: Pick<StoredField, 'number' | 'type'>, value: FieldValue): string {
  const normal = normalForm(field, value);
  return prefix(field) + (normal.length > UNIQUE_IN_KEY ? hash(normal) : normal);
}
