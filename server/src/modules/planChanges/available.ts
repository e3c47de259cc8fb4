import type { Context } from '../../kit/context.ts';
import { must } from '../../platform/must.ts';
import { customerRecords } from '../customers/index.ts';
import type { ServiceType } from '../services/index.ts';
import { tariffRecords, type TariffType } from '../tariffs/index.ts';

/**
 * The plans that a service can change to: those its partner sells in the customer's currency by the
 * month; for a customer those of the same kind that the partner lets customers choose.
 */
export async function availableTariffs(ctx: Context, service: ServiceType): Promise<TariffType[]> {
  const { currency } = must(await customerRecords.load(ctx, service.customerId));
  const now = must(await tariffRecords.load(ctx, service.tariffId));
  if (now.kind === 'ONE_TIME') return [];
  const offered = await offeredBy(ctx, service.partnerId);
  const ofCustomer = ctx.someone.kind === 'CUSTOMER';
  return offered.filter(
    (tariff) =>
      tariff.id !== now.id &&
      tariff.currency === currency &&
      tariff.kind !== 'ONE_TIME' &&
      (!ofCustomer || (tariff.portalSelectable && tariff.kind === now.kind)),
  );
}

async function offeredBy(ctx: Context, partnerId: string): Promise<TariffType[]> {
  const rows = await ctx.loadMany(
    'tariffs that a partner sells',
    partnerId,
    (tx, ids) =>
      tx.tariffPartner.findMany({
        where: { partnerId: { in: ids }, tariff: { archivedAt: null } },
        select: { partnerId: true, tariffId: true },
      }),
    (offer) => offer.partnerId,
  );
  const tariffs = await Promise.all(rows.map(({ tariffId }) => tariffRecords.load(ctx, tariffId)));
  return tariffs
    .filter((tariff) => tariff !== null)
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
