// What a custom field may be and what its values may be: the one place for the API, the import, the portal and the back office.
import { problemsOfDefinition } from './customFieldDefinition.ts';
import { readValue, type FieldValue } from './customFieldValue.ts';

export { isEmptyValue, readValue, type FieldValue } from './customFieldValue.ts';
export { normalForm, parseCell, printCell } from './customFieldText.ts';

export const FIELD_ENTITIES = ['PARTNER', 'USER', 'CUSTOMER', 'SERVICE', 'TARIFF', 'INVOICE', 'PAYMENT', 'TRANSACTION'] as const;
export type FieldEntity = (typeof FIELD_ENTITIES)[number];

export const FIELD_TYPES = ['TEXT', 'LONG_TEXT', 'INTEGER', 'DECIMAL', 'DATE', 'DATE_TIME', 'BOOLEAN', 'CHOICE', 'CHOICES', 'FILE', 'URL', 'EMAIL', 'PHONE', 'IP_ADDRESS', 'MAC_ADDRESS', 'PLACE', 'REFERENCE'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

export type PortalAccess = 'HIDDEN' | 'VIEW' | 'EDIT';

/** What values of a field must be like. null: no such limit. */
export interface FieldRules {
  type: FieldType;
  options: readonly string[] | null;
  /** Inclusive, exact decimals. */
  min: string | null;
  max: string | null;
  minLength: number | null;
  maxLength: number | null;
  /** How many digits a DECIMAL has after the point at most. */
  decimals: number | null;
  references: FieldEntity | null;
}

export interface FieldDefinition extends FieldRules {
  key: string;
  label: string;
  help: string | null;
  required: boolean;
  unique: boolean;
  default: FieldValue | null;
  showInList: boolean;
  searchable: boolean;
  portal: PortalAccess;
  archived: boolean;
}

export type FieldValues = Readonly<Record<string, FieldValue>>;

/** One field that a write changes; null: no value. */
export interface FieldChange<D> { definition: D; before: FieldValue | null; after: FieldValue | null }

/** So many unknown keys are named; an answer that names thousands helps nobody. */
const UNKNOWN_MAX = 20;

export interface MergedFields<D> { values: Record<string, FieldValue>; changes: FieldChange<D>[]; problems: Record<string, string> }

/**
 * What a record's values become by an input that names some of them: null removes, what is not named stays. A new record
 * (current is null) gets the defaults and needs every required field. Problems are named `customFields.<key>`.
 */
export function mergeFields<D extends FieldDefinition>(definitions: readonly D[], input: unknown, current: FieldValues | null): MergedFields<D> {
  const values: Record<string, FieldValue> = { ...current };
  const changes: FieldChange<D>[] = [];
  const problems: Record<string, string> = {};
  if (input !== undefined && input !== null && (typeof input !== 'object' || Array.isArray(input))) return { values, changes, problems: { customFields: 'must be an object of keys and values' } };
  const given = new Map(Object.entries(input ?? {}));
  const known = new Map(definitions.map((definition) => [definition.key, definition]));
  for (const key of [...given.keys()].filter((each) => !known.has(each)).slice(0, UNKNOWN_MAX)) problems[`customFields.${key.slice(0, 60)}`] = 'is not a custom field here';
  for (const definition of definitions) {
    const { key } = definition;
    const before = current && Object.hasOwn(current, key) ? current[key] : null;
    const problem = (text: string) => { problems[`customFields.${key}`] = text; };
    if (!given.has(key)) {
      if (current || definition.archived) continue;
      if (definition.default !== null) { values[key] = definition.default; changes.push({ definition, before, after: definition.default }); } else if (definition.required) problem('is missing');
      continue;
    }
    if (definition.archived) { problem('is archived and can no longer be written'); continue; }
    const read = readValue(definition, given.get(key));
    if ('problem' in read) { problem(read.problem); continue; }
    if (read.value === null) {
      if (definition.required) { problem('is missing'); continue; }
      delete values[key];
    } else values[key] = read.value;
    if (JSON.stringify(before) !== JSON.stringify(read.value)) changes.push({ definition, before, after: read.value });
  }
  return { values, changes, problems };
}

/** The values that a reader is shown: of the fields that it knows, archived ones included. */
export function shownFields(definitions: readonly Pick<FieldDefinition, 'key'>[], stored: FieldValues): Record<string, FieldValue> {
  return Object.fromEntries(definitions.filter(({ key }) => Object.hasOwn(stored, key)).map(({ key }) => [key, stored[key]]));
}

/** A definition's own problems, with those of its default. */
export function checkDefinition(definition: FieldDefinition): Record<string, string> {
  const problems = problemsOfDefinition(definition);
  if (definition.default === null || Object.keys(problems).length) return problems;
  if (definition.unique) return { default: 'cannot be given where every value must be another one' };
  if (definition.type === 'FILE' || definition.type === 'REFERENCE') return { default: 'cannot be given for this type' };
  const read = readValue(definition, definition.default);
  return 'problem' in read ? { default: read.problem } : {};
}
