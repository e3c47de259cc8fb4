import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { DateTimeScalar } from '../../kit/scalars.ts';
import { BillingRunType } from '../runs/index.ts';
import { plannedFor } from './planned.store.ts';

@Resolver(() => BillingRunType)
export class RunConfirmsLink {
  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description:
      'When a preview confirms by itself, unless somebody decides before; null where only people do.',
  })
  confirmAt(@Root() run: BillingRunType, @Ctx() ctx: Context): Promise<Date | null> {
    return ctx.loadBatch('run.confirmAt', run.id, async (ids) => {
      const planned = await ctx.sql((sql) => plannedFor(sql, ids));
      const open = planned.filter(({ status }) => status === 'READY' || status === 'PREVIEWING');
      const at = new Map(open.map(({ runId, confirmAt }) => [runId, confirmAt]));
      return ids.map((id) => at.get(id) ?? null);
    });
  }
}
