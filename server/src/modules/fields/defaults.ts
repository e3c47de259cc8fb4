import type { FieldEntity } from '@backhaul/domain/fields/customFields';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { FIELD_COLUMNS, type StoredField } from './definition.ts';
import { FIELD_HOLDERS } from './entities.ts';
import { indexValues, type HolderRecord } from './valueIndex.ts';

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
  const fields = await sql.rows<StoredField>(
    `select ${FIELD_COLUMNS}
    from custom_field f
    where f.entity = $1
      and f.default_value is not null
      and f.archived_at is null`,
    [entity],
  );
  const { table, partnerId, partnerPath } = FIELD_HOLDERS[entity];
  for (const field of fields) {
    const made = await sql.rows<HolderRecord>(
      `update ${table}
      set custom_fields = custom_fields || jsonb_build_object($2::text, $3::jsonb)
      where id = any ($1::uuid[])
        and ${partnerPath} >= $4 and ${partnerPath} < $4 || chr(1114111)
      returning id, ${partnerId} "partnerId", ${partnerPath} "partnerPath"`,
      [ids, field.key, JSON.stringify(field.default), field.partnerPath],
    );
    await indexValues(
      sql,
      made.map((record) => ({ field, record, value: field.default! })),
    );
  }
}
