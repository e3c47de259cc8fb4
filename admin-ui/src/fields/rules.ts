import { checkDefinition as check } from '@backhaul/domain/fields/customFieldDefinition';
import type { FieldDefinition, FieldValue } from '@backhaul/domain/fields/customFields';
import { readValue } from '@backhaul/domain/fields/customFieldValue';
import type { CustomField } from './api.ts';

// The server's own rules, so that the form and the server never disagree about a value.
export type { FieldValue } from '@backhaul/domain/fields/customFields';
export { isEmptyValue, readValue } from '@backhaul/domain/fields/customFieldValue';
export { longest } from '@backhaul/domain/fields/customFieldValue';

/** What a record holds, by the key of the field. */
export type FieldValues = Readonly<Record<string, FieldValue>>;

/** A record's custom fields as they arrive from the API, which calls them JSON. */
export function asValues(json: unknown): FieldValues {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
    ? (json as FieldValues)
    : {};
}

/** What is wrong with a definition, by field. */
export function checkDefinition(
  definition: Omit<CustomField, 'id' | 'partner' | 'editable' | 'position' | 'entity'>,
): Record<string, string> {
  return check({
    ...definition,
    default: (definition.default ?? null) as FieldValue | null,
  } satisfies FieldDefinition);
}

/** A field's default; null when it has none. */
export function defaultOf(field: Pick<CustomField, 'default'>): FieldValue | null {
  return (field.default ?? null) as FieldValue | null;
}

/** What is wrong with a value, as a sentence that names the field; null when it may be stored. */
export function problemOf(field: CustomField, given: unknown): string | null {
  const read = readValue(field, given);
  if ('problem' in read) return sentence(field, read.problem);
  return read.value === null && field.required ? sentence(field, 'is missing') : null;
}

/** "must be 5 or more" becomes "Floors must be 5 or more." */
export function sentence({ label }: Pick<CustomField, 'label'>, problem: string): string {
  const said = problem.replace(/^This (?=(is|may|must|cannot|needs|has)\b)/, '');
  return `${label} ${said.charAt(0).toLowerCase()}${said.slice(1)}${/[.!?]$/.test(said) ? '' : '.'}`;
}
