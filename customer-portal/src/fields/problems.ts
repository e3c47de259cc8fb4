import { formatNumber } from '@backhaul/design';
import type { Words } from '../words/en.ts';
import type { CustomField } from './values.ts';

type FieldWords = Words['fields'];

/**
 * What to do about a field that the server refused, in the reader's language: the server says in
 * English what is wrong, and what would fit follows from the definition.
 */
export function problemWords(
  field: CustomField,
  refused: string,
  words: FieldWords,
  locale: string,
): string {
  if (refused === 'is missing') return words.missing;
  if (/used by another/.test(refused)) return words.taken;
  if (/archived/.test(refused)) return words.gone;
  return fitting(field, words, locale);
}

/** What a field takes. */
export function fitting(
  { type, min, max, minLength, maxLength, decimals }: CustomField,
  { wrong, unfit }: FieldWords,
  locale: string,
): string {
  const number = (value: string | number | null) =>
    value === null ? null : formatNumber(value, locale);
  const between = min === null && max === null ? '' : ` ${wrong.between(number(min), number(max))}`;
  switch (type) {
    case 'TEXT':
    case 'LONG_TEXT':
      return wrong.text(number(minLength), number(maxLength ?? (type === 'TEXT' ? 500 : 20_000)));
    case 'INTEGER':
      return wrong.integer + between;
    case 'DECIMAL':
      return wrong.decimal(number(decimals)) + between;
    case 'DATE':
      return wrong.date;
    case 'DATE_TIME':
      return wrong.instant;
    case 'CHOICE':
    case 'CHOICES':
      return wrong.choice;
    case 'URL':
      return wrong.url;
    case 'EMAIL':
      return wrong.email;
    case 'PHONE':
      return wrong.phone;
    case 'IP_ADDRESS':
      return wrong.ip;
    case 'MAC_ADDRESS':
      return wrong.mac;
    case 'PLACE':
      return wrong.place;
    case 'FILE':
      return wrong.file;
    case 'REFERENCE':
      return wrong.record;
    default:
      return unfit;
  }
}
