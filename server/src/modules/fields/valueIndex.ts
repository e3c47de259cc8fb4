import type { FieldValue } from '@backhaul/domain/fields/customFields';
import { badInput } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { StoredField } from './definition.ts';
import type { HolderRecord } from './entities.ts';
import { indexRows } from './keys.ts';
import { missingTargets } from './targets.ts';
import { insertIndexRows } from './valueIndex.store.ts';

export interface IndexEntry {
  field: StoredField;
  record: HolderRecord;
  value: FieldValue;
}

const CHUNK = 5000;

/**
 * Adds values to the index, the only way into it. An entry of a FILE field opens the file to
 * whoever sees the record, so what it points to is looked up here whatever the caller did before:
 * refused by field (`customFields.<key>`) is a file or record that is not there for the writer or
 * lies in another branch of the tree. Unique values that are taken fail on
 * custom_value_unique_key_key.
 */
export async function indexValues(sql: ScopedSql, entries: readonly IndexEntry[]): Promise<void> {
  for (let i = 0; i < entries.length; i += CHUNK)
    await indexChunk(sql, entries.slice(i, i + CHUNK));
}

async function indexChunk(sql: ScopedSql, entries: readonly IndexEntry[]): Promise<void> {
  const missing = await missingTargets(
    sql,
    entries.map(({ field, record, value }) => ({ field, value, partnerPath: record.partnerPath })),
  );
  if (missing.length)
    throw badInput(
      Object.fromEntries(
        missing.map(({ field, problem }) => [`customFields.${field.key}`, problem]),
      ),
    );
  await insertIndexRows(
    sql,
    [...new Set(entries.map(({ field }) => field.number))],
    entries.flatMap(({ field, record, value }) => indexRows(field, record, value)),
  );
}
