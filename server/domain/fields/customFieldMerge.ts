import type { FieldDefinition, FieldValue, FieldValues } from './customFields.ts';
import { readValue } from './customFieldValue.ts';

/** One field that a write changes; null: no value. */
export interface FieldChange<D> {
  definition: D;
  before: FieldValue | null;
  after: FieldValue | null;
}

/** So many unknown keys are named; an answer that names thousands helps nobody. */
const UNKNOWN_MAX = 20;

export interface MergedFields<D> {
  values: Record<string, FieldValue>;
  changes: FieldChange<D>[];
  problems: Record<string, string>;
}

/**
 * What a record's values become by an input that names some of them: null removes, what is not named stays. A new record
 * (current is null) gets the defaults and needs every required field. Problems are named `customFields.<key>`.
 */
export function mergeFields<D extends FieldDefinition>(
  definitions: readonly D[],
  input: unknown,
  current: FieldValues | null,
): MergedFields<D> {
  const values: Record<string, FieldValue> = { ...current };
  const changes: FieldChange<D>[] = [];
  const problems: Record<string, string> = {};
  if (input !== undefined && input !== null && (typeof input !== 'object' || Array.isArray(input)))
    return { values, changes, problems: { customFields: 'must be an object of keys and values' } };
  const given = new Map(Object.entries(input ?? {}));
  const known = new Map(definitions.map((definition) => [definition.key, definition]));
  for (const key of [...given.keys()].filter((each) => !known.has(each)).slice(0, UNKNOWN_MAX))
    problems[`customFields.${key.slice(0, 60)}`] = 'is not a custom field here';
  for (const definition of definitions) {
    const { key } = definition;
    const before = current && Object.hasOwn(current, key) ? current[key] : null;
    const problem = (text: string) => {
      problems[`customFields.${key}`] = text;
    };
    if (!given.has(key)) {
      if (current || definition.archived) continue;
      if (definition.default !== null) {
        values[key] = definition.default;
        changes.push({ definition, before, after: definition.default });
      } else if (definition.required) problem('is missing');
      continue;
    }
    if (definition.archived) {
      problem('is archived and can no longer be written');
      continue;
    }
    const read = readValue(definition, given.get(key));
    if ('problem' in read) {
      problem(read.problem);
      continue;
    }
    if (read.value === null) {
      if (definition.required) {
        problem('is missing');
        continue;
      }
      delete values[key];
    } else values[key] = read.value;
    if (JSON.stringify(before) !== JSON.stringify(read.value))
      changes.push({ definition, before, after: read.value });
  }
  return { values, changes, problems };
}
