import type { FieldValue } from '@backhaul/domain/fields/customFields';
import { checkDefinition } from '@backhaul/domain/fields/customFieldDefinition';
import { readValue } from '@backhaul/domain/fields/customFieldValue';
import { optionalText, textInput } from '../../kit/input.ts';
import { badInput, conflict, forbidden, notFound } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { covers, lineOf } from '../../tenancy/scope.ts';
import type { CustomFieldInput } from './customFields.types.ts';
import { FIELD_COLUMNS, type StoredField } from './definition.ts';
import { impactOf } from './impact.ts';
import { indexStoredValues } from './stored.ts';

/** More than any form shows. */
const FIELDS_MAX = 200;

/** The lock that keeps two partners of one line from defining a key at once. */
export async function lockDefinitions(sql: ScopedSql): Promise<void> {
  await sql.rows('select pg_advisory_xact_lock(4121)');
}

function fieldFrom(
  input: CustomFieldInput,
): Omit<StoredField, 'id' | 'number' | 'partnerId' | 'partnerPath' | 'position'> {
  const { type, references = null } = input;
  const field = {
    entity: input.entity,
    key: input.key,
    label: textInput(input.label, 'label', { max: 100 }),
    type,
    help: optionalText(input.help, 'help', 500) ?? null,
    required: input.required ?? false,
    unique: input.unique ?? false,
    default: (input.default ?? null) as FieldValue | null,
    options: input.options?.map((option) => option.trim()) ?? null,
    min: input.min ?? null,
    max: input.max ?? null,
    minLength: input.minLength ?? null,
    maxLength: input.maxLength ?? null,
    decimals: input.decimals ?? null,
    references,
    showInList: input.showInList ?? false,
    searchable: input.searchable ?? false,
    portal: input.portal ?? ('HIDDEN' as const),
    archived: false,
  };
  const problems = checkDefinition(field);
  if (Object.keys(problems).length) throw badInput(problems);
  const read = readValue(field, field.default);
  return { ...field, default: 'value' in read ? read.value : null };
}

/**
 * Defines a field for a partner and everything below it. Refuses a partner outside the scope
 * (NOT_FOUND) and by field wrong definitions and a key that the line of the tree above or below
 * already uses, archived or not. Returns the id.
 */
