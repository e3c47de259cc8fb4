import type { Context } from '../../kit/context.ts';
import { badInput, conflict, notFound } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { serviceRecords } from '../services/index.ts';
import { partnerRecords } from '../partners/index.ts';
import { must } from '../../platform/must.ts';
import { availableTariffs } from './available.ts';
import type { WishedChange } from './changes.service.ts';

/**
 * Where a change of plan is made: with the rights of staff that makes it, or by the house in a
 * customer's name, whose own rights write nothing of it. What a customer may wish for is decided
 * before: see refuseWish and refuseTakingBack.
 */
export async function changingScope(ctx: Context): Promise<Scope> {
  const { kind, partnerId, scope } = ctx.someone;
  await ctx.endReads();
  if (kind !== 'CUSTOMER') return scope;
  const job = await ctx.app.boundary.jobScope(partnerId);
  if (!job || job.kind !== 'job') throw notFound();
  return { ...job, actor: scope.actor };
}

/**
 * Refuses what a customer may not wish for itself: NOT_FOUND a service that is another's, and by
 * field a plan that its partner does not let customers choose, a price of its own and a day that is
 * over. Staff may wish for anything.
 */
export async function refuseWish(ctx: Context, wished: WishedChange): Promise<void> {
  if (ctx.someone.kind !== 'CUSTOMER') return;
  const service = await serviceRecords.found(ctx, wished.serviceId);
  const offered = await availableTariffs(ctx, service);
  if (!offered.some(({ id }) => id === wished.tariffId))
    throw badInput({ tariffId: 'is no plan that you can change to' });
  if (wished.unitPrice !== null) throw badInput({ unitPrice: 'is set by your provider' });
  const { clock } = must(await partnerRecords.load(ctx, service.partnerId));
  if (wished.date < ctx.app.clock.today(clock)) throw badInput({ date: 'is over already' });
}

/** Refuses a customer what somebody else planned. */
export async function refuseTakingBack(ctx: Context, id: string): Promise<void> {
  if (ctx.someone.kind !== 'CUSTOMER') return;
  const change = await ctx.read((tx) => tx.planChange.findUnique({ where: { id } }));
  if (!change) throw notFound();
  if (!change.byCustomer)
    throw conflict(
      'NOT_YOURS',
      'This change was planned by your provider. Ask there to take it back.',
    );
}

/** What runs in that scope. */
export async function inChangingScope<T>(
  ctx: Context,
  work: (sql: ScopedSql) => Promise<T>,
): Promise<T> {
  return ctx.app.boundary.inSql(await changingScope(ctx), work);
}
