import type { FieldEntity, FieldValues } from '@backhaul/domain/fields/customFields';
import {
  cursorId,
  cursorOf,
  listPage,
  sliceSize,
  SortOrder,
  toConnection,
  type ConnectionValue,
  type FindArgs,
  type PageArgs,
  type SortInput,
} from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { keptCount } from '../../kit/kept.ts';
import { both, Records, type Kept, type RecordKind } from '../../kit/record.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { badInput } from '../../platform/refusal.ts';
import { countByIndex } from './count.ts';
import type { StoredField } from './definition.ts';
import { FIELD_HOLDERS } from './entities.ts';
import { fieldMeant, type ByValues } from './filter.ts';
import { wholeField } from './keys.ts';
import { shownCustomFields } from './shown.ts';
import { must } from '../../platform/must.ts';

const SORT = 'customFields.';
const OFFSET_MAX = 1_000_000;

/** Of a list: whose fields it may be sorted by, and what reads it. */
interface FieldList<W, R> {
  entity: FieldEntity;
  /** The list's filter. */
  where: W;
  find(where: W, args: Partial<FindArgs>): Promise<R[]>;
}

export interface FieldedKind<W extends object, R extends { id: string }, T> extends RecordKind<
  W,
  R,
  T
> {
  entity: FieldEntity;
}

/** A record with its place in the tree: its partner's, or its own. */
type HoldsFields = { storedFields: FieldValues } & ({ partnerPath: string } | { path: string });

/** Records that can have custom fields: their lists may be sorted by one ("customFields.<key>"). */
export class FieldedRecords<
  W extends object,
  R extends { id: string },
  T extends HoldsFields,
> extends Records<W, R, T> {
  constructor(protected override readonly kind: FieldedKind<W, R, T>) {
    super(kind);
  }

  /**
   * One page of those that fit; partnerId: the partner that the filter names, whose fields a sort means. kept: where how
   * many fit is kept with the facts.
   */
  override async page(
    ctx: Context,
    args: PageArgs,
    where: W,
    {
      partnerId,
      defaultSort = this.kind.defaultSort,
      kept,
    }: {
      partnerId?: string | null;
      defaultSort?: object[];
      kept?: (tx: ScopedTx) => Kept | Promise<Kept>;
    } = {},
  ): Promise<ConnectionValue<T>> {
    const { kind } = this;
    const fitting = this.seenOf(ctx, where);
    const find = (found: W, page: Partial<FindArgs>) =>
      ctx.read((tx) => kind.find(tx, { where: found, ...page }));
    const count = () =>
      ctx.read(async (tx) => {
        const asked = (await kept?.(tx)) ?? null;
        return (
          (asked && (await keptCount(tx, ctx.scope, asked))) ??
          (await countByIndex(tx, kind.entity, fitting, (place) =>
            kind.count(tx, both(place, {})),
          )) ??
          kind.count(tx, fitting)
        );
      });
    const byField = args.sort?.find((each) => each.field.startsWith(SORT));
    if (!byField)
      return listPage(args, { ...kind, defaultSort, find: (page) => find(fitting, page), count });
    const list = { entity: kind.entity, where: fitting, find };
    const { rows, more, skipped } = await sortedByField(ctx, list, args, byField, partnerId);
    return toConnection(
      rows.map(kind.toNode),
      rows.map((row) => cursorOf(row.id)),
      { hasNextPage: more, hasPreviousPage: skipped },
      count,
    );
  }

  /** A record's custom fields as its reader may see them. */
  customFields(ctx: Context, node: T): Promise<FieldValues> {
    const path = 'path' in node ? node.path : node.partnerPath;
    return shownCustomFields(ctx, this.kind.entity, path, node.storedFields);
  }
}

/** One page in the order of a field's values, which sorts alone. */
async function sortedByField<W extends object, R extends { id: string }>(
  ctx: Context,
  list: FieldList<W, R>,
  args: PageArgs,
  sort: SortInput,
  partnerId: string | null | undefined,
): Promise<{ rows: R[]; more: boolean; skipped: boolean }> {
  if ((args.sort?.length ?? 0) > 1)
    throw badInput({ 'sort.field': `"${sort.field.slice(0, 60)}" sorts alone` });
  const key = sort.field.slice(SORT.length);
  const field = await ctx.read((tx) =>
    fieldMeant(tx, ctx, list.entity, key, partnerId, 'sort.field'),
  );
  const first = sliceSize(args.first);
  const offset = args.offset ?? 0;
  if (offset < 0 || offset > OFFSET_MAX)
    throw badInput({ offset: `must be between 0 and ${OFFSET_MAX}` });
  const after = args.after == null ? null : cursorId(args.after);
  const ids = await sortedIds(ctx, list, field, {
    descending: sort.order === SortOrder.DESC,
    take: first + 1,
    skip: after ? 0 : offset,
    after,
  });
  const page = ids.slice(0, first);
  const found = new Map(
    (await list.find(both(list.where, { id: { in: page } }), {})).map((row) => [row.id, row]),
  );
  return {
    rows: page.flatMap((id) => found.get(id) ?? []),
    more: ids.length > first,
    skipped: after !== null || offset > 0,
  };
}

interface Want {
  descending: boolean;
  take: number;
  skip: number;
  after: string | null;
}

/** Records with a value, in the order of the index; then those without one, in the order of their making. */
async function sortedIds<W extends object, R extends { id: string }>(
  ctx: Context,
  source: FieldList<W, R>,
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
