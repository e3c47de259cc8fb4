import { Arg, Authorized, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import { DateScalar } from '../../kit/scalars.ts';
import { runDunning } from './dunning.service.ts';
import { DunningResultType } from './dunning.types.ts';

@Resolver()
export class DunningResolver {
  @Authorized('dunning:run')
  @Mutation(() => DunningResultType, {
    description:
      'Evaluates blocking and deactivation for a partner and everything below it as of a date, as the nightly job does.',
  })
  async runDunning(
    @Arg('date', () => DateScalar) date: string,
    @Arg('partnerId', () => ID, { nullable: true }) partnerId: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<DunningResultType> {
    const viewer = ctx.someone;
    await ctx.endReads();
    return runDunning(
      ctx.app,
      viewer.scope,
      date,
      partnerId != null ? idInput(partnerId, 'partnerId') : viewer.partnerId,
    );
  }
}
