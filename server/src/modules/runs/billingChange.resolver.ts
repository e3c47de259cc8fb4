import { Arg, Authorized, Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { nextBillInWords } from '@backhaul/domain/charging/nextBill';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { CustomerBillingInput } from '../customers/index.ts';
import { billingChange, toldOf } from './billingChange.ts';
import { toUpcoming } from './charge.resolver.ts';
import { UpcomingChargeType } from './upcoming.types.ts';

@ObjectType('BillingChange', { description: 'What other billing settings do to the next bill.' })
export class BillingChangeType {
  @Field(() => UpcomingChargeType, { nullable: true }) before!: UpcomingChargeType | null;
  @Field(() => UpcomingChargeType, { nullable: true }) after!: UpcomingChargeType | null;
  @Field(() => String) words!: string;
}

@Resolver(() => BillingChangeType)
export class BillingChangeResolver {
  @Authorized('customers:write')
  @Query(() => BillingChangeType, {
    description: 'What updateCustomerBilling would do to the next bill; nothing is kept.',
  })
  async billingChange(
    @ArgId('customerId') customerId: string,
    @Arg('input', () => CustomerBillingInput) input: CustomerBillingInput,
    @Ctx() ctx: Context,
  ): Promise<BillingChangeType> {
    const { before, after } = await billingChange(ctx, customerId, { ...input });
    return Object.assign(new BillingChangeType(), {
      before: before && toUpcoming(before.planned, before.on),
      after: after && toUpcoming(after.planned, after.on),
      words: nextBillInWords(toldOf(before), toldOf(after)),
    });
  }
}
