import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Coverage } from './places.store.ts';
import { lookAtRun } from './runs.store.ts';
import { waitingPart } from './seen.store.ts';
import { BillingRunType } from './runs.types.ts';
import { staleBecause, stalenessOf } from './stale.ts';
import { StalePreviewType } from './stale.types.ts';
import { previewMoves, runNow } from './watch.ts';

/** What a preview that waits covers, of one made above the part that shows; null once it waits no more. */
async function waitingOf(
  sql: ScopedSql,
  { id, fromAbove }: BillingRunType,
): Promise<Coverage | null> {
  if (fromAbove) return waitingPart(sql, id);
  const run = await lookAtRun(sql, id);
  return run?.status === 'READY' ? run : null;
}

/** Whether a preview still holds. */
@Resolver(() => BillingRunType)
export class StaleResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Of a READY run whose preview no longer holds: what changed since, naming the partners and customers. Confirming it would be refused. Of a part, what changed of it.',
  })
  staleBecause(@Root() run: BillingRunType, @Ctx() ctx: Context): Promise<string | null> {
    return ctx.sql(async (sql) => {
      const waiting = await waitingOf(sql, run);
      return waiting && staleBecause(sql, waiting, ctx.app.clock.today);
    });
  }

  @FieldResolver(() => StalePreviewType, {
    nullable: true,
    description: 'staleBecause as data, with the first customers by name: 10, at most 1000.',
  })
  stale(
    @Root() run: BillingRunType,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Ctx() ctx: Context,
  ): Promise<StalePreviewType | null> {
    const named = Math.min(Math.max(first ?? 10, 0), 1000);
    return ctx.sql(async (sql) => {
      const waiting = await waitingOf(sql, run);
      return waiting && stalenessOf(sql, waiting, ctx.app.clock.today, named);
    });
  }

  @Authorized('billing-runs:read')
  @Subscription(() => BillingRunType, {
    description:
      'The run at once, and whenever something changed that its preview may no longer hold for: ask for stale.',
    subscribe: ({ args, context }: { args: Record<string, unknown>; context: Context }) =>
      previewMoves(context, args.id),
  })
  billingRunCare(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<BillingRunType> {
    return runNow(ctx, id);
  }
}
