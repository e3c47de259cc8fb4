import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  Int,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { rehearse } from '@backhaul/domain/charging/rehearse';
import { formatMinor } from '@backhaul/domain/money/money';
import type { Context } from '../../kit/context.ts';
import { badInput } from '../../platform/refusal.ts';
import { must } from '../../platform/must.ts';
import { customerRecords, CustomerType } from '../customers/index.ts';
import { billableCustomers, plansFor } from '../runs/index.ts';
import { rehearsing, toRehearsal } from './rehearsal.service.ts';
import {
  RehearsalInput,
  RehearsalProgressType,
  RehearsalType,
  RehearsedDifferenceType,
  UpcomingPaymentType,
} from './rehearsal.types.ts';
import { daysOf, rehearsed, type Rehearsed } from './rehearse.ts';

const CALENDAR_MAX = 24;

@Resolver()
export class RehearsalResolver {
  @Authorized('billing-runs:read')
  @Query(() => RehearsalType, {
    description: 'What the billing runs of months to come would issue as things stand.',
  })
  async rehearsal(
    @Arg('input', () => RehearsalInput) input: RehearsalInput,
    @Ctx() ctx: Context,
  ): Promise<RehearsalType> {
    const asked = await rehearsing(ctx, input);
    let whole: Rehearsed | null = null;
    for await (const so of rehearsed(ctx.app, ctx.scope, asked)) whole = so;
    return toRehearsal(must(whole));
  }

  @Authorized('billing-runs:read')
  @Subscription(() => RehearsalProgressType, {
    description: 'The same, as it is worked out; it completes with the whole.',
    subscribe: async ({ args, context }: { args: { input: RehearsalInput }; context: Context }) => {
      context.need('billing-runs:read');
      return rehearsed(context.app, context.scope, await rehearsing(context, args.input));
    },
  })
  rehearsalProgress(
    @Root() so: Rehearsed,
    // read by subscribe
    @Arg('input', () => RehearsalInput) _input: RehearsalInput,
  ): RehearsalProgressType {
    return { progress: so.progress, rehearsal: toRehearsal(so) };
  }
}

@Resolver(() => RehearsedDifferenceType)
export class RehearsedDifferenceResolver {
  @FieldResolver(() => CustomerType)
  async customer(
    @Root() difference: RehearsedDifferenceType,
    @Ctx() ctx: Context,
  ): Promise<CustomerType> {
    return must(await customerRecords.load(ctx, difference.customerId));
  }
}

@Resolver(() => CustomerType)
export class PaymentCalendarResolver {
  @FieldResolver(() => [UpcomingPaymentType], {
    description:
      'Billing dates to come with their amounts, from a rehearsal. Customers see their own where their partner shows it.',
  })
  async paymentCalendar(
    @Root() customer: CustomerType,
    @Arg('months', () => Int, { defaultValue: 3 }) months: number,
    @Ctx() ctx: Context,
  ): Promise<UpcomingPaymentType[]> {
    if (months < 1 || months > CALENDAR_MAX)
      throw badInput({ months: `must be between 1 and ${CALENDAR_MAX}` });
    const scope = await plansFor(ctx, customer.partnerId);
    if (!scope) return [];
    const [billable] = await ctx.app.boundary.inSql(scope, (sql) =>
      billableCustomers(sql, [customer.id]),
    );
    if (!billable) return [];
    const { facts, waiting, clock } = billable;
    if (ctx.scope.kind === 'customer' && !facts.settings.paymentCalendar) return [];
    const whole = { ...facts, services: [...facts.services, ...waiting] };
    const today = ctx.app.clock.today(clock);
    const days = daysOf({ from: today, months, late: today });
    return [...rehearse(whole, days)].map(({ on, plan }) => ({
      billingDate: on,
      dueDate: plan.dueDate,
      total: formatMinor(plan.total, plan.digits),
    }));
  }
}
