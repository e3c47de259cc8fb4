import type { FieldValue } from '@backhaul/domain/fields/customFields';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { StoredField } from './definition.ts';
import type { HolderRecord } from './entities.ts';
import type { IndexRow } from './keys.ts';

/** Before the key of an entry that rests: no field's keys begin with it, so that nothing finds it. */
const RESTING = '~';

/**
 * Writes rows of these fields into the index, unchecked: see indexValues, the only one that may.
 * Unique values that are taken fail on custom_value_unique_key_key.
 */
export async function insertIndexRows(
  sql: ScopedSql,
  fields: readonly number[],
  rows: readonly IndexRow[],
): Promise<void> {
  const written = JSON.stringify(rows);
  // a customer has no rights on the index: the database writes what concerns its own record, in its stead
  if (sql.scope.kind === 'customer') {
    await sql.rows('select index_own_fields($1, $2)', [fields, written]);
    return;
  }
  await sql.rows(
    `insert into custom_value (record_id, field, partner_id, partner_path, key, unique_key, body, search)
    select record, field, partner, path, key, "unique", body, search
    from json_to_recordset($1::json) as v(
      record uuid, field int, partner uuid, path text, key text, "unique" text, body text, search text
    )`,
    [written],
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

/** The words of values that are there already: a trigger makes them of `search`. */
export async function setSearchable(
  sql: ScopedSql,
  { number, key, searchable }: StoredField,
): Promise<void> {
  await sql.rows(
    `update custom_value v
    set search = case when $3 then (
      select string_agg(word, ' ')
      from jsonb_array_elements_text(
        case jsonb_typeof(c.custom_fields -> $2)
          when 'array' then c.custom_fields -> $2
          else jsonb_build_array(c.custom_fields -> $2)
        end
      ) word
    ) end
    from customer c
    where c.id = v.record_id
      and v.field = $1::int
      and starts_with(v.key, $1::int || ':')`,
    [number, key, searchable],
  );
}

/** Whether another record than this one holds what must be unique. */
export async function heldByAnother(
  sql: ScopedSql,
  uniqueKey: string,
  recordId: string,
): Promise<boolean> {
  const [seen] = await sql.rows(
    'select 1 from custom_value where unique_key = $1 and record_id <> $2',
    [uniqueKey, recordId],
  );
  return seen !== undefined;
}

/** How many records have an entry in a range of keys that is none of these. */
export async function countOutside(
  sql: ScopedSql,
  range: { gte: string; lt: string },
  keys: readonly string[],
): Promise<number> {
  const { count } = await sql.row<{ count: number }>(
    `select count(distinct record_id)::int count
    from custom_value
    where key >= $1 and key < $2
      and key <> all ($3)`,
    [range.gte, range.lt, keys],
  );
  return count;
}
