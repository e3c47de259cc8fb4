import type { FieldEntity } from '@backhaul/domain/fields/customFields';
import type { Context } from '../../kit/context.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { lineOf } from '../../tenancy/scope.ts';
import { FIELD_COLUMNS, toField, type StoredField } from './definition.ts';

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

export function inOrder(a: StoredField, b: StoredField): number {
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
