import type { FieldEntity, FieldValue, FieldValues } from '@backhaul/domain/fields/customFields';
import { mergeFields, type FieldChange } from '@backhaul/domain/fields/customFieldMerge';
import { badInput, forbidden } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { writingUnique } from '../../kit/guessing.ts';
import type { StoredField } from './definition.ts';
import { fieldsAt } from './definitions.store.ts';
import type { HolderRecord } from './entities.ts';
import { setValues } from './holders.store.ts';
import { uniqueKey } from './keys.ts';
import { missingTargets } from './targets.ts';
import { heldByAnother, unindexValues } from './valueIndex.store.ts';
import { indexValues, type IndexEntry } from './valueIndex.ts';

/** What a write makes of a record's values, ready to be stored. */
export interface CheckedFields {
  values: Record<string, FieldValue>;
  changes: FieldChange<StoredField>[];
}

/**
 * Checks what a write gives for the custom fields of a record at a place of the tree; current is
 * null for a new record. Refuses by field (`customFields.<key>`): unknown and archived fields,
 * wrong values, required ones that are missing, files and records that are not there. Background
 * work need not give what is required. A customer writes fields made for that in the portal only:
 * others that it sees are FORBIDDEN.
 */
export async function checkCustomFields(
  sql: ScopedSql,
  entity: FieldEntity,
  partnerPath: string,
  input: unknown,
  current: FieldValues | null,
): Promise<CheckedFields> {
  if (current && (input === undefined || input === null))
    return { values: { ...current }, changes: [] };
  // background work (a payment that a provider reports, say) has nobody to ask for what is required; who has a record
  // changed in the background was asked
  const { scope } = sql;
  const background = scope.kind === 'job' && (!current || scope.actor.kind === 'SYSTEM');
  const fields = (await fieldsAt(sql, entity, partnerPath)).map((field) =>
    background ? { ...field, required: false } : field,
  );
  const { values, changes, problems } = mergeFields(fields, input, current);
  if (Object.keys(problems).length) throw badInput(problems);
  if (
    sql.scope.kind === 'customer' &&
    changes.some(({ definition }) => definition.portal !== 'EDIT')
  )
    throw forbidden();
  const missing = await missingTargets(
    sql,
    changes.flatMap(({ definition, after }) =>
      after === null ? [] : [{ field: definition, value: after, partnerPath }],
    ),
  );
  if (missing.length)
    throw badInput(
      Object.fromEntries(
        missing.map(({ field, problem }) => [`customFields.${field.key}`, problem]),
      ),
    );
  return { values, changes };
}

/**
 * Brings the index up to date with what checkCustomFields found. Refuses by field a value that must
 * be unique and is not.
 */
export async function indexCustomFields(
  sql: ScopedSql,
  record: HolderRecord,
  changes: readonly FieldChange<StoredField>[],
): Promise<void> {
  await unindexValues(
    sql,
    record,
    changes.filter(({ before }) => before !== null).map(({ definition }) => definition.number),
  );
  const fresh = changes.flatMap(({ definition, after }): IndexEntry[] =>
    after === null ? [] : [{ field: definition, record, value: after }],
  );
  // one by one, for the database does not say whose value is taken
  for (const entry of fresh.filter(({ field }) => field.unique)) {
    const field = `customFields.${entry.field.key}`;
    if (await heldByAnother(sql, uniqueKey(entry.field, entry.value), record.id))
      throw badInput({ [field]: 'is used by another record already' });
    await writingUnique(
      sql,
      {
        constraint: 'custom_value_unique_key_key',
        field,
        problem: 'cannot be used; give another value',
      },
      () => indexValues(sql, [entry]),
    );
  }
  await indexValues(
    sql,
    fresh.filter(({ field }) => !field.unique),
  );
}

/**
 * Checks, stores and indexes what is given for a record that is there; returns what changed, for
 * the audit. Refusals: see checkCustomFields.
 */
export async function writeCustomFields(
  sql: ScopedSql,
  entity: FieldEntity,
  record: HolderRecord,
  input: unknown,
  current: FieldValues | null,
): Promise<{ before: object; after: object } | null> {
  const { values, changes } = await checkCustomFields(
    sql,
    entity,
    record.partnerPath,
    input,
    current,
  );
  if (!changes.length) return null;
  await setValues(sql, entity, record.id, values);
  await indexCustomFields(sql, record, changes);
  return changesForAudit(changes);
}

export function changesForAudit(changes: readonly FieldChange<StoredField>[]): {
  before: object;
  after: object;
} {
  return {
    before: Object.fromEntries(changes.map(({ definition, before }) => [definition.key, before])),
    after: Object.fromEntries(changes.map(({ definition, after }) => [definition.key, after])),
  };
}
