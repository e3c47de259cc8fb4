import {
  Arg,
  Authorized,
  Ctx,
  Field,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { MoneyType, toMoney } from '../../kit/money.types.ts';
import { JSONScalar } from '../../kit/scalars.ts';
import { InvoiceFilter } from '../invoices/index.ts';
import { planReminders, sendReminders } from './reminders.ts';

@ObjectType('ReminderPlan', {
  description: 'Who would be reminded of what is unpaid, one message each however many invoices.',
})
class ReminderPlanType {
  @Field(() => Int) customers!: number;
  @Field(() => Int) invoices!: number;
  @Field(() => [MoneyType], { description: 'What they owe on these invoices.' }) due!: MoneyType[];
  @Field(() => JSONScalar, {
    description:
      'How many customers are not, by why: promised, doNotRemind, remindedToday, noAddress, optedOut.',
  })
  leftOut!: unknown;
  @Field(() => String) fingerprint!: string;
}

@Resolver(() => ReminderPlanType)
export class RemindersResolver {
  @Authorized('messages:write')
  @Query(() => ReminderPlanType)
  async reminderPlan(
    @Arg('filter', () => InvoiceFilter, { nullable: true }) filter:
      | InvoiceFilter
      | null
      | undefined,
    @Ctx() ctx: Context,
  ): Promise<ReminderPlanType> {
    ctx.need('invoices:read');
    const plan = await planReminders(ctx, filter ?? {});
    return {
      customers: plan.customerIds.length,
      invoices: plan.invoices,
      due: [...plan.due]
        .map(([currency, minor]) => toMoney(minor, currency))
        .sort((a, b) => (a.currency < b.currency ? -1 : 1)),
      leftOut: plan.leftOut,
      fingerprint: plan.fingerprint,
    };
  }

  @Authorized('messages:write')
  @Mutation(() => Int, {
    description:
      'Reminds them; says how many. Nobody is reminded twice a day, however often it is sent.',
  })
  sendReminders(
    @Arg('filter', () => InvoiceFilter, { nullable: true }) filter:
      | InvoiceFilter
      | null
      | undefined,
    @Arg('fingerprint', () => String) fingerprint: string,
    @Ctx() ctx: Context,
  ): Promise<number> {
    ctx.need('invoices:read');
    return sendReminders(ctx, filter ?? {}, fingerprint);
  }
}
