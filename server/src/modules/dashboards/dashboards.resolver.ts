import { Arg, Authorized, Ctx, ID, Int, Query, Resolver, Subscription } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { changes } from '../../kit/live.ts';
import { areaOf } from './area.ts';
import { financeHistory, financeMetrics } from './dashboards.service.ts';
import { firstDay, FirstDayType } from './firstDay.ts';
import { FinanceMetricsType, FinanceMonthType } from './dashboards.types.ts';
import { partnerOf } from './partnerOf.ts';

@Resolver()
export class DashboardsResolver {
  @Authorized('metrics:read')
  @Query(() => FinanceMetricsType, {
    name: 'financeMetrics',
    description: "One currency at a time; currency defaults to the partner's own.",
  })
  metrics(
    @Arg('partnerId', () => ID, { nullable: true }) partnerId: string | null | undefined,
    @Arg('currency', () => String, { nullable: true }) currency: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<FinanceMetricsType> {
    return ctx.sql((sql) =>
      financeMetrics(ctx.app, sql, partnerOf(ctx, partnerId), currency ?? null),
    );
  }

  @Authorized('metrics:read')
  @Query(() => FirstDayType, {
    name: 'firstDay',
    nullable: true,
    description: "Of the viewer's own partner; null for ever once a run billed somebody.",
  })
  firstDay(@Ctx() ctx: Context): Promise<FirstDayType | null> {
    return ctx.sql((sql) => firstDay(sql, ctx.someone.partnerId));
  }

  @Authorized('metrics:read')
  @Query(() => [FinanceMonthType], { description: 'Oldest month first, this month last.' })
  financeHistory(
    @Arg('partnerId', () => ID, { nullable: true }) partnerId: string | null | undefined,
    @Arg('currency', () => String, { nullable: true }) currency: string | null | undefined,
    @Arg('months', () => Int, { nullable: true, defaultValue: 12 }) months: number | null,
    @Ctx() ctx: Context,
  ): Promise<FinanceMonthType[]> {
    return ctx.sql((sql) =>
      financeHistory(ctx.app, sql, partnerOf(ctx, partnerId), currency ?? null, months ?? 12),
    );
  }

  @Authorized('metrics:read')
  @Subscription(() => FinanceMetricsType, {
    name: 'financeMetrics',
    description:
      'The current values at once, then again within a second of every change that touches them, and when the partner has another day.',
    subscribe: async ({ args, context }: { args: Record<string, unknown>; context: Context }) => {
      const { partnerId, currency = null } = args as {
        partnerId?: string | null;
        currency?: string | null;
      };
      context.need('metrics:read');
      const { path, clock } = await context.sql((sql) =>
        areaOf(context.app, sql, partnerOf(context, partnerId), currency),
      );
      // what happens above may change what is seen below: a tariff's price, a run over the whole tree
      return changes(
        context,
        ({ topic, path: at }) =>
          (topic === 'finance' && (at.startsWith(path) || path.startsWith(at))) ||
          (topic === 'run' && at.startsWith(path)),
        { clock },
      );
    },
  })
  pushedMetrics(
    @Arg('partnerId', () => ID, { nullable: true }) partnerId: string | null | undefined,
    @Arg('currency', () => String, { nullable: true }) currency: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<FinanceMetricsType> {
    return this.metrics(partnerId, currency, ctx);
  }
}
