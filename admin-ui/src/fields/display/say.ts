import { formatDate, formatInstant, formatNumber } from '@backhaul/design';
import type { CustomField } from '../api.ts';
import type { FieldValue } from '../rules.ts';
import { asPlace, sayPlace } from './place.ts';

/** A value as text in the reader's own way; files and records, which are ids, are said by their own components. */
export function sayValue(
  { type }: Pick<CustomField, 'type'>,
  value: FieldValue,
  locale: string,
): string {
  switch (type) {
    case 'BOOLEAN':
      return value === true ? 'Yes' : 'No';
    case 'INTEGER':
    case 'DECIMAL':
      return formatNumber(String(value), locale);
    case 'DATE':
      return formatDate(String(value), locale);
    case 'DATE_TIME':
      return formatInstant(String(value), locale);
    case 'CHOICES':
      return Array.isArray(value) ? value.join(', ') : String(value);
    case 'PLACE': {
      const place = asPlace(value);
      return place ? sayPlace(place, locale) : '';
    }
    default:
      return String(value);
  }
}
