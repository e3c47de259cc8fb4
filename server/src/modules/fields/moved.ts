import { conflict } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { lineOf } from '../../tenancy/scope.ts';
import { FIELD_COLUMNS, type StoredField } from './definition.ts';
import { lockDefinitions } from './definitions.service.ts';
import { indexStoredValues } from './stored.ts';
import { unindexForeign } from './valueIndex.ts';

/**
 * A partner changed its place: it no longer inherits the fields it had from above, whose values
 * stay with the records unseen, and inherits others. Refuses a place where a key would be defined
 * twice along the line (CONFLICT, CUSTOM_FIELD_TAKEN) and one whose fields could not hold the
 * values that are there (see indexStoredValues).
 */
export async function fieldsMoved(sql: ScopedSql, from: string, to: string): Promise<void> {
  await lockDefinitions(sql);
  const above = await sql.rows<StoredField>(
    `select ${FIELD_COLUMNS} from custom_field f where f.partner_path = any ($1)`,
    [lineOf(to).slice(0, -1)],
  );
  const below = await sql.rows<{ entity: string; key: string; label: string }>(
    'select entity, key, label from custom_field where partner_path >= $1 and partner_path < $1 || chr(1114111)',
    [to],
  );
  const twice = below.find((field) =>
    above.some((other) => other.entity === field.entity && other.key === field.key),
  );
  if (twice)
    throw conflict(
      'CUSTOM_FIELD_TAKEN',
      `The custom field "${twice.label}" has the key "${twice.key}", which is used above the new place too.`,
    );
  const kept = new Set(lineOf(from));
  await unindexForeign(sql, to);
  for (const field of above.filter(({ partnerPath }) => !kept.has(partnerPath)))
    await indexStoredValues(sql, field, to);
}
