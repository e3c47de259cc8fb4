import type { FieldEntity, FieldValue } from '@backhaul/domain/fields/customFields';
import type { Context } from '../../kit/context.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { lineOf } from '../../tenancy/scope.ts';
import { toField, type StoredField } from './definition.ts';

/** A definition as it is about to be stored. */
export type NewField = Omit<StoredField, 'id' | 'number'>;

/** A definition by its key, as it is named to people. */
export interface NamedField {
  entity: FieldEntity;
  key: string;
  label: string;
}

/** The columns of custom_field by the names of StoredField, for SQL. */
const FIELD_COLUMNS = `
  f.id, f.number, f.partner_id "partnerId", f.partner_path "partnerPath",
  f.entity, f.key, f.label, f.type, f.help, f.position,
  f.required, f.is_unique "unique", f.default_value "default", f.options,
  f.min, f.max, f.min_length "minLength", f.max_length "maxLength", f.decimals,
  f.refers_to "references", f.show_in_list "showInList", f.searchable, f.portal,
  f.archived_at is not null archived`;

/** The lock that keeps two partners of one line from defining a key at once. */
export async function lockDefinitions(sql: ScopedSql): Promise<void> {
  await sql.rows('select pg_advisory_xact_lock(4121)');
}

/**
 * The fields of records at a place of the tree, in their order, archived ones included; of those
 * that the scope may see.
 */
export function fieldsAt(
  sql: ScopedSql,
  entity: FieldEntity,
  path: string,
): Promise<StoredField[]> {
  return sql.rows<StoredField>(
    `select ${FIELD_COLUMNS}
    from custom_field f
    where f.entity = $1 and f.partner_path = any ($2)
    order by f.position, f.number`,
    [entity, lineOf(path)],
  );
}

/** All fields of a kind of record, in their order, archived ones included; of those that the scope may see. */
export function fieldsOf(sql: ScopedSql, entity: FieldEntity): Promise<StoredField[]> {
  return sql.rows<StoredField>(
    `select ${FIELD_COLUMNS} from custom_field f where f.entity = $1 order by f.position, f.number`,
    [entity],
  );
}

/** The fields of every kind of record that are defined at one of these places. */
export function fieldsDefinedAt(sql: ScopedSql, paths: readonly string[]): Promise<StoredField[]> {
  return sql.rows<StoredField>(
    `select ${FIELD_COLUMNS} from custom_field f where f.partner_path = any ($1)`,
    [paths],
  );
}

/** The fields of every kind of record that are defined at a place or below it. */
export function fieldsDefinedBelow(sql: ScopedSql, path: string): Promise<NamedField[]> {
  return sql.rows<NamedField>(
    'select entity, key, label from custom_field where partner_path >= $1 and partner_path < $1 || chr(1114111)',
    [path],
  );
}

/** The fields in use of a kind of record that have a default, anywhere in the scope. */
export function fieldsWithDefault(
  sql: ScopedSql,
  entity: FieldEntity,
): Promise<(StoredField & { default: FieldValue })[]> {
  return sql.rows<StoredField & { default: FieldValue }>(
    `select ${FIELD_COLUMNS}
    from custom_field f
    where f.entity = $1
      and f.default_value is not null
      and f.archived_at is null`,
    [entity],
  );
}

/** The same for many records of one answer at once. */
export async function loadFields(
  ctx: Context,
  entity: FieldEntity,
  path: string,
): Promise<StoredField[]> {
  const line = lineOf(path);
  const perPlace = await Promise.all(
    line.map((place) =>
      ctx.loadMany(
        'customFields',
        `${entity} ${place}`,
        async (tx, keys) =>
          (
            await tx.customField.findMany({
              where: {
                entity: { in: [...new Set(keys.map((key) => key.split(' ')[0]))] },
                partnerPath: { in: [...new Set(keys.map((key) => key.split(' ')[1]))] },
              },
            })
          ).map(toField),
        (field) => `${field.entity} ${field.partnerPath}`,
      ),
    ),
  );
  return perPlace.flat().sort(inOrder);
}

function inOrder(a: StoredField, b: StoredField): number {
  return a.position - b.position || a.number - b.number;
}

