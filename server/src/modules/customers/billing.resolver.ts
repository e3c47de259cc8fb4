import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { blockDate } from '@backhaul/domain/dunning/dunning';
import type { Context } from '../../kit/context.ts';
import { DateScalar } from '../../kit/scalars.ts';
import { loadPartnerFinance } from '../settings/index.ts';
import { CustomerBillingType, toCustomerBilling } from './billing.types.ts';
import { loadBlockingFacts } from './customers.loaders.ts';
import { BillingType, CustomerType } from './customers.types.ts';

@Resolver(() => CustomerType)
export class CustomerBillingOfCustomerResolver {
  @FieldResolver(() => CustomerBillingType)
  async billing(@Root() customer: CustomerType, @Ctx() ctx: Context): Promise<CustomerBillingType> {
    return toCustomerBilling(customer, await loadPartnerFinance(ctx, customer.partnerId));
  }
}

@Resolver(() => CustomerBillingType)
export class CustomerBillingResolver {
  /** null where nothing was charged yet, where blocking is off, and for customers that pay in advance. */
  @FieldResolver(() => DateScalar, { nullable: true })
  async blockDate(
    @Root() billing: CustomerBillingType,
    @Ctx() ctx: Context,
  ): Promise<string | null> {
    if (billing.customer.billingType !== BillingType.RECURRING) return null;
    const facts = await loadBlockingFacts(
      ctx,
      billing.customer,
      billing.settings.oneTimeInvoicesCount,
    );
    return blockDate({ ...facts, settings: billing.settings });
  }
}
