import type { FieldEntity } from '@backhaul/domain/fields/customFields';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { toField } from './definition.ts';
import { beginningWith } from './keys.ts';

const FIELDS_MAX = 200;
const RECORDS_MAX = 1000;

/**
 * Records of which a searchable field begins with what was typed: ranges of the index, looked up
 * first so that they join the rest of a search as ids. Customers are found by words instead. A
 * search that fits more than the first thousand finds those.
 */
export async function searchedByFields(
  tx: ScopedTx,
  entity: FieldEntity,
  search: string,
): Promise<string[]> {
  const fields = (
    await tx.customField.findMany({
      where: { entity, searchable: true },
      orderBy: { number: 'asc' },
      take: FIELDS_MAX,
    })
  ).map(toField);
  const ranges = fields.flatMap((field) => beginningWith(field, search) ?? []);
  if (!ranges.length) return [];
  const found = await tx.customValue.findMany({
    where: { OR: ranges.map((key) => ({ key })) },
    select: { recordId: true },
    take: RECORDS_MAX,
  });
  return [...new Set(found.map((row) => row.recordId))];
}
