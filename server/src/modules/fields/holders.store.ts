import type { FieldEntity, FieldValue, FieldValues } from '@backhaul/domain/fields/customFields';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { StoredField } from './definition.ts';
import { FIELD_HOLDERS, type HolderRecord } from './entities.ts';
import { wholeField } from './keys.ts';

/** Stores all values of a record's fields. */
export async function setValues(
  sql: ScopedSql,
  entity: FieldEntity,
  id: string,
  values: FieldValues,
): Promise<void> {
  await sql.rows(`update ${FIELD_HOLDERS[entity].table} set custom_fields = $2 where id = $1`, [
    id,
    JSON.stringify(values),
  ]);
}

/** Gives one value to those of many records that inherit its field; returns them. */
export function setValueOfAll(
  sql: ScopedSql,
  field: StoredField,
  ids: readonly string[],
  value: FieldValue,
): Promise<HolderRecord[]> {
  const { table, partnerId, partnerPath } = FIELD_HOLDERS[field.entity];
  return sql.rows<HolderRecord>(
    `update ${table}
    set custom_fields = custom_fields || jsonb_build_object($2::text, $3::jsonb)
    where id = any ($1::uuid[])
      and ${partnerPath} >= $4 and ${partnerPath} < $4 || chr(1114111)
    returning id, ${partnerId} "partnerId", ${partnerPath} "partnerPath"`,
    [ids, field.key, JSON.stringify(value), field.partnerPath],
  );
}

/** What records at a place and below it hold under a field's key, whatever it is. */
export function valuesHeld(
  sql: ScopedSql,
  field: StoredField,
  path: string,
): Promise<(HolderRecord & { value: unknown })[]> {
  const { table, partnerId, partnerPath } = FIELD_HOLDERS[field.entity];
  return sql.rows<HolderRecord & { value: unknown }>(
    `select id, ${partnerId} "partnerId", ${partnerPath} "partnerPath", custom_fields -> $2 value
    from ${table}
    where ${partnerPath} >= $1 and ${partnerPath} < $1 || chr(1114111)
      and custom_fields ? $2`,
    [path, field.key],
  );
}

/** How many records inherit a field and have no value in it. */
export async function countWithoutValue(sql: ScopedSql, field: StoredField): Promise<number> {
  const { table, partnerPath } = FIELD_HOLDERS[field.entity];
  const { gte, lt } = wholeField(field);
  const { count } = await sql.row<{ count: number }>(
    `select (
      (select count(*) from ${table} where ${partnerPath} >= $1 and ${partnerPath} < $1 || chr(1114111))
      - (select count(*) from custom_value where key >= $2 and key < $3)
    )::int count`,
    [field.partnerPath, gte, lt],
  );
  return count;
}

/** What a value can point to: a file, or a record with custom fields. */
export type Target = 'FILE' | FieldEntity;

/** Where in the tree those of the named files or records are that the scope sees, by their ids. */
export async function pathsOfTargets(
  sql: ScopedSql,
  target: Target,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const { table, partnerPath } =
    target === 'FILE' ? { table: 'file', partnerPath: 'partner_path' } : FIELD_HOLDERS[target];
  const found = await sql.rows<{ id: string; path: string }>(
    `select id, ${partnerPath} path from ${table} where id = any ($1::uuid[])`,
    [ids],
  );
  return new Map(found.map(({ id, path }) => [id, path]));
}
