import {
  Arg,
  Authorized,
  Ctx,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { changedKeys } from '../../kit/live.ts';
import { areaOf } from './area.ts';
import { keepFresh, plannedFigures, refreshPlanned } from './planned.ts';
import { PlannedFiguresType } from './planned.types.ts';
import { partnerOf } from './partnerOf.ts';

/** Why a watcher is answered: facts changed, or it was worked out anew. */
const [FACTS, WORKED] = ['facts', 'worked'];
/** Whoever watches learns of facts at most this often: nothing is worked out sooner anyway. */
const EVERY_MS = 5000;

@Resolver()
export class PlannedResolver {
  @Authorized('metrics:read')
  @Query(() => PlannedFiguresType, {
    description: "One currency at a time; currency defaults to the partner's own.",
  })
  plannedFigures(
    @Arg('partnerId', () => ID, { nullable: true }) partnerId: string | null | undefined,
    @Arg('currency', () => String, { nullable: true }) currency: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<PlannedFiguresType> {
    return ctx.sql((sql) =>
      plannedFigures(ctx.app, sql, partnerOf(ctx, partnerId), currency ?? null),
    );
  }

  @Authorized('metrics:read')
  @Mutation(() => Boolean, {
    description: 'Makes the planned and forecast tiles anew, in the background.',
  })
  async refreshPlanned(
    @ArgId('partnerId', { nullable: true }) partnerId: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<boolean> {
    await ctx.sql(async (sql) =>
      refreshPlanned(ctx.app, sql, await areaOf(ctx.app, sql, partnerOf(ctx, partnerId), null)),
    );
    return true;
  }

  @Authorized('metrics:read')
  @Subscription(() => PlannedFiguresType, {
    name: 'plannedFigures',
    description:
      'What is known at once, then whenever it is worked out anew: as long as somebody watches, at most 15 minutes after facts changed.',
    subscribe: async ({ args, context }: { args: Record<string, unknown>; context: Context }) => {
      const { partnerId, currency = null } = args as {
        partnerId?: string | null;
        currency?: string | null;
      };
      context.need('metrics:read');
      const { path, clock } = await context.sql((sql) =>
        areaOf(context.app, sql, partnerOf(context, partnerId), currency),
      );
      return changedKeys(
        context,
        ({ topic, path: at }) => {
          if (topic === 'planned') return at === path ? WORKED : null;
          // what happens above may change what is billed below: a tariff's price, a setting
          return topic === 'finance' && (at.startsWith(path) || path.startsWith(at)) ? FACTS : null;
        },
        [WORKED],
        { clock, everyMs: EVERY_MS },
      );
    },
  })
  async pushedPlanned(
    @Root() why: string,
    @Arg('partnerId', () => ID, { nullable: true }) partnerId: string | null | undefined,
    @Arg('currency', () => String, { nullable: true }) currency: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<PlannedFiguresType> {
    await ctx.sql(async (sql) =>
      keepFresh(ctx.app, sql, await areaOf(ctx.app, sql, partnerOf(ctx, partnerId), null), {
        changed: why === FACTS,
      }),
    );
    return this.plannedFigures(partnerId, currency, ctx);
  }
}
