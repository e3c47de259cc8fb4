import type { ScopedTx } from '../tenancy/boundary.ts';
import {
  cursorId,
  cursorOf,
  sliceSize,
  toConnection,
  type ConnectionValue,
  type SliceArgs,
} from './connection.ts';
import type { Context } from './context.ts';

/** A list inside every record of another list, latest first. All of it is text of the program, never from outside. */
export interface NestedList<R, T> {
  table: string;
  /** The column that names the record it is inside of. */
  parent: string;
  /** Sorted by, descending all of them; the last one tells any two rows apart. */
  order: readonly string[];
  /** Which rows it has, where it does not have all. */
  only?: string;
  find(tx: ScopedTx, ids: string[]): Promise<R[]>;
  toNode(row: R): T;
}

/** As many ids as one statement takes. */
const IDS_MAX = 10_000;

/**
 * One page of a list inside a record; the pages of all records of one level of the answer come by
 * the same few statements.
 */
export async function nestedPage<R extends { id: string }, T>(
  ctx: Context,
  parentId: string,
  slice: SliceArgs,
  list: NestedList<R, T>,
): Promise<ConnectionValue<T>> {
  const first = sliceSize(slice.first);
  const after = slice.after === undefined || slice.after === null ? null : cursorId(slice.after);
  const only = list.only ?? 'true';
  const rows = await ctx.loadMany(
    `${list.table} of ${list.parent} ${only} ${first} ${after}`,
    parentId,
    (tx, parents) => pages(tx, parents, first + 1, after, list),
    (found) => found.parent,
  );
  const page = rows.slice(0, first);
  const count = async (): Promise<number> => {
    interface Count {
      parent: string;
      n: number;
    }
    const counted = await ctx.loadOne(
      `number of ${list.table} of ${list.parent} ${only}`,
      parentId,
      (tx, parents) =>
        tx.$queryRawUnsafe<Count[]>(
          `select ${list.parent}::text parent, count(*)::int n
          from ${list.table}
          where ${list.parent} = any ($1::uuid[]) and ${only}
          group by 1`,
          parents,
        ),
      (found) => found.parent,
    );
    return counted?.n ?? 0;
  };
  return toConnection(
    page.map(({ row }) => list.toNode(row)),
    page.map(({ row }) => cursorOf(row.id)),
    { hasNextPage: rows.length > first, hasPreviousPage: after !== null },
    count,
  );
}

async function pages<R extends { id: string }, T>(
  tx: ScopedTx,
  parents: string[],
  take: number,
  after: string | null,
  list: NestedList<R, T>,
): Promise<{ parent: string; row: R }[]> {
  const columns = list.order.join(', ');
  const beyond =
    after === null
      ? ''
      : `and (${columns}) < (select ${columns} from ${list.table} where id = $3::uuid)`;
  const ids = await tx.$queryRawUnsafe<{ parent: string; id: string }[]>(
    `select p.id::text parent, found.id::text id
    from unnest($1::uuid[]) p(id)
    cross join lateral (
      select id,
        row_number() over (order by ${list.order.map((column) => `${column} desc`).join(', ')}) place
      from ${list.table}
      where ${list.parent} = p.id and ${list.only ?? 'true'} ${beyond}
      order by ${list.order.map((column) => `${column} desc`).join(', ')}
      limit $2) found
    order by p.id, found.place`,
    parents,
    take,
    ...(after === null ? [] : [after]),
  );
  const rows = new Map<string, R>();
  for (let i = 0; i < ids.length; i += IDS_MAX)
    for (const row of await list.find(
      tx,
      ids.slice(i, i + IDS_MAX).map(({ id }) => id),
    ))
      rows.set(row.id, row);
  return ids.flatMap(({ parent, id }) => {
    const row = rows.get(id);
    return row ? [{ parent, row }] : [];
  });
}
