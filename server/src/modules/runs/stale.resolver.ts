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
import { lookAtRun } from './runs.store.ts';
import { BillingRunType } from './runs.types.ts';
import { staleBecause, stalenessOf } from './stale.ts';
import { StalePreviewType } from './stale.types.ts';
import { previewMoves, runNow } from './watch.ts';

/** Whether a preview still holds. */
@Resolver(() => BillingRunType)
export class StaleResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Of a READY run whose preview no longer holds: what changed since, naming the partners and customers. Confirming it would be refused.',
  })
  staleBecause(@Root() run: BillingRunType, @Ctx() ctx: Context): Promise<string | null> {
    return ctx.sql(async (sql) => {
      const found = await lookAtRun(sql, run.id);
      return found?.status === 'READY' ? staleBecause(sql, found, ctx.app.clock.today) : null;
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
      const found = await lookAtRun(sql, run.id);
      if (found?.status !== 'READY') return null;
      return stalenessOf(sql, found, ctx.app.clock.today, named);
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
