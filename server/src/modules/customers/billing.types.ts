import { Field, InputType, ObjectType } from 'type-graphql';
import {
  FINANCE,
  resolveCustomerBilling,
  type CustomerBillingOverrides,
  type FinanceValues,
} from '@backhaul/domain/settings/finance';
import { DateScalar } from '../../kit/scalars.ts';
import { inCurrency } from '../../kit/inheritance.ts';
import { CommonBilling, CommonBillingInput } from '../settings/index.ts';
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

/** The settings in force for a customer. */
export function toCustomerBilling(
  customer: CustomerType,
  partnerValues: FinanceValues,
): CustomerBillingType {
  const settings = resolveCustomerBilling(
    partnerValues,
    customer.overrides as CustomerBillingOverrides,
  );
  return Object.assign(
    new CustomerBillingType(),
    inCurrency(FINANCE, settings, customer.currency),
    {
      nextBillingDate: customer.nextBillingDate,
      overridden: Object.keys(customer.overrides),
      currency: customer.currency,
      customer,
      settings,
    },
  );
}
