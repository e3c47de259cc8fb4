import { Authorized, Ctx, Query, Resolver } from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { DateScalar } from '../../kit/scalars.ts';
import { paymentRecords, reversePayment } from '../payments/index.ts';
import { stepsOf } from './ahead.ts';
import { DunningStepKind } from './dunning.types.ts';

@Resolver()
export class ReversalResolver {
  @Authorized('payments:delete')
  @Query(() => DateScalar, {
    nullable: true,
    description:
      'The night that would block its customer after the payment is reversed, if nothing else is paid; null where none would. Refuses what reversing it refuses.',
  })
  async blockedIfReversed(
    @ArgId('paymentId') paymentId: string,
    @Ctx() ctx: Context,
  ): Promise<string | null> {
    const { boundary, clock } = ctx.app;
    const { id, customerId } = await paymentRecords.found(ctx, paymentId);
    await ctx.endReads();
    return boundary.asIf(
      ctx.scope,
      (sql) => reversePayment(sql, id, 'what would follow', clock.today),
      async (sql) => {
        const steps = (await stepsOf(sql, [customerId])).get(customerId) ?? [];
        return steps.find(({ kind }) => kind === DunningStepKind.BLOCK)?.on ?? null;
      },
    );
  }
}
