import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { sliceSize, toConnection, type ConnectionValue } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { isId } from '../../kit/input.ts';
import { must } from '../../platform/must.ts';
import { badInput } from '../../platform/refusal.ts';
import { CustomerType } from '../customers/index.ts';
import { TIMELINE_KINDS, type TimelineKind } from './sources.ts';
import { countHappened, happenedTo, NEWEST, type Happened, type Place } from './timeline.store.ts';
import { TimelineConnection, TimelineEntryType } from './timeline.types.ts';
import { detailOf, titleOf } from './words.ts';

const KINDS = Object.keys(TIMELINE_KINDS) as TimelineKind[];
const AT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

/** The lists that hold what an entry is about. */
const LISTS: Partial<Record<TimelineKind, string>> = {
  INVOICE: 'invoices',
  CREDIT_NOTE: 'creditNotes',
  PROFORMA: 'proformas',
  PAYMENT: 'payments',
  MESSAGE: 'messages',
  SERVICE: 'services',
};

@Resolver(() => CustomerType)
export class TimelineResolver {
  @FieldResolver(() => TimelineConnection, {
    description:
      'Everything about the customer, newest first, as far as the viewer may read it. Customers themselves are shown nothing.',
  })
  async timeline(
    @Root() customer: CustomerType,
    @Arg('kinds', () => [String], { nullable: true }) kinds: string[] | null | undefined,
    @Arg('first', () => Int, { nullable: true }) first: number | null | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<TimelineEntryType>> {
    const size = sliceSize(first);
    const before = after == null ? NEWEST : placeOf(after);
    const read = readable(ctx, kinds);
    const rows = await ctx.loadBatch(
      `customer.timeline ${read.join(' ')} ${size} ${before.at} ${before.id}`,
      customer.id,
      async (ids) => {
        const all = await ctx.sql((sql) => happenedTo(sql, ids, read, before, size + 1));
        return ids.map((id) => all.filter(({ customerId }) => customerId === id));
      },
    );
    const page = rows.slice(0, size);
    return toConnection(
      page.map(toEntry),
      page.map(cursorTo),
      { hasNextPage: rows.length > size, hasPreviousPage: after != null },
      () =>
        ctx.loadBatch(`number of customer.timeline ${read.join(' ')}`, customer.id, async (ids) => {
          const counted = await ctx.sql((sql) => countHappened(sql, ids, read));
          return ids.map((id) => counted.get(id) ?? 0);
        }),
    );
  }
}

/** Those of the kinds that were asked for, all without any, that the viewer may read. Refuses by field unknown ones. */
function readable(ctx: Context, asked: readonly string[] | null | undefined): TimelineKind[] {
  const unknown = asked?.find((kind) => !KINDS.some((known) => known === kind));
  if (unknown !== undefined) throw badInput({ kinds: `known are ${KINDS.join(', ')}` });
  if (ctx.scope.kind === 'customer') return [];
  return KINDS.filter(
    (kind) =>
      (!asked || asked.includes(kind)) && TIMELINE_KINDS[kind].every((each) => ctx.can(each)),
  );
}

const cursorTo = ({ at, id }: Happened): string => Buffer.from(`${at} ${id}`).toString('base64url');

function placeOf(cursor: string): Place {
  const [at, id, ...more] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (!AT.test(at) || !isId(id ?? '') || more.length || Number.isNaN(Date.parse(at)))
    throw badInput({ after: 'is not a cursor of this list' });
  return { at, id: must(id) };
}

function toEntry(happened: Happened): TimelineEntryType {
  const { id, kind, at, by, recordId, customerId } = happened;
  const list = LISTS[kind];
  return Object.assign(new TimelineEntryType(), {
    id,
    kind,
    at: new Date(at),
    title: titleOf(happened),
    detail: detailOf(happened),
    by,
    link: list ? { list, filter: { customerId } } : null,
    recordId,
  });
}