/** Where a partner inside the scope stands in the tree; null for one outside. */
export async function pathOfPartner(ctx: Context, id: string): Promise<string | null> {
  const place = await ctx.loadOne(
    'partner.path',
    id,
    (tx, ids) =>
      tx.partner.findMany({ where: { id: { in: ids } }, select: { id: true, path: true } }),
    (partner) => partner.id,
  );
  return place?.path ?? null;
}

/** A partner inside the scope; undefined for one outside. */
export async function partnerById(
  sql: ScopedSql,
  id: string,
): Promise<{ id: string; path: string } | undefined> {
  const [partner] = await sql.rows<{ id: string; path: string }>(
    'select id, path from partner where id = $1',
    [id],
  );
  return partner;
}

/** A definition that uses a key already. */
export interface KeyHolder {
  label: string;
  archived: boolean;
  /** Whether it is defined at the place or above it; else below. */
  above: boolean;
}

/** Who uses a key on the line of a place or below it; undefined when nobody does. */
export async function holderOfKey(
  sql: ScopedSql,
  path: string,
  { entity, key }: Pick<StoredField, 'entity' | 'key'>,
): Promise<KeyHolder | undefined> {
  const [holder] = await sql.rows<KeyHolder>(
    `select label, archived_at is not null archived, starts_with($3, partner_path) above
    from custom_field
    where entity = $1
      and key = $2
      and (partner_path = any ($4) or (partner_path >= $3 and partner_path < $3 || chr(1114111)))
    limit 1`,
    [entity, key, path, lineOf(path)],
  );
  return holder;
}

/** How many fields a partner defines for a kind of record, and the last of their positions (0 without any). */
export function fieldsInUse(
  sql: ScopedSql,
  partnerId: string,
  entity: FieldEntity,
): Promise<{ count: number; lastPosition: number }> {
  return sql.row<{ count: number; lastPosition: number }>(
    `select count(*)::int count, coalesce(max(position), 0) "lastPosition"
    from custom_field
    where partner_id = $1 and entity = $2`,
    [partnerId, entity],
  );
}

/** Stores a definition; returns what the database gives it. */
export function insertField(
  sql: ScopedSql,
  field: NewField,
): Promise<{ id: string; number: number }> {
  return sql.row<{ id: string; number: number }>(
    `insert into custom_field (
      partner_id, partner_path, entity, key,
      label, type, help, position,
      required, is_unique, default_value, options,
      min, max, min_length, max_length, decimals,
      refers_to, show_in_list, searchable, portal
    )
    values (
      $1, $2, $3, $4,
      $5, $6, $7, $8,
      $9, $10, $11, $12,
      $13, $14, $15, $16, $17,
      $18, $19, $20, $21
    )
    returning id, number`,
    [
      field.partnerId,
      field.partnerPath,
      field.entity,
      field.key,
      field.label,
      field.type,
      field.help,
      field.position,
      field.required,
      field.unique,
      field.default === null ? null : JSON.stringify(field.default),
      field.options,
      field.min,
      field.max,
      field.minLength,
      field.maxLength,
      field.decimals,
      field.references,
      field.showInList,
      field.searchable,
      field.portal,
    ],
  );
}

/** Where a field is defined; undefined when the scope does not see it. */
export async function pathOfField(sql: ScopedSql, id: string): Promise<string | undefined> {
  const [field] = await sql.rows<{ path: string }>(
    'select partner_path path from custom_field where id = $1',
    [id],
  );
  return field?.path;
}

/** Locks a definition that is there, and reads it. */
export function lockField(sql: ScopedSql, id: string): Promise<StoredField> {
  return sql.row<StoredField>(
    `select ${FIELD_COLUMNS} from custom_field f where f.id = $1 for update`,
    [id],
  );
}

/** Stores what of a definition can be changed. */
export async function updateField(sql: ScopedSql, field: StoredField): Promise<void> {
  await sql.rows(
    `update custom_field
    set label = $2, help = $3, position = $4, required = $5, options = $6,
      show_in_list = $7, searchable = $8, portal = $9
    where id = $1`,
    [
      field.id,
      field.label,
      field.help,
      field.position,
      field.required,
      field.options,
      field.showInList,
      field.searchable,
      field.portal,
    ],
  );
}

/** Takes a field out of use from now on, or puts it back. */
export async function setArchived(sql: ScopedSql, id: string, archived: boolean): Promise<void> {
  await sql.rows(
    'update custom_field set archived_at = case when $2 then now() end where id = $1',
    [id, archived],
  );
}
