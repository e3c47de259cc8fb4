import { Field, InputType, ObjectType } from 'type-graphql';
import {
  resolveCustomerBilling,
  type CustomerBillingOverrides,
  type FinanceValues,
} from '@backhaul/domain/settings/settings';
import { DateScalar } from '../../kit/scalars.ts';
import { CommonBilling, CommonBillingInput, PaymentMethod } from '../settings/settings.types.ts';
import { minimumText } from '../settings/settings.values.ts';
import type { CustomerType } from './customers.types.ts';

@ObjectType('CustomerBilling')
export class CustomerBillingType extends CommonBilling {
  @Field(() => DateScalar, { nullable: true }) nextBillingDate!: string | null;
  @Field(() => [String]) overridden!: string[];
  @Field(() => String) currency!: string;
  /** For the field resolvers; not in the schema. */
  customer!: CustomerType;
  settings!: FinanceValues;
}

@InputType()
export class CustomerBillingInput extends CommonBillingInput {}

/**
 * The settings in force for a customer. Its usual payment method is chosen like the others, but no
 * billing rule reads it.
 */
export function toCustomerBilling(
  customer: CustomerType,
  partnerValues: FinanceValues,
): CustomerBillingType {
  const settings = resolveCustomerBilling(
    partnerValues,
    customer.overrides as CustomerBillingOverrides,
  );
  const paymentMethod = (customer.overrides.paymentMethod ??
    settings.paymentMethod) as PaymentMethod;
  return Object.assign(new CustomerBillingType(), settings, {
    paymentMethod,
    minimumBalance: minimumText(settings.minimumBalance, customer.currency),
    nextBillingDate: customer.nextBillingDate,
    overridden: Object.keys(customer.overrides),
    currency: customer.currency,
    customer,
    settings,
  });
}
