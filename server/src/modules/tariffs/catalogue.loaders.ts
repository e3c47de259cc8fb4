import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { Context } from '../../kit/context.ts';
import { must } from '../../platform/must.ts';
import { partnerRecords } from '../partners/index.ts';
import { pricesRecorded, type RecordedPrice } from './prices.store.ts';
import { countTariffUse } from './tariffs.store.ts';
import { toTaxRate, type TaxRateType } from './taxRates.types.ts';

/** A tax rate that the viewer may use or that lies below it; null for any other. */
export async function loadTaxRate(ctx: Context, id: string): Promise<TaxRateType | null> {
  const row = await ctx.loadOne(
    'taxRate',
    id,
    (tx, ids) => tx.taxRate.findMany({ where: { id: { in: ids } } }),
    (rate) => rate.id,
  );
  return row && toTaxRate(row);
}

/** The partners inside the scope that offer a tariff. */
export async function loadOfferedTo(ctx: Context, tariffId: string): Promise<string[]> {
  const offers = await ctx.loadMany(
    'tariff.partners',
    tariffId,
    (tx, ids) =>
      tx.tariffPartner.findMany({
        where: { tariffId: { in: ids } },
        orderBy: { partnerPath: 'asc' },
      }),
    (offer) => offer.tariffId,
  );
  return offers.map((offer) => offer.partnerId);
}

/** The partners inside the scope whose customers have services of a tariff, by their places. */
export async function loadUsedBy(ctx: Context, tariffId: string): Promise<string[]> {
  const users = await ctx.loadMany(
    'tariff.partnersUsing',
    tariffId,
    (tx, ids) =>
      tx.service.findMany({
        where: { tariffId: { in: ids } },
        distinct: ['tariffId', 'partnerId'],
        select: { tariffId: true, partnerId: true },
        orderBy: { partnerPath: 'asc' },
      }),
    (service) => service.tariffId,
  );
  return users.map((service) => service.partnerId);
}

/** How many services inside the scope have a tariff. */
export async function loadTariffUse(ctx: Context, tariffId: string): Promise<number> {
  const use = await ctx.loadOne('tariff.serviceCount', tariffId, countTariffUse, (row) => row.id);
  return use?.n ?? 0;
}

/** Today where the viewer is. */
export async function todayOf(ctx: Context): Promise<LocalDate> {
  const partner = must(await partnerRecords.load(ctx, ctx.someone.partnerId));
  return ctx.app.clock.today(partner.clock);
}

/** The last changes of a tariff's price that the viewer may see. */
export function loadPriceChanges(ctx: Context, tariffId: string): Promise<RecordedPrice[]> {
  return ctx.loadMany('tariff.priceChanges', tariffId, pricesRecorded, (row) => row.tariffId);
}
