import type { Prisma } from '../../generated/prisma/client.ts';
import {
  toConnection,
  sliceSize,
  SortOrder,
  type ConnectionValue,
  type SortInput,
  refuseManySorts,
} from '../../kit/connection.ts';
import { idInput } from '../../kit/input.ts';
import { containing, searchText } from '../../kit/search.ts';
import { badInput } from '../../platform/refusal.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { toEntry, type BillingRunEntryFilter, type BillingRunEntryType } from './entries.types.ts';

export interface EntriesArgs {
  first?: number;
  after?: string;
  offset?: number;
  filter?: BillingRunEntryFilter;
  sort?: SortInput[];
}

const SORTABLE: Record<string, keyof Prisma.BillingRunEntryOrderByWithRelationInput> = {
  number: 'customerNumber',
  name: 'customerName',
  net: 'netMinor',
  tax: 'taxMinor',
  total: 'totalMinor',
  previousTotal: 'previousMinor',
  change: 'changeMinor',
};
/** Columns in which new customers have nothing: last, whichever way it is sorted. */
const OPEN = new Set(['previousTotal', 'change']);

/**
 * One page of a run's entries, by customer number unless sorted otherwise. A run does not change
 * while it is read, so a cursor is a place.
 */
export async function listEntries(
  tx: ScopedTx,
  runId: string,
  args: EntriesArgs,
): Promise<ConnectionValue<BillingRunEntryType>> {
  const where = entryWhere(runId, args.filter ?? {});
  const first = sliceSize(args.first);
  if ((args.offset ?? 0) < 0) throw badInput({ offset: 'may not be negative' });
  const from = args.after ? placeOf(args.after) + 1 : (args.offset ?? 0);
  refuseManySorts(args.sort);
  const orderBy = [...(args.sort ?? []).map(orderOf), { customerNumber: 'asc' as const }];
  const rows = await tx.billingRunEntry.findMany({ where, orderBy, skip: from, take: first + 1 });
  const page = rows.slice(0, first);
  return toConnection(
    page.map(toEntry),
    page.map((_row, i) => Buffer.from(`p:${from + i}`).toString('base64url')),
    { hasNextPage: rows.length > first, hasPreviousPage: from > 0 },
    () => tx.billingRunEntry.count({ where }),
  );
}

function orderOf(sort: SortInput): Prisma.BillingRunEntryOrderByWithRelationInput {
  const column = Object.hasOwn(SORTABLE, sort.field) ? SORTABLE[sort.field] : undefined;
  if (!column)
    throw badInput({
      'sort.field': `cannot sort by that; known are ${Object.keys(SORTABLE).join(', ')}`,
    });
  const order = sort.order === SortOrder.DESC ? 'desc' : 'asc';
  return { [column]: OPEN.has(sort.field) ? { sort: order, nulls: 'last' } : order };
}

function placeOf(cursor: string): number {
  const place = /^p:(\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (place === undefined) throw badInput({ after: 'is not a cursor of this list' });
  return Number(place);
}

function entryWhere(
  runId: string,
  filter: BillingRunEntryFilter,
): Prisma.BillingRunEntryWhereInput {
  const search = searchText(filter.search);
  return {
    runId,
    ...(filter.partnerId ? { partnerId: idInput(filter.partnerId, 'filter.partnerId') } : {}),
    ...(filter.flag ? { flags: { has: filter.flag } } : {}),
    ...(filter.leftOut === true
      ? { leftOutCode: { not: null } }
      : filter.leftOut === false
        ? { leftOutCode: null }
        : {}),
    ...(search
      ? {
          OR: [
            { customerName: containing(search) },
            ...(/^\d{1,9}$/.test(search) ? [{ customerNumber: Number(search) }] : []),
          ],
        }
      : {}),
  };
}
