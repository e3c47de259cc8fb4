import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ServiceStatus } from '@backhaul/domain/charging/facts';
import type { Prisma } from '../../generated/prisma/client.ts';
import {
  cursorId,
  cursorOf,
  sliceSize,
  toConnection,
  type ConnectionValue,
  type PageArgs,
  type SliceArgs,
} from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { currencyInput, idInput, toDbDate } from '../../kit/input.ts';
import type { MoneyType } from '../../kit/money.types.ts';
import { containing, searchText } from '../../kit/search.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { ofMarkedCustomers, wordsCondition } from '../customers/index.ts';
import { customFieldsWhere, searchedByFields } from '../fields/index.ts';
import { daysNow, partnerRecords, placesLookedAt, type LookedAt } from '../partners/index.ts';
import { pausedOn } from './pauses.store.ts';
import { unbilledPartners } from '../settings/index.ts';
import { todayOf } from '../tariffs/index.ts';
import { whereStatus } from './serviceStatus.ts';
import { toService, type ServiceFilter, type ServiceType } from './services.types.ts';
import { serviceRecords } from './services.records.ts';
import { monthlyByCustomer, monthlyOf, type SummedServices } from './services.sums.ts';

const BUYERS_MAX = 2000;

/** A status depends on the day, and the day on the partner's time zone. */
async function statusCondition(
  ctx: Context,
  tx: ScopedTx,
  status: ServiceStatus,
  looked: LookedAt,
): Promise<Prisma.ServiceWhereInput> {
  const days = await daysNow(ctx, tx, looked);
  if (days.length === 1) return whereStatus(status, days[0].today);
  const OR = await Promise.all(
    days.map(async ({ today, partnerIds }) => ({
      AND: [{ partnerId: { in: await partnerIds() } }, whereStatus(status, today)],
    })),
  );
  return { OR };
}

/**
 * Services by their description or by their customer's words. The few customers that a search usually means are looked
 * up first: as ids they keep the database from going through all services' customers.
 */
async function searchCondition(
  ctx: Context,
  tx: ScopedTx,
  search: string,
): Promise<Prisma.ServiceWhereInput> {
  const buyers = await tx.customer.findMany({
    where: wordsCondition(ctx, search),
    select: { id: true },
    take: BUYERS_MAX + 1,
  });
  const byBuyer: Prisma.ServiceWhereInput =
    buyers.length > BUYERS_MAX
      ? { customer: wordsCondition(ctx, search) }
      : { customerId: { in: buyers.map((buyer) => buyer.id) } };
  const byFields = await searchedByFields(tx, 'SERVICE', search);
  return {
    OR: [
      { description: containing(search) },
      byBuyer,
      ...(byFields.length ? [{ id: { in: byFields } }] : []),
    ],
  };
}

/**
 * What monthly recurring revenue is made of on a day: the rules of the dashboard's figure as a
 * condition of a query.
 */
async function bringsInOn(tx: ScopedTx, day: string): Promise<Prisma.ServiceWhereInput> {
  const once = await tx.tariff.findMany({ where: { kind: 'ONE_TIME' }, select: { id: true } });
  const paused = await pausedOn(tx, day);
  const off = await unbilledPartners(tx);
  const billed: Prisma.CustomerWhereInput = {
    OR: [{ billedByItself: true }, { billedByItself: null, partnerId: { notIn: off } }],
  };
  return {
    ...whereStatus('ACTIVE', day),
    tariffId: { notIn: once.map(({ id }) => id) },
    id: { notIn: paused },
    customer: {
      AND: [
        { OR: [{ status: { not: 'INACTIVE' } }, { inactiveSince: { gt: toDbDate(day) } }] },
        // who pays ahead is not billed from the day on which what was paid is used up
        {
          OR: [
            { status: { not: 'BLOCKED' } },
            { billingType: 'RECURRING' },
            { blockedSince: null },
            { blockedSince: { gt: toDbDate(day) } },
          ],
        },
        billed,
      ],
    },
  };
}

