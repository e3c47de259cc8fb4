import type { FieldEntity } from '@backhaul/domain/fields/customFields';
import {
  cursorId,
  cursorOf,
  listPage,
  sliceSize,
  SortOrder,
  toConnection,
  type ConnectionValue,
  type FindArgs,
  type ListSource,
  type PageArgs,
} from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { badInput } from '../../platform/refusal.ts';
import { countByIndex } from './count.ts';
import type { StoredField } from './definition.ts';
import { FIELD_HOLDERS } from './entities.ts';
import { fieldMeant, type ByValues } from './filter.ts';
import { wholeField } from './keys.ts';
import { must } from '../../platform/must.ts';

const SORT = 'customFields.';
const OFFSET_MAX = 1_000_000;

export interface FieldListSource<W, R, T> extends Pick<
  ListSource<R, T>,
  'sortable' | 'defaultSort' | 'recorded' | 'toNode'
> {
  entity: FieldEntity;
  /** The list's filter. */
  where: W;
  /** The partner that its filter names: whose fields a sort means. */
  partnerId?: string | null;
  /** What of findMany may be left out: without args, all rows that fit. */
  find(where: W, args?: FindArgs): Promise<R[]>;
  count(where: W): Promise<number>;
}

/**
 * One page of a list that may be sorted by a custom field ("customFields.<key>"), or by its own
 * columns like any other.
 */
export async function listPageWithFields<W extends object, R extends { id: string }, T>(
  ctx: Context,
  args: PageArgs,
  source: FieldListSource<W, R, T>,
): Promise<ConnectionValue<T>> {
  const { where } = source;
  const count = async () =>
    (await ctx.read((tx) =>
      countByIndex(tx, source.entity, where, (place) => source.count(both(place as W, {}))),
    )) ?? source.count(where);
  const sort = args.sort?.find((each) => each.field.startsWith(SORT));
  if (!sort)
    return listPage(args, { ...source, find: (found) => source.find(where, found), count });
  if (args.sort!.length > 1)
    throw badInput({ 'sort.field': `"${sort.field.slice(0, 60)}" sorts alone` });
  const field = await ctx.read((tx) =>
    fieldMeant(
      tx,
      ctx,
      source.entity,
      sort.field.slice(SORT.length),
      source.partnerId,
      'sort.field',
    ),
  );
  const first = sliceSize(args.first);
  const offset = args.offset ?? 0;
  if (offset < 0 || offset > OFFSET_MAX)
    throw badInput({ offset: `must be between 0 and ${OFFSET_MAX}` });
  const after = args.after == null ? null : cursorId(args.after);
  const ids = await sortedIds(ctx, source, field, {
    descending: sort.order === SortOrder.DESC,
    take: first + 1,
    skip: after ? 0 : offset,
    after,
  });
  const page = ids.slice(0, first);
  const rows = new Map(
    (await source.find(both(where, { id: { in: page } }))).map((row) => [row.id, row]),
  );
  const found = page.flatMap((id) => rows.get(id) ?? []);
  return toConnection(
    found.map(source.toNode),
    found.map((row) => cursorOf(row.id)),
    { hasNextPage: ids.length > first, hasPreviousPage: after !== null || offset > 0 },
    count,
  );
}

interface Want {
  descending: boolean;
  take: number;
  skip: number;
  after: string | null;
}

// a condition on a column that every kind of record has, joined to one whose type only its module knows
function both<W extends object>(where: W, more: object): W {
  return { AND: [where, more] } as unknown as W;
}

/** Records with a value, in the order of the index; then those without one, in the order of their making. */
async function sortedIds<W extends object, R extends { id: string }, T>(
  ctx: Context,
  source: FieldListSource<W, R, T>,
  field: StoredField,
  want: Want,
): Promise<string[]> {
  const at = want.after ? await keyOf(ctx, field, want.after) : null;
  const withValue = want.after && at === null ? [] : await valuedIds(ctx, source, field, want, at);
  if (withValue.length === want.take) return withValue;
  let skip = 0;
  if (!want.after && want.skip && !withValue.length)
    skip = Math.max(
      0,
      want.skip - (await ctx.read((tx) => tx.customValue.count({ where: valued(source, field) }))),
    );
  const without: ByValues = { customValues: { none: { key: wholeField(field) } } };
  const beyond = want.after && at === null ? { id: { gt: want.after } } : {};
  const rest = await source.find(both(both(source.where, without), beyond), {
    orderBy: [{ id: 'asc' }],
    take: want.take - withValue.length,
    skip,
  });
  return [...withValue, ...rest.map((row) => row.id)];
}

function valued<W extends object>(
  source: { entity: FieldEntity; where: W },
  field: StoredField,
): object {
  return { key: wholeField(field), [FIELD_HOLDERS[source.entity].relation]: source.where };
}

async function keyOf(ctx: Context, field: StoredField, recordId: string): Promise<string | null> {
  const row = await ctx.read((tx) =>
    tx.customValue.findFirst({
      where: { recordId, key: wholeField(field) },
      select: { key: true },
    }),
  );
  return row?.key ?? null;
}

/** Both directions run along the index: equal values are ordered by id, forwards or backwards as well. */
async function valuedIds<W extends object>(
  ctx: Context,
  source: { entity: FieldEntity; where: W },
  field: StoredField,
  want: Want,
  at: string | null,
): Promise<string[]> {
  const order = want.descending ? 'desc' : 'asc';
  const { gte, lt } = wholeField(field);
  const range = at === null ? { gte, lt } : want.descending ? { gte, lte: at } : { gte: at, lt };
  const passed =
    at === null
      ? {}
      : {
          NOT: {
            key: at,
            recordId: want.descending ? { gte: must(want.after) } : { lte: must(want.after) },
          },
        };
  const rows = await ctx.read((tx) =>
    tx.customValue.findMany({
      where: { ...valued(source, field), ...passed, key: range },
      orderBy: [{ key: order }, { recordId: order }],
      take: want.take,
      skip: want.skip,
      select: { recordId: true },
    }),
  );
  return rows.map((row) => row.recordId);
}
