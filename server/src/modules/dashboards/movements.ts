import { addDays, minDate, type LocalDate } from '@backhaul/domain/time/calendar';
import { add, fromInt, roundToMinor, type Fraction } from '@backhaul/domain/money/fraction';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { Prisma } from '../../generated/prisma/client.ts';
import type { ConnectionValue, PageArgs } from '../../kit/connection.ts';
import { listPage } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { currencyInput, idInput, toDbDate } from '../../kit/input.ts';
import type { MoneyType } from '../../kit/money.types.ts';
import { must } from '../../platform/must.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { belowPath, placesLookedAt } from '../partners/index.ts';
import { billedPlaces, type SignedPlace } from '../settings/index.ts';
import { areaIn, type Area } from './area.ts';
import { countOf, netOf } from './figures.ts';
import { aroundOf, keptSums, type Asked, type Kept } from './figures.store.ts';
import { movedOf } from './movements.store.ts';
import {
  INHERITED,
  MOVED,
  MrrMovementKind,
  toMovement,
  type MovementRow,
  type MrrMovementFilter,
  type MrrMovementType,
} from './movements.types.ts';

type Where = Prisma.RecurringStepWhereInput;

/** What a list of movements is about: where, and through which day; null outside the scope. */
interface Looked {
  area: Area;
  billed: readonly SignedPlace[];
}

const SORTABLE = { date: 'day', amount: 'net', currency: 'currency' };

/** One page of the movements that a filter finds, with what all of them come to. */
export async function movementsPage(
  ctx: Context,
  filter: MrrMovementFilter,
  page: PageArgs,
): Promise<ConnectionValue<MrrMovementType> & { sum: () => Promise<MoneyType[]> }> {
  const wanted = filter.currency ? currencyInput(filter.currency, 'filter.currency') : null;
  const partnerId = filter.partnerId ? idInput(filter.partnerId, 'filter.partnerId') : null;
  const looked = await ctx.sql(async (sql): Promise<Looked | null> => {
    const area = await areaIn(ctx.app, sql, partnerId ?? ctx.someone.partnerId, wanted);
    return area && { area, billed: await billedPlaces(sql, area) };
  });
  const where = looked ? await movementsWhere(ctx, filter, looked) : { moveId: { in: [] } };
  const sums = () => (looked ? sumsOf(ctx, filter, looked, where) : Promise.resolve([]));
  const found = await listPage(page, {
    sortable: SORTABLE,
    defaultSort: [{ day: 'desc' }],
    find: async ({ orderBy, cursor, ...args }) =>
      (
        await ctx.read((tx) =>
          tx.recurringStep.findMany({
            ...args,
            where,
            orderBy: orderBy.map((each) => ('id' in each ? { moveId: each.id as 'asc' } : each)),
            ...(cursor && { cursor: { moveId: cursor.id } }),
          }),
        )
      ).map((row): MovementRow => ({ ...row, id: must(row.moveId) })),
    count: async () => (await sums()).reduce((all, { n }) => all + n, 0),
    toNode: toMovement,
  });
  return Object.assign(found, { sum: () => sums() });
}

const kindsOf = ({ kinds }: MrrMovementFilter): MrrMovementKind[] =>
  kinds?.length ? kinds : Object.values(MrrMovementKind);

/** Days that a filter asks for, as far as they are. */
function daysOf({ from, to }: MrrMovementFilter, { today }: Area) {
  const last = to ? minDate(to, today) : today;
  return { from: from ?? null, before: addDays(last, 1) };
}

async function movementsWhere(
  ctx: Context,
  filter: MrrMovementFilter,
  { area, billed }: Looked,
): Promise<Where> {
  const { from, before } = daysOf(filter, area);
  const all: Where[] = [
    { moveId: { not: null } },
    { day: { lt: toDbDate(before), ...(from && { gte: toDbDate(from) }) } },
    ...(await ctx.read((tx) => placesLookedAt(ctx, tx, filter))),
  ];
  if (filter.customerId) all.push({ customerId: idInput(filter.customerId, 'filter.customerId') });
  if (filter.currency) all.push({ currency: area.currency });
  const kinds = kindsOf(filter).map((kind) => MOVED + kind);
  const inherited = { figure: { in: kinds.map((kind) => kind + INHERITED) } };
  all.push(
    billed.length === 1 && billed[0].path === area.path
      ? { figure: { in: [...kinds, ...inherited.figure.in] } }
      : {
          OR: [
            { figure: { in: kinds } },
            ...billedWhere(billed).map((at) => ({ ...inherited, ...at })),
          ],
        },
  );
  return { AND: all };
}

/** The places in which customers are billed unless they say otherwise, without those inside in which they are not. */
function billedWhere(billed: readonly SignedPlace[]): Where[] {
  return billed
    .filter(({ sign }) => sign > 0)
    .map(({ path }) => ({
      partnerPath: belowPath(path),
      NOT: billed
        .filter((inside) => inside.sign < 0 && inside.path.startsWith(path))
        .map((inside) => ({ partnerPath: belowPath(inside.path) })),
    }));
}

/** What the movements that a filter finds come to, and how many they are, by currency. */
async function sumsOf(
  ctx: Context,
  filter: MrrMovementFilter,
  { area, billed }: Looked,
  where: Where,
): Promise<(MoneyType & { n: number })[]> {
  const money = ({ currency, net, n }: { currency: string; net: Fraction; n: number }) => {
    const digits = currencyDigits(currency);
    return { currency, n, amount: formatMinor(roundToMinor(net, digits), digits) };
  };
  if (filter.customerId) return (await movedOf(ctx, where)).map(money);
  return ctx.sql(async (sql) => {
    const currencies = filter.currency ? [area.currency] : (await aroundOf(sql, area)).currencies;
    const sums = [];
    for (const currency of currencies) {
      const kept = await movedIn(sql, { ...area, currency }, billed, {
        kinds: kindsOf(filter),
        ...daysOf(filter, area),
      });
      if (kept.n) sums.push(money({ currency, ...kept }));
    }
    return sums;
  });
}

async function movedIn(
  sql: ScopedSql,
  area: Area,
  billed: readonly SignedPlace[],
  { kinds, ...days }: { kinds: MrrMovementKind[]; from: LocalDate | null; before: LocalDate },
): Promise<{ net: Fraction; n: number }> {
  const kept = await keptSums(
    sql,
    area,
    Object.fromEntries(
      kinds.flatMap((kind): [string, Asked][] => [
        [kind, { figure: `${MOVED}${kind}`, ...days }],
        [kind + INHERITED, { figure: `${MOVED}${kind}${INHERITED}`, of: billed, ...days }],
      ]),
    ),
  );
  const all = Object.values<Kept[]>(kept);
  return {
    net: all.map(netOf).reduce(add, fromInt(0)),
    n: all.reduce((sum, each) => sum + countOf(each), 0),
  };
}
