import { notFound } from '../platform/refusal.ts';
import type { ScopedTx } from '../tenancy/boundary.ts';
import {
  listPage,
  type ConnectionValue,
  type FindArgs,
  type ListSource,
  type PageArgs,
  type SliceArgs,
} from './connection.ts';
import type { Context } from './context.ts';
import { isId } from './input.ts';
import { keptCount, type KeptCount } from './kept.ts';
import { nestedPage } from './nested.ts';

/** Where how many fit is kept with the facts; null: nowhere. */
export type Kept = KeptCount | null;

/** Which of a kind are read, and which page of them. */
export type Fitting<W> = { where: W } & Partial<FindArgs>;

/** Sorted by a column that may be empty: empty ones come last in both directions. */
export const nullsLast = (column: string) => (order: 'asc' | 'desc') => ({
  [column]: { sort: order, nulls: 'last' },
});

/** A kind of record, declared once: what its list, one of it and lists of it inside others are made of. */
export interface RecordKind<W extends object, R extends { id: string }, T> {
  sortable: ListSource<R, T>['sortable'];
  defaultSort: object[];
  recorded?: string;
  toNode(row: R): T;
  table: string;
  find(tx: ScopedTx, args: Fitting<W>): Promise<R[]>;
  count(tx: ScopedTx, where: W): Promise<number>;
  /** Those of these ids, where that takes less than looking for them among all. */
  named?(tx: ScopedTx, ids: readonly string[]): Promise<R[]>;
  /** What a viewer may see of it, where that is less than its scope lets through. */
  seen?(ctx: Context): W;
}

/** Where records stand inside another: the column that names it, and how they are sorted there. */
export interface Inside {
  parent: string;
  /** Sorted by, descending all of them; the last one tells any two rows apart. */
  order: readonly string[];
  /** Which rows it has, where it does not have all; text of the program. */
  only?: string;
}

export class Records<W extends object, R extends { id: string }, T> {
  constructor(protected readonly kind: RecordKind<W, R, T>) {}

  /** One inside the scope; null for one outside, or that the viewer may not see. */
  async load(ctx: Context, id: string): Promise<T | null> {
    const row = await ctx.loadOne(
      this.kind.table,
      id,
      (tx, ids) =>
        this.kind.named?.(tx, ids) ??
        this.kind.find(tx, { where: this.seenOf(ctx, { id: { in: ids } }) }),
      (found) => found.id,
    );
    return row && this.kind.toNode(row);
  }

  /** One by an id from outside; refuses NOT_FOUND, also what is no id. */
  async found(ctx: Context, id: string): Promise<T> {
    const node = isId(id) ? await this.load(ctx, id.toLowerCase()) : null;
    if (!node) throw notFound();
    return node;
  }

  /** One page of those that fit; kept: where how many fit is. Refuses unknown sort fields, cursors, sizes by name. */
  page(
    ctx: Context,
    args: PageArgs,
    where: W,
    { kept }: { kept?: (tx: ScopedTx) => Kept | Promise<Kept> } = {},
  ): Promise<ConnectionValue<T>> {
    const fitting = this.seenOf(ctx, where);
    return listPage(args, {
      ...this.kind,
      find: (page) => ctx.read((tx) => this.kind.find(tx, { where: fitting, ...page })),
      count: () =>
        ctx.read(async (tx) => {
          const asked = (await kept?.(tx)) ?? null;
          return (asked && (await keptCount(tx, ctx.scope, asked))) ?? this.kind.count(tx, fitting);
        }),
    });
  }

  /** One page of those inside a record, latest first; the same few statements for all records of one level. */
  inside(
    ctx: Context,
    parentId: string,
    slice: SliceArgs,
    place: Inside,
  ): Promise<ConnectionValue<T>> {
    return nestedPage(ctx, parentId, slice, {
      table: this.kind.table,
      ...place,
      find: (tx, ids) => this.kind.find(tx, { where: idsIn(ids) }),
      toNode: this.kind.toNode,
    });
  }

  /** A condition together with what the viewer may see of the kind. */
  seenOf(ctx: Context, where: object): W {
    return both(where, this.kind.seen?.(ctx));
  }
}

/** Two conditions of a query as one; the second may be none. */
export function both<W extends object>(where: object, more?: object): W {
  // a condition on columns that every kind of record has, joined to one whose type only its module knows
  return (more && Object.keys(more).length ? { AND: [where, more] } : where) as W;
}

function idsIn<W extends object>(ids: string[]): W {
  return both({ id: { in: ids } });
}
