import type { FieldEntity } from '@backhaul/domain/fields/customFields';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { fieldsWithDefault } from './definitions.store.ts';
import { setValueOfAll } from './holders.store.ts';
import { indexValues } from './valueIndex.ts';

/**
 * Gives records that the system made by itself, many at once, the defaults of their fields; nobody
 * was there to be asked for required ones. Costs one look when there are no defaults.
 */
export async function applyDefaults(
  sql: ScopedSql,
  entity: FieldEntity,
  ids: readonly string[],
): Promise<void> {
  if (!ids.length) return;
  for (const field of await fieldsWithDefault(sql, entity)) {
    const records = await setValueOfAll(sql, field, ids, field.default);
    await indexValues(
      sql,
      records.map((record) => ({ field, record, value: field.default })),
    );
  }
}
