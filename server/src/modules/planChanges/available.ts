import type { Context } from '../../kit/context.ts';
import { must } from '../../platform/must.ts';
import { customerRecords } from '../customers/index.ts';
import { partnerRecords } from '../partners/index.ts';
import type { ServiceType } from '../services/index.ts';
import { tariffRecords, type TariffType } from '../tariffs/index.ts';

/**
 * The plans that a service can change to: those its partner sells in the customer's currency by the
 * month; for a customer those of the same kind that the partner lets customers choose, once its contract
 * is over.
 */
export async function availableTariffs(ctx: Context, service: ServiceType): Promise<TariffType[]> {
  const { currency } = must(await customerRecords.load(ctx, service.customerId));
  const now = must(await tariffRecords.load(ctx, service.tariffId));
  if (now.kind === 'ONE_TIME') return [];
  const ofCustomer = ctx.someone.kind === 'CUSTOMER';
  if (ofCustomer && (await holds(ctx, service))) return [];
  const offered = await offeredBy(ctx, service.partnerId);
  return offered.filter(
    (tariff) =>
      tariff.id !== now.id &&
      tariff.currency === currency &&
      tariff.kind !== 'ONE_TIME' &&
      (!ofCustomer || (tariff.portalSelectable && tariff.kind === now.kind)),
  );
}

/** Whether the time that the service was sold for at least is still running. */
async function holds(ctx: Context, { contractUntil, partnerId }: ServiceType): Promise<boolean> {
  if (contractUntil === null) return false;
  const { clock } = must(await partnerRecords.load(ctx, partnerId));
  return contractUntil >= ctx.app.clock.today(clock);
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
