import { countOf } from '@backhaul/domain/text/plural';
import type { FieldValue } from '@backhaul/domain/fields/customFields';
import { checkDefinition } from '@backhaul/domain/fields/customFieldDefinition';
import { readValue } from '@backhaul/domain/fields/customFieldValue';
import { optionalText, textInput } from '../../kit/input.ts';
import { badInput, conflict, forbidden, notFound } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { covers } from '../../tenancy/scope.ts';
import type { CustomFieldInput } from './customFields.types.ts';
import type { StoredField } from './definition.ts';
import {
  fieldsInUse,
  holderOfKey,
  insertField,
  lockDefinitions,
  lockField,
  partnerById,
  pathOfField,
  setArchived,
  updateField,
  type NewField,
} from './definitions.store.ts';
import { impactOf } from './impact.ts';
import { indexStoredValues } from './stored.ts';
import { setSearchable } from './valueIndex.store.ts';

/** More than any form shows. */
const FIELDS_MAX = 200;

function fieldFrom(
  input: CustomFieldInput,
): Omit<NewField, 'partnerId' | 'partnerPath' | 'position'> {
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
  const partner = await partnerById(sql, partnerId);
  if (!partner) throw notFound();
  await refuseTakenKey(sql, partner.path, field);
  const { count, lastPosition } = await fieldsInUse(sql, partnerId, field.entity);
  if (count >= FIELDS_MAX)
    throw badInput({
      key: `a partner may define ${FIELDS_MAX} fields of a kind of record at most`,
    });
  const position = positionInput(input.position ?? lastPosition + 1);
  const made = { ...field, position, partnerId: partner.id, partnerPath: partner.path };
  const given = await insertField(sql, made);
  await indexStoredValues(sql, { ...made, ...given }, partner.path);
  await audit(sql, {
    action: 'create',
    entity: 'custom-field',
    entityId: given.id,
    after: { ...field, position },
    partner,
  });
  return given.id;
}

async function refuseTakenKey(
  sql: ScopedSql,
  path: string,
  field: Pick<StoredField, 'entity' | 'key'>,
): Promise<void> {
  const taken = await holderOfKey(sql, path, field);
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
  const path = await pathOfField(sql, id);
  if (path === undefined) throw notFound();
  if (!covers(sql.scope, path)) throw forbidden();
  return lockField(sql, id);
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
      `The change now touches ${countOf(missing + outdated, 'record')}, not ${expected}. Look at it again.`,
    );
  await updateField(sql, after);
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
  await setArchived(sql, id, archived);
  await audit(sql, {
    action: archived ? 'archive' : 'restore',
    entity: 'custom-field',
    entityId: id,
    partner: { id: before.partnerId, path: before.partnerPath },
  });
}