/** A filter as the condition of a query. */
export async function servicesWhere(
  ctx: Context,
  tx: ScopedTx,
  filter: ServiceFilter | undefined,
): Promise<Prisma.ServiceWhereInput> {
  const AND: Prisma.ServiceWhereInput[] = await customFieldsWhere(
    tx,
    ctx,
    'SERVICE',
    filter?.customFields,
    filter?.partnerId,
  );
  const search = searchText(filter?.search);
  if (filter?.customerId) AND.push({ customerId: idInput(filter.customerId, 'filter.customerId') });
  if (filter?.tariffId) AND.push({ tariffId: idInput(filter.tariffId, 'filter.tariffId') });
  AND.push(...(await placesLookedAt(ctx, tx, filter ?? {})));
  AND.push(...(await ofMarkedCustomers(tx, filter ?? {})));
  if (filter?.status) AND.push(await statusCondition(ctx, tx, filter.status, filter));
  if (filter?.currency)
    AND.push({ customer: { currency: currencyInput(filter.currency, 'filter.currency') } });
  if (filter?.activeOn) AND.push(await bringsInOn(tx, filter.activeOn));
  if (search) AND.push(await searchCondition(ctx, tx, search));
  return { AND };
}

/** One page of the services inside the scope. */
export async function listServices(
  ctx: Context,
  page: PageArgs,
  filter: ServiceFilter | undefined,
): Promise<ConnectionValue<ServiceType> & SummedServices> {
  const where = await ctx.read((tx) => servicesWhere(ctx, tx, filter));
  const monthly = () =>
    ctx.read(async (tx) => {
      const day = filter?.activeOn ?? (await dayAt(ctx, filter?.partnerId));
      return monthlyOf(tx, { AND: [where, await bringsInOn(tx, day)] }, day);
    });
  const found = await serviceRecords.page(ctx, page, where, { partnerId: filter?.partnerId });
  return { ...found, monthly };
}

/** The day that it is at the partner whose services are looked at: the one that is named, else the viewer's own. */
async function dayAt(ctx: Context, partnerId: string | null | undefined): Promise<LocalDate> {
  const named = partnerId && (await partnerRecords.load(ctx, partnerId.toLowerCase()));
  return named ? ctx.app.clock.today(named.clock) : todayOf(ctx);
}

/** The services of one customer, latest first; all customers of a page in one statement. */
export async function servicesOfCustomer(
  ctx: Context,
  customerId: string,
  slice: SliceArgs,
): Promise<ConnectionValue<ServiceType> & SummedServices> {
  const first = sliceSize(slice.first);
  const rows = await ctx.loadMany(
    'customer.services',
    customerId,
    (tx, ids) =>
      tx.service.findMany({
        where: { customerId: { in: ids } },
        orderBy: [{ startDate: 'desc' }, { id: 'asc' }],
      }),
    (service) => service.customerId,
  );
  const after = slice.after ? cursorId(slice.after) : null;
  const begin = after ? rows.findIndex((row) => row.id === after) + 1 : 0;
  const page = rows.slice(begin, begin + first);
  const list = toConnection(
    page.map(toService),
    page.map((row) => cursorOf(row.id)),
    { hasNextPage: rows.length > begin + first, hasPreviousPage: begin > 0 },
    async () => rows.length,
  );
  return { ...list, monthly: () => monthlyOfCustomer(ctx, customerId) };
}

function monthlyOfCustomer(ctx: Context, customerId: string): Promise<MoneyType[]> {
  return ctx.loadBatch('monthly of customers', customerId, (ids) =>
    ctx.read(async (tx) => {
      const day = await todayOf(ctx);
      const own = { customerId: { in: [...ids] } };
      const sums = await monthlyByCustomer(tx, { AND: [own, await bringsInOn(tx, day)] }, day);
      return ids.map((id) => sums.get(id) ?? []);
    }),
  );
}
