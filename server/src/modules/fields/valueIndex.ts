import type { FieldValue } from '@backhaul/domain/fields/customFields';
import { badInput } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { StoredField } from './definition.ts';
import { indexRows } from './keys.ts';
import { missingTargets } from './targets.ts';

export interface HolderRecord {
  id: string;
  partnerId: string;
  partnerPath: string;
}
export interface IndexEntry {
  field: StoredField;
  record: HolderRecord;
  value: FieldValue;
}

const CHUNK = 5000;
/** Before the key of an entry that rests: no field's keys begin with it, so that nothing finds it. */
const RESTING = '~';

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
  const rows = JSON.stringify(
    entries.flatMap(({ field, record, value }) => indexRows(field, record, value)),
  );
  // a customer has no rights on the index: the database writes what concerns its own record, in its stead
  if (sql.scope.kind === 'customer') {
    await sql.rows('select index_own_fields($1, $2)', [
      [...new Set(entries.map(({ field }) => field.number))],
      rows,
    ]);
    return;
  }
  await sql.rows(
    `insert into custom_value (record_id, field, partner_id, partner_path, key, unique_key, body, search)
    select record, field, partner, path, key, "unique", body, search
    from json_to_recordset($1::json) as v(
      record uuid, field int, partner uuid, path text, key text, "unique" text, body text, search text
    )`,
    [rows],
  );
}

/** Takes all that a record holds in these fields out of the index. */
export async function unindexValues(
  sql: ScopedSql,
  record: HolderRecord,
  fields: readonly number[],
): Promise<void> {
  if (!fields.length) return;
  if (sql.scope.kind === 'customer') await sql.rows(`select index_own_fields($1, '[]')`, [fields]);
  else
    await sql.rows('delete from custom_value where record_id = $1 and field = any ($2)', [
      record.id,
      fields,
    ]);
}

/**
 * Takes out of the index what records below a place hold in fields that they do not inherit there.
 * The entries of FILE fields stay and rest: they are all that tells a file that somebody attached
 * from a text that only looks like a file's id.
 */
export async function unindexForeign(sql: ScopedSql, path: string): Promise<void> {
  const foreign = `f.number = v.field
    and v.partner_path >= $1 and v.partner_path < $1 || chr(1114111)
    and not starts_with(v.partner_path, f.partner_path)`;
  await sql.rows(
    `delete from custom_value v
    using custom_field f
    where ${foreign}
      and f.type <> 'FILE'`,
    [path],
  );
  await sql.rows(
    `update custom_value v
    set key = '${RESTING}' || v.key
    from custom_field f
    where ${foreign}
      and f.type = 'FILE'
      and not starts_with(v.key, '${RESTING}')`,
    [path],
  );
}

/**
 * Of records and the files they hold under some key: those that were attached to the record as
 * files once, by whoever might.
 */
export async function onceAttached(
  sql: ScopedSql,
  held: readonly { id: string; value: FieldValue }[],
): Promise<Set<string>> {
  const rows = await sql.rows<{ id: string }>(
    `select distinct h.id
    from json_to_recordset($1::json) as h(id uuid, value text)
    join custom_value v on v.record_id = h.id
      and starts_with(v.key, '${RESTING}')
      and v.key = '${RESTING}' || v.field || ':' || h.value`,
    [JSON.stringify(held.map(({ id, value }) => ({ id, value })))],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Entries of a field that rest below a place are over: the field is inherited there again. */
export async function forgetResting(
  sql: ScopedSql,
  field: StoredField,
  path: string,
): Promise<void> {
  await sql.rows(
    `delete from custom_value
    where field = $1
      and partner_path >= $2 and partner_path < $2 || chr(1114111)
      and starts_with(key, '${RESTING}')`,
    [field.number, path],
  );
}
