import { countOf } from '@backhaul/domain/text/plural';
import type { FieldValue } from '@backhaul/domain/fields/customFields';
import { readValue } from '@backhaul/domain/fields/customFieldValue';
import { conflict, violatedConstraint } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { StoredField } from './definition.ts';
import { valuesHeld } from './holders.store.ts';
import { missingTargets } from './targets.ts';
import { forgetResting, onceAttached } from './valueIndex.store.ts';
import { indexValues, type IndexEntry } from './valueIndex.ts';

/**
 * Takes up the values that records below a place already hold under a field's key: from a partner
 * that was moved away and has come back, say. They show again, so they must be such that the field
 * could hold them: else CONFLICT, VALUES_DO_NOT_FIT.
 */
export async function indexStoredValues(
  sql: ScopedSql,
  field: StoredField,
  path: string,
): Promise<void> {
  const held = await valuesHeld(sql, field, path);
  const readable = held.flatMap(({ value, ...record }): IndexEntry[] => {
    const read = readValue({ ...field, options: null }, value);
    return 'value' in read &&
      read.value !== null &&
      JSON.stringify(read.value) === JSON.stringify(value)
      ? [{ field, record, value: read.value as FieldValue }]
      : [];
  });
  const fitting = await pointingRight(sql, field, readable);
  if (fitting.length < held.length)
    throw conflict(
      'VALUES_DO_NOT_FIT',
      `${countOf(held.length - fitting.length, 'record already holds', 'records already hold')} values under "${field.key}" that the field "${field.label}" could not hold. Use another key.`,
    );
  try {
    if (field.type === 'FILE') await forgetResting(sql, field, path);
    await indexValues(sql, fitting);
  } catch (error) {
    if (violatedConstraint(error) === 'custom_value_unique_key_key')
      throw conflict(
        'VALUES_NOT_UNIQUE',
        `Records hold the same value under "${field.key}", which the field "${field.label}" does not allow.`,
      );
    throw error;
  }
}

/**
 * Those whose file or record can be used where they are. Whoever typed an id into a field of text
 * had it looked up by nobody, and whoever now defines the field may see more than the writer did:
 * only what was attached as a file is a file.
 */
async function pointingRight(
  sql: ScopedSql,
  field: StoredField,
  entries: readonly IndexEntry[],
): Promise<readonly IndexEntry[]> {
  if (field.type !== 'FILE' && field.type !== 'REFERENCE') return entries;
  const missing = await missingTargets(
    sql,
    entries.map(({ record, value }) => ({ field, value, partnerPath: record.partnerPath })),
  );
  const wrong = new Set(missing.map(({ value, partnerPath }) => `${String(value)} ${partnerPath}`));
  const inLine = entries.filter(
    ({ record, value }) => !wrong.has(`${String(value)} ${record.partnerPath}`),
  );
  if (field.type === 'REFERENCE') return inLine;
  const attached = await onceAttached(
    sql,
    inLine.map(({ record, value }) => ({ id: record.id, value })),
  );
  return inLine.filter(({ record }) => attached.has(record.id));
}
