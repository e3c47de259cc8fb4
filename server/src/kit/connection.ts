import {
  ArgsType,
  Field,
  InputType,
  Int,
  ObjectType,
  registerEnumType,
  type ClassType,
} from 'type-graphql';
import { badInput } from '../platform/refusal.ts';
import { last } from '../platform/must.ts';

export enum SortOrder {
  ASC = 'ASC',
  DESC = 'DESC',
}
registerEnumType(SortOrder, { name: 'SortOrder' });

@InputType()
export class SortInput {
  @Field(() => String) field!: string;
  @Field(() => SortOrder, { defaultValue: SortOrder.ASC }) order!: SortOrder;
}

@ObjectType()
export class PageInfo {
  @Field(() => Boolean) hasNextPage!: boolean;
  @Field(() => Boolean) hasPreviousPage!: boolean;
  @Field(() => String, { nullable: true }) startCursor!: string | null;
  @Field(() => String, { nullable: true }) endCursor!: string | null;
}

/** The arguments of a nested list. */
@ArgsType()
export class SliceArgs {
  @Field(() => Int, { nullable: true }) first?: number;
  @Field(() => String, { nullable: true }) after?: string;
}

/** The arguments of every list; offset instead of after, for numbered pages. */
@ArgsType()
export class PageArgs extends SliceArgs {
  @Field(() => [SortInput], { nullable: true }) sort?: SortInput[];
  @Field(() => Int, { nullable: true }) offset?: number;
}

export interface ConnectionValue<T> {
  nodes: T[];
  edges: { cursor: string; node: T }[];
  pageInfo: PageInfo;
  count: () => Promise<number>;
}

/**
 * The connection and edge types of a node type. totalCount is counted only when it is asked for.
 * sums: the type of amounts, for a list that says what its records come to; its value has a `sum`
 * then.
 */
export function connectionType<T extends object>(
  node: () => ClassType<T>,
  name: string,
  { sums }: { sums?: () => ClassType<object> } = {},
): ClassType<ConnectionValue<T>> {
  @ObjectType(`${name}Edge`)
  class Edge {
    @Field(() => String) cursor!: string;
    @Field(node) node!: T;
  }
  @ObjectType(`${name}Connection`)
  class Connection {
    @Field(() => [node()]) nodes!: T[];
    @Field(() => [Edge]) edges!: Edge[];
    @Field(() => PageInfo) pageInfo!: PageInfo;
    count!: () => Promise<number>;
    @Field(() => Int) totalCount(): Promise<number> {
      return this.count();
    }
  }
  if (sums) {
    const field = 'sums';
    Object.defineProperty(Connection.prototype, field, {
      configurable: true,
      value(this: { sum?: () => Promise<object[]> }) {
        return this.sum?.() ?? [];
      },
    });
    Field(() => [sums()])(
      Connection.prototype,
      field,
      Object.getOwnPropertyDescriptor(Connection.prototype, field)!,
    );
  }
  return Connection;
}

const FIRST = 25;
const FIRST_MAX = 200;
const OFFSET_MAX = 1_000_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What the list functions of a Prisma model understand. */
export interface FindArgs {
  orderBy: object[];
  take: number;
  skip?: number;
  cursor?: { id: string };
}

export interface ListSource<R, T> {
  /** Sort fields by their GraphQL names; a function makes the order for one of another shape. */
  sortable: Record<string, string | ((order: 'asc' | 'desc') => object)>;
  defaultSort: object[];
  /**
   * What keeps the order among equal values of a sort, in the direction of that sort: the order of
   * recording. By default the ids.
   */
  recorded?: string;
  find(args: FindArgs): Promise<R[]>;
  count(): Promise<number>;
  toNode(row: R): T;
}

/**
 * One page of a list, by cursor (stable and as fast on the last page as on the first) or by offset.
 * The sort ends with the order of recording, if there is one, and the id, so that equal values keep
 * one order. Refuses unknown sort fields, cursors and sizes by name.
 */
export async function listPage<R extends { id: string }, T>(
  args: PageArgs,
  source: ListSource<R, T>,
): Promise<ConnectionValue<T>> {
  const first = sliceSize(args.first);
  const offset = args.offset ?? 0;
  if (offset < 0 || offset > OFFSET_MAX)
    throw badInput({ offset: `must be between 0 and ${OFFSET_MAX}` });
  const after = args.after === undefined || args.after === null ? null : cursorId(args.after);
  const orderBy = orderFor(args.sort, source);
  const rows = await source.find({
    orderBy,
    take: first + 1,
    ...(after ? { cursor: { id: after }, skip: 1 } : { skip: offset }),
  });
  const page = rows.slice(0, first);
  return toConnection(
    page.map(source.toNode),
    page.map((row) => cursorOf(row.id)),
    { hasNextPage: rows.length > first, hasPreviousPage: after !== null || offset > 0 },
    source.count,
  );
}

/** More has no meaning: few rows are equal in so many. */
const SORTS_MAX = 5;

/** Refuses by field what would only take time, whatever the list. */
export function refuseManySorts(sort: readonly SortInput[] | null | undefined): void {
  if (sort && sort.length > SORTS_MAX) throw badInput({ sort: `may be ${SORTS_MAX} at most` });
}

/** The order that a sort asks for, complete: no two rows are equal in it. */
export function orderFor(
  sort: readonly SortInput[] | null | undefined,
  {
    sortable,
    defaultSort,
    recorded,
  }: Pick<ListSource<unknown, unknown>, 'sortable' | 'defaultSort' | 'recorded'>,
): object[] {
  if (!sort?.length) return [...defaultSort, { id: 'asc' }];
  refuseManySorts(sort);
  const asked = sort.map((each) => orderOf(each, sortable));
  return [
    ...asked,
    ...(recorded ? [{ [recorded]: last(sort).order === SortOrder.DESC ? 'desc' : 'asc' }] : []),
    { id: 'asc' },
  ];
}

/** The asked-for page size, or a refusal. */
export function sliceSize(first: number | null | undefined): number {
  const size = first ?? FIRST;
  if (size < 1 || size > FIRST_MAX) throw badInput({ first: `must be between 1 and ${FIRST_MAX}` });
  return size;
}

export function cursorOf(id: string): string {
  return Buffer.from(`c:${id}`).toString('base64url');
}
export function cursorId(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString().replace(/^c:/, '');
  if (!UUID.test(id)) throw badInput({ after: 'is not a cursor of this list' });
  return id;
}

export function toConnection<T>(
  nodes: T[],
  cursors: string[],
  has: { hasNextPage: boolean; hasPreviousPage: boolean },
  count: () => Promise<number>,
): ConnectionValue<T> {
  return {
    nodes,
    edges: nodes.map((node, i) => ({ node, cursor: cursors[i] })),
    pageInfo: { ...has, startCursor: cursors[0] ?? null, endCursor: cursors.at(-1) ?? null },
    count,
  };
}

function orderOf(sort: SortInput, sortable: ListSource<unknown, unknown>['sortable']): object {
  const known = Object.hasOwn(sortable, sort.field) ? sortable[sort.field] : undefined;
  if (!known)
    throw badInput({
      'sort.field': `cannot sort by "${sort.field.slice(0, 60)}"; known are ${Object.keys(sortable).join(', ')}`,
    });
  const order = sort.order === SortOrder.DESC ? 'desc' : 'asc';
  return typeof known === 'string' ? { [known]: order } : known(order);
}