export async function createCustomField(
  sql: ScopedSql,
  partnerId: string,
  input: CustomFieldInput,
): Promise<string> {
  const field = fieldFrom(input);
  await lockDefinitions(sql);
  const [partner] = await sql.rows<{ id: string; path: string }>(
    'select id, path from partner where id = $1',
    [partnerId],
  );
  if (!partner) throw notFound();
  await refuseTakenKey(sql, partner.path, field);
  const { n, last } = await sql.row<{ n: number; last: number }>(
    'select count(*)::int n, coalesce(max(position), 0) last from custom_field where partner_id = $1 and entity = $2',
    [partnerId, field.entity],
  );
  if (n >= FIELDS_MAX)
    throw badInput({
      key: `a partner may define ${FIELDS_MAX} fields of a kind of record at most`,
    });
  const position = positionInput(input.position ?? last + 1);
  const made = await sql.row<{ id: string; number: number }>(
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
      partner.id,
      partner.path,
      field.entity,
      field.key,
      field.label,
      field.type,
      field.help,
      position,
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
  await indexStoredValues(
    sql,
    { ...field, ...made, partnerId: partner.id, partnerPath: partner.path, position },
    partner.path,
  );
  await audit(sql, {
    action: 'create',
    entity: 'custom-field',
    entityId: made.id,
    after: { ...field, position },
    partner,
  });
  return made.id;
}

async function refuseTakenKey(
  sql: ScopedSql,
  path: string,
  { entity, key }: Pick<StoredField, 'entity' | 'key'>,
): Promise<void> {
  const [taken] = await sql.rows<{ label: string; archived: boolean; above: boolean }>(
    `select label, archived_at is not null archived, starts_with($3, partner_path) above
    from custom_field
    where entity = $1
      and key = $2
      and (partner_path = any ($4) or (partner_path >= $3 and partner_path < $3 || chr(1114111)))
    limit 1`,
    [entity, key, path, lineOf(path)],
  );
  if (!taken) return;
  throw badInput({
    key: `is used by ${
      taken.archived ? 'the archived field' : 'the field'
    } "${taken.label}"${taken.above ? '' : ' of a partner below'}: choose another key`,
  });
}

function positionInput(position: number): number {
  if (position < 0 || position > 1_000_000)
    throw badInput({ position: 'must be between 0 and 1000000' });
  return position;
}

/** A definition that the scope may change: NOT_FOUND for one it does not see, FORBIDDEN for one it only inherits. */
export async function ownField(sql: ScopedSql, id: string): Promise<StoredField> {
  const [seen] = await sql.rows<{ partner_path: string }>(
    'select partner_path from custom_field where id = $1',
    [id],
  );
  if (!seen) throw notFound();
  if (!covers(sql.scope, seen.partner_path)) throw forbidden();
  return sql.row<StoredField>(
    `select ${FIELD_COLUMNS} from custom_field f where f.id = $1 for update`,
    [id],
  );
}

export interface FieldUpdate {
  label?: string | null;
  help?: string | null;
  position?: number | null;
  required?: boolean | null;
  options?: string[] | null;
  showInList?: boolean | null;
  searchable?: boolean | null;
  portal?: StoredField['portal'] | null;
}

/**
 * Changes a definition; values that records have are kept as they are. `expected`: how many records
 * the change touches, as the impact said before: when it is another number by now, CONFLICT
 * IMPACT_CHANGED. Refuses what ownField refuses, and wrong values by field.
 */
export async function updateCustomField(
  sql: ScopedSql,
  id: string,
  input: FieldUpdate,
  expected?: number | null,
): Promise<void> {
  const before = await ownField(sql, id);
  const after: StoredField = {
    ...before,
    label: input.label != null ? textInput(input.label, 'label', { max: 100 }) : before.label,
    help: input.help === undefined ? before.help : (optionalText(input.help, 'help', 500) ?? null),
    position: input.position != null ? positionInput(input.position) : before.position,
    required: input.required ?? before.required,
    options: input.options?.map((option) => option.trim()) ?? before.options,
    showInList: input.showInList ?? before.showInList,
    searchable: input.searchable ?? before.searchable,
    portal: input.portal ?? before.portal,
  };
  const problems = checkDefinition(after);
  if (problems.default) problems.options = 'must keep the default'; // the default itself is never changed
  if (Object.keys(problems).length) throw badInput(problems);
  const { missing, outdated } = await impactOf(sql, before, after);
  if (expected != null && expected !== missing + outdated)
    throw conflict(
      'IMPACT_CHANGED',
      `The change now touches ${missing + outdated} records, not ${expected}. Look at it again.`,
    );
  await sql.rows(
    `update custom_field
    set label = $2, help = $3, position = $4, required = $5, options = $6,
      show_in_list = $7, searchable = $8, portal = $9
    where id = $1`,
    [
      id,
      after.label,
      after.help,
      after.position,
      after.required,
      after.options,
      after.showInList,
      after.searchable,
      after.portal,
    ],
  );
  if (after.searchable !== before.searchable && after.entity === 'CUSTOMER')
    await setSearchable(sql, after);
  await audit(sql, {
    action: 'update',
    entity: 'custom-field',
    entityId: id,
    before,
    after: { ...after, touched: missing + outdated },
    partner: { id: before.partnerId, path: before.partnerPath },
  });
}

/** The words of values that are there already: a trigger makes them of `search`. */
async function setSearchable(
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

/**
 * Takes a field out of use, or puts it back; its values stay and show, and can no longer be
 * written. Refusals: see ownField.
 */
export async function archiveCustomField(
  sql: ScopedSql,
  id: string,
  archived: boolean,
): Promise<void> {
  const before = await ownField(sql, id);
  if (before.archived === archived) return;
  await sql.rows(
    'update custom_field set archived_at = case when $2 then now() end where id = $1',
    [id, archived],
  );
  await audit(sql, {
    action: archived ? 'archive' : 'restore',
    entity: 'custom-field',
    entityId: id,
    partner: { id: before.partnerId, path: before.partnerPath },
  });
}
