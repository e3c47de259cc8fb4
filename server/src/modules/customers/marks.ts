import type { Prisma } from '../../generated/prisma/client.ts';
import { idInput } from '../../kit/input.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { labelled, labelsWhere, type LabelFilter } from '../labels/index.ts';
import { locationsWithin } from '../locations/index.ts';

const FEW = 2000;

/** What customers are told apart by. */
export interface Marks {
  labels?: LabelFilter | null;
  locationId?: string | null;
  /** At the location itself, without what lies in it. */
  locationOnly?: boolean | null;
}

type Where = Prisma.CustomerWhereInput;

/** Those who have marks by an index of the marks, where they are few; null where that says nothing. */
async function fewMarked(tx: ScopedTx, { labels }: Marks, at: Where[]): Promise<string[] | null> {
  const found = (labels && (await labelled(tx, labels, FEW + 1))) ?? null;
  if (found && found.length <= FEW) return found;
  if (!at.length) return null;
  const there = await tx.customer.findMany({
    where: { AND: at },
    select: { id: true },
    take: FEW + 1,
  });
  return there.length > FEW ? null : there.map(({ id }) => id);
}

/**
 * Customers by their marks, as conditions that all hold. The few that a rare mark means are looked
 * up first: as ids they keep the database from going through all that there is.
 */
export async function markedWhere(tx: ScopedTx, marks: Marks): Promise<Where[]> {
  const { where, few } = await conditionsOf(tx, marks);
  return [...where, ...(few ? [{ id: { in: few } }] : [])];
}

/** The same for what belongs to customers. */
export async function ofMarkedCustomers(
  tx: ScopedTx,
  marks: Marks,
): Promise<{ customerId?: { in: string[] }; customer?: Where }[]> {
  const { where, few } = await conditionsOf(tx, marks);
  if (!where.length) return [];
  return [{ customer: { AND: where } }, ...(few ? [{ customerId: { in: few } }] : [])];
}

async function conditionsOf(
  tx: ScopedTx,
  marks: Marks,
): Promise<{ where: Where[]; few: string[] | null }> {
  const { locationId, locationOnly } = marks;
  const at =
    locationOnly && locationId
      ? [{ locationId: idInput(locationId, 'filter.locationId') }]
      : await locationsWithin(tx, locationId);
  const where = [...labelsWhere(marks.labels), ...at];
  return { where, few: where.length ? await fewMarked(tx, marks, at) : null };
}
