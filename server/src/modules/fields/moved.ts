import { conflict } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { lineOf } from '../../tenancy/scope.ts';
import { fieldsDefinedAt, fieldsDefinedBelow, lockDefinitions } from './definitions.store.ts';
import { indexStoredValues } from './stored.ts';
import { unindexForeign } from './valueIndex.store.ts';

/**
 * A partner changed its place: it no longer inherits the fields it had from above, whose values
 * stay with the records unseen, and inherits others. Refuses a place where a key would be defined
 * twice along the line (CONFLICT, CUSTOM_FIELD_TAKEN) and one whose fields could not hold the
 * values that are there (see indexStoredValues).
 */
export async function fieldsMoved(sql: ScopedSql, from: string, to: string): Promise<void> {
  await lockDefinitions(sql);
  await refuseKeyTwice(sql, to, to);
  const above = await fieldsDefinedAt(sql, lineOf(to).slice(0, -1));
  const kept = new Set(lineOf(from));
  await unindexForeign(sql, to);
  for (const field of above.filter(({ partnerPath }) => !kept.has(partnerPath)))
    await indexStoredValues(sql, field, to);
}

/**
 * Refuses a place where a field of the partner that stands `at`, or of one below it, would have the
 * key of another above.
 */
export async function refuseKeyTwice(sql: ScopedSql, at: string, to: string): Promise<void> {
  const above = await fieldsDefinedAt(sql, lineOf(to).slice(0, -1));
  const twice = (await fieldsDefinedBelow(sql, at)).find((field) =>
    above.some((other) => other.entity === field.entity && other.key === field.key),
  );
  if (twice)
    throw conflict(
      'CUSTOM_FIELD_TAKEN',
      `The custom field "${twice.label}" has the key "${twice.key}", which is used above the new place too.`,
    );
}
