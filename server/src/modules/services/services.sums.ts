import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { DiscountFacts } from '@backhaul/domain/charging/facts';
import { monthlyWhileRunning, type Priced } from '@backhaul/domain/charging/mrr';
import { resolvedPrices, type EarlierPrice } from '@backhaul/domain/charging/prices';
import { add, fromInt, mul, reduce, roundToMinor } from '@backhaul/domain/money/fraction';
import type { Fraction } from '@backhaul/domain/money/fraction';
import { currencyDigits } from '@backhaul/domain/money/money';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { Prisma } from '../../generated/prisma/client.ts';
import type { Context } from '../../kit/context.ts';
import { groupBy } from '../../kit/groupBy.ts';
import { MoneyType, toMoney } from '../../kit/money.types.ts';
import { stored } from '../../kit/stored.ts';
import { got } from '../../platform/must.ts';
import { forbidden } from '../../platform/refusal.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { soldAs, type SoldAs } from './services.store.ts';
import { ServiceConnection } from './services.types.ts';

/** A list of services that says what all of them bring a month. */
export interface SummedServices {
  monthly: () => Promise<MoneyType[]>;
}

@Resolver(() => ServiceConnection)
export class ServiceSumsResolver {
  @FieldResolver(() => [MoneyType], {
    description:
      'What those of them that bring in recurring revenue bring a month, net of tax, on the day of activeOn, else today.',
  })
  monthlyRecurringRevenue(
    @Root() { monthly }: SummedServices,
    @Ctx() ctx: Context,
  ): Promise<MoneyType[]> {
    ctx.need('invoices:read');
    // a customer is not told of tax rates: its services say themselves what they cost
    if (ctx.scope.kind === 'customer') throw forbidden();
    return monthly();
  }
}

/** Services alike in everything that says what one brings a month. */
interface Alike {
  tariffId: string;
  quantity: Prisma.Decimal;
  unitPrice: Prisma.Decimal | null;
  earlierPrices: Prisma.JsonValue;
  discounts: Prisma.JsonValue;
  byPeriods: boolean;
  _count: { _all: number };
}

const ALIKE = ['tariffId', 'quantity', 'unitPrice', 'earlierPrices', 'discounts'] as const;
/** Whose prices may be for so many days instead of a month. */
const BY_PERIODS = { customer: { billingType: 'PREPAID_CUSTOM' } } as const;

/** Those of who pays ahead by periods, and all others. */
async function both<T>(
  where: Prisma.ServiceWhereInput,
  find: (where: Prisma.ServiceWhereInput) => Promise<T[]>,
): Promise<(T & { byPeriods: boolean })[]> {
  const monthly = await find({ AND: [where, { NOT: BY_PERIODS }] });
  const periods = await find({ AND: [where, BY_PERIODS] });
  return [
    ...monthly.map((each) => ({ ...each, byPeriods: false })),
    ...periods.map((each) => ({ ...each, byPeriods: true })),
  ];
}

/** What services bring a month on a day; where: those that bring anything. Rounded once, at the end. */
export async function monthlyOf(
  tx: ScopedTx,
  where: Prisma.ServiceWhereInput,
  day: LocalDate,
): Promise<MoneyType[]> {
  const alike = await both(where, (found) =>
    tx.service.groupBy({ by: [...ALIKE], where: found, _count: { _all: true } }),
  );
  return monthlySums(alike, await tariffsOf(tx, alike), day);
}

/** The same of each of some customers. */
export async function monthlyByCustomer(
  tx: ScopedTx,
  where: Prisma.ServiceWhereInput,
  day: LocalDate,
): Promise<Map<string, MoneyType[]>> {
  const alike = await both(where, (found) =>
    tx.service.groupBy({ by: ['customerId', ...ALIKE], where: found, _count: { _all: true } }),
  );
  const tariffs = await tariffsOf(tx, alike);
  return new Map(
    [...groupBy(alike, ({ customerId }) => customerId)].map(([id, own]) => [
      id,
      monthlySums(own, tariffs, day),
    ]),
  );
}

function tariffsOf(tx: ScopedTx, alike: readonly Alike[]): Promise<Map<string, SoldAs>> {
  return soldAs(tx, [...new Set(alike.map(({ tariffId }) => tariffId))]);
}

function monthlySums(
  alike: readonly Alike[],
  tariffs: ReadonlyMap<string, SoldAs>,
  day: LocalDate,
): MoneyType[] {
  const sums = new Map<string, Fraction>();
  for (const each of alike) {
    const tariff = got(tariffs, each.tariffId);
    const one = monthlyWhileRunning(pricedAs(each, tariff), day, each.byPeriods);
    const sum = sums.get(tariff.currency) ?? fromInt(0);
    sums.set(tariff.currency, reduce(add(sum, mul(one, fromInt(each._count._all)))));
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, sum]) => toMoney(roundToMinor(sum, currencyDigits(currency)), currency));
}

function pricedAs(alike: Alike, { price, earlier, taxIncluded, periodDays, tax }: SoldAs): Priced {
  const prices = resolvedPrices(
    {
      price: alike.unitPrice?.toFixed(4) ?? null,
      earlier: stored<EarlierPrice<string | null>[]>(alike.earlierPrices),
    },
    { price, earlier },
  );
  return {
    ...tax,
    taxIncluded,
    ...(periodDays && { periodDays }),
    quantity: alike.quantity.toFixed(),
    unitPrice: prices.price,
    earlierPrices: prices.earlier,
    discounts: stored<DiscountFacts[]>(alike.discounts),
  };
}
