import { printCell } from '@backhaul/domain/fields/customFieldText';
import type { FieldValue } from '@backhaul/domain/fields/customFields';

/** The value of a custom field as a table shows it; null for none. */
export function printed(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.join(', ');
  return printCell({ type: typeof value === 'boolean' ? 'BOOLEAN' : 'TEXT' }, value as FieldValue);
}
