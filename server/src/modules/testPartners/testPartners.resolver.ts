import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import { sliceSize } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import { changes } from '../../kit/live.ts';
import { DateScalar } from '../../kit/scalars.ts';
import { badInput } from '../../platform/refusal.ts';
import { partnerRecords, PartnerType } from '../partners/index.ts';
import { advanceClock, createTestPartner, stopClock, testClock } from './clock.service.ts';
import { livedDays, nextBillingAfter } from './clock.store.ts';
import {
  TestClockDayType,
  TestClockType,
  toTestClock,
  toTestClockDay,
} from './testPartners.types.ts';

@Resolver(() => TestClockType)
export class TestPartnersResolver {
  @Authorized('partners:write')
  @Mutation(() => PartnerType, {
    description:
      'A partner to try things with: it has a clock of its own, which only advanceClock moves. Its documents say that they are a test, its messages are caught, and nothing of it is in the figures, lists and files of partners above.',
  })
  async createTestPartner(
    @ArgId('parentId') parentId: string,
    @Arg('name', () => String) name: string,
    @Arg('currency', () => String) currency: string,
    @Arg('startsOn', () => DateScalar) startsOn: string,
    @Ctx() ctx: Context,
  ): Promise<PartnerType> {
    const partner = { parentId, name, currency, startsOn };
    const id = await ctx.sql((sql) => createTestPartner(sql, partner));
    return partnerRecords.found(ctx, id);
  }

  @Authorized('partners:write')
  @Mutation(() => PartnerType, {
    description:
      'Forward only. Automation, dunning, renewals and reminders of each day up to that one are done in the background; they are when clock says that day.',
  })
  async advanceClock(
    @ArgId('partnerId') partnerId: string,
    @Arg('to', () => DateScalar) to: string,
    @Ctx() ctx: Context,
  ): Promise<PartnerType> {
    await ctx.sql((sql) => advanceClock(sql, partnerId, to));
    return partnerRecords.found(ctx, partnerId);
  }

  @Authorized('partners:write')
  @Mutation(() => TestClockType, {
    description: 'The clock goes no farther than the day that is under way.',
  })
  async stopClock(
    @ArgId('partnerId') partnerId: string,
    @Ctx() ctx: Context,
  ): Promise<TestClockType> {
    await ctx.sql((sql) => stopClock(sql, partnerId));
    return clockOf(ctx, partnerId);
  }

  @Authorized('partners:read')
  @Query(() => TestClockType)
  testClock(@ArgId('partnerId') partnerId: string, @Ctx() ctx: Context): Promise<TestClockType> {
    return clockOf(ctx, partnerId);
  }

  @Authorized('partners:read')
  @Subscription(() => TestClockType, {
    subscribe: async ({ args, context }: { args: { partnerId: string }; context: Context }) => {
      const { path } = await clockOf(context, idInput(args.partnerId, 'partnerId'));
      return changes(context, (signal) => signal.topic === 'clock' && signal.path === path);
    },
  })
  testClockMoves(
    @Arg('partnerId', () => ID) partnerId: string,
    @Ctx() ctx: Context,
  ): Promise<TestClockType> {
    return clockOf(ctx, idInput(partnerId, 'partnerId'));
  }

  @FieldResolver(() => PartnerType)
  partner(@Root() clock: TestClockType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return partnerRecords.load(ctx, clock.partnerId);
  }

  @FieldResolver(() => DateScalar, {
    nullable: true,
    description: 'The next day on which a customer is billed.',
  })
  nextBillingDay(@Root() clock: TestClockType, @Ctx() ctx: Context): Promise<string | null> {
    return ctx.sql((sql) => nextBillingAfter(sql, clock.path, clock.day));
  }

  @FieldResolver(() => [TestClockDayType], {
    description: 'What its days brought, the latest first; 100 unless said.',
  })
  async days(
    @Root() { partnerId }: TestClockType,
    @Arg('first', () => Int, { nullable: true }) first: number | null | undefined,
    @Arg('offset', () => Int, { nullable: true }) offset: number | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<TestClockDayType[]> {
    const slice = { first: sliceSize(first ?? 100), offset: offset ?? 0 };
    if (slice.offset < 0) throw badInput({ offset: 'must be 0 or more' });
    const days = await ctx.sql((sql) => livedDays(sql, partnerId, slice));
    await ctx.records?.count(days.length);
    return days.map(toTestClockDay);
  }
}

async function clockOf(ctx: Context, partnerId: string): Promise<TestClockType> {
  return toTestClock(await ctx.sql((sql) => testClock(sql, partnerId)));
}
