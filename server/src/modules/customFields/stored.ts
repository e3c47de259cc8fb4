import type { FieldValue } from '../../domain/customFields.ts';
import { readValue } from '../../domain/customFieldValue.ts';
import { conflict, violatedConstraint } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { StoredField } from './definition.ts';
import { FIELD_HOLDERS } from './entities.ts';
import { indexRows } from './keys.ts';
import { insertIndexRows } from './values.service.ts';

const CHUNK = 5000;

/**
 * Takes up the values that records below a place already hold under a field's key: from a partner that was moved away and
 * has come back, say. They show again, so they must be such that the field could hold them: else CONFLICT, VALUES_DO_NOT_FIT.
 */
export async function indexStoredValues(sql: ScopedSql, field: StoredField, path: string): Promise<void> {
  const { table, partnerId, partnerPath } = FIELD_HOLDERS[field.entity];
  const held = await sql.rows<{ id: string; partnerId: string; partnerPath: string; value: unknown }>(`select id, ${partnerId} "partnerId", ${partnerPath} "partnerPath", custom_fields -> $2 value
    from ${table} where ${partnerPath} >= $1 and ${partnerPath} < $1 || chr(1114111) and custom_fields ? $2`, [path, field.key]);
  const fitting = held.flatMap(({ value, ...record }) => {
    const read = readValue({ ...field, options: null }, value);
    return 'value' in read && read.value !== null && JSON.stringify(read.value) === JSON.stringify(value) ? [{ record, value: read.value as FieldValue }] : [];
  });
  if (fitting.length < held.length) throw conflict('VALUES_DO_NOT_FIT', `${held.length - fitting.length} records already hold values under "${field.key}" that the field "${field.label}" could not hold. Use another key.`);
  try {
    for (let i = 0; i < fitting.length; i += CHUNK) await insertIndexRows(sql, fitting.slice(i, i + CHUNK).flatMap(({ record, value }) => indexRows(field, record, value)));
  } catch (error) {
    if (violatedConstraint(error) === 'custom_value_unique_key_key') throw conflict('VALUES_NOT_UNIQUE', `Records hold the same value under "${field.key}", which the field "${field.label}" does not allow.`);
    throw error;
  }
}
