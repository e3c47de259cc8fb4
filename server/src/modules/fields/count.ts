import type { FieldEntity } from '@backhaul/domain/fields/customFields';
import type { Prisma } from '../../generated/prisma/client.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';

type Values = Prisma.CustomValueWhereInput;

/** Seen along the tree only, like the index itself; a tariff is also seen by those it is offered to. */
const LIKE_THE_INDEX: ReadonlySet<FieldEntity> = new Set([
  'USER',
  'CUSTOMER',
  'SERVICE',
  'INVOICE',
  'PAYMENT',
  'TRANSACTION',
  'CREDIT_NOTE',
  'PROFORMA',
]);

/** What a list's filter asks for, when that is one custom field's condition and at most a part of the tree. */
interface OneCondition {
  some?: Values;
  none?: Values;
  place: object;
}

function oneCondition(where: object): OneCondition | null {
  const parts = Object.entries(where)
    .flatMap(([key, value]) =>
      key === 'AND' && Array.isArray(value)
        ? value.flatMap((each: object) => Object.entries(each))
        : [[key, value] as [string, unknown]],
    )
    .filter(([, value]) => value !== undefined);
  const conditions = parts.filter(([key]) => key === 'customValues');
  const places = parts.filter(([key]) => key === 'partnerPath');
  if (
    conditions.length !== 1 ||
    places.length > 1 ||
    parts.length !== conditions.length + places.length
  )
    return null;
  return {
    ...(conditions[0][1] as { some?: Values; none?: Values }),
    place: Object.fromEntries(places),
  };
}

/**
 * How many records fit, counted in the index alone where the filter allows: every record has one
 * entry at most that fits a condition, so that no record need be looked at. null where it does not.
 */
export async function countByIndex(
  tx: ScopedTx,
  entity: FieldEntity,
  where: object,
  all: (place: object) => Promise<number>,
): Promise<number | null> {
  const one = LIKE_THE_INDEX.has(entity) ? oneCondition(where) : null;
  if (!one) return null;
  const fitting = await tx.customValue.count({
    where: { ...(one.some ?? one.none), ...one.place },
  });
  return one.some ? fitting : (await all(one.place)) - fitting;
}
