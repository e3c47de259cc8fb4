import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { Customer } from '../../generated/prisma/client.ts';
import { connectionType } from '../../kit/connection.ts';
import { fromDbDate } from '../../kit/input.ts';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../../kit/scalars.ts';
import { CustomFieldFilter } from '../fields/index.ts';
import { LabelFilter } from '../labels/index.ts';

export enum CustomerStatus {
  NEW = 'NEW',
  ACTIVE = 'ACTIVE',
  BLOCKED = 'BLOCKED',
  INACTIVE = 'INACTIVE',
}
registerEnumType(CustomerStatus, { name: 'CustomerStatus' });

export enum BillingType {
  RECURRING = 'RECURRING',
  PREPAID_CUSTOM = 'PREPAID_CUSTOM',
  PREPAID_DAILY = 'PREPAID_DAILY',
}
registerEnumType(BillingType, { name: 'BillingType' });

export enum CustomerKind {
  PERSON = 'PERSON',
  COMPANY = 'COMPANY',
}
registerEnumType(CustomerKind, { name: 'CustomerKind' });

@ObjectType('Customer')
export class CustomerType {
  @Field(() => ID) id!: string;
  @Field(() => Int) number!: number;
  @Field(() => String, {
    nullable: true,
    description: 'The number in the system it came from; unique in its partner.',
  })
  externalId!: string | null;
  @Field(() => String) name!: string;
  @Field(() => String, { nullable: true }) email!: string | null;
  @Field(() => String, { nullable: true }) login!: string | null;
  @Field(() => CustomerStatus) status!: CustomerStatus;
  @Field(() => String, { nullable: true }) statusReason!: string | null;
  @Field(() => BillingType) billingType!: BillingType;
  @Field(() => DecimalScalar) balance!: string;
  @Field(() => String) currency!: string;
  @Field(() => String, { nullable: true }) phone!: string | null;
  @Field(() => String, { nullable: true }) street!: string | null;
  @Field(() => String, { nullable: true }) city!: string | null;
  @Field(() => String, { nullable: true }) zip!: string | null;
  @Field(() => String, { nullable: true }) country!: string | null;
  @Field(() => CustomerKind) kind!: CustomerKind;
  @Field(() => String, { nullable: true }) taxNumber!: string | null;
  @Field(() => String, { nullable: true }) vatId!: string | null;
  @Field(() => String, { nullable: true, description: 'In the register of companies.' })
  registrationNumber!: string | null;
  @Field(() => DateScalar) createdOn!: string;
  @Field(() => DateScalar, { nullable: true }) blockedSince!: string | null;
  /** For the field resolvers; not in the schema. */
  partnerId!: string;
  partnerPath!: string;
  balanceMinor!: bigint;
  /** The billing settings of the customer itself. */
  overrides!: Record<string, unknown>;
  nextBillingDate!: string | null;
  storedFields!: FieldValues;
  locationId!: string | null;
}

export const CustomerConnection = connectionType(() => CustomerType, 'Customer');

@ObjectType('StatusChange')
export class StatusChangeType {
  @Field(() => ID) id!: string;
  @Field(() => CustomerStatus, { nullable: true }) from!: CustomerStatus | null;
  @Field(() => CustomerStatus) to!: CustomerStatus;
  @Field(() => String) reason!: string;
  @Field(() => DateScalar) date!: string;
  @Field(() => DateTimeScalar) at!: Date;
  @Field(() => String, { nullable: true }) by!: string | null;
}

@InputType({ description: 'partnerId: that partner and everything below it.' })
export class CustomerFilter {
  @Field(() => String, { nullable: true }) search?: string | null;
  @Field(() => String, { nullable: true }) externalId?: string | null;
  @Field(() => ID, { nullable: true }) partnerId?: string | null;
  @Field(() => CustomerStatus, { nullable: true }) status?: CustomerStatus | null;
  @Field(() => BillingType, { nullable: true }) billingType?: BillingType | null;
  @Field(() => Boolean, { nullable: true }) debt?: boolean | null;
  @Field(() => DateScalar, { nullable: true }) nextBillingTo?: string | null;
  @Field(() => ID, { nullable: true }) tariffId?: string | null;
  @Field(() => String, { nullable: true }) currency?: string | null;
  @Field(() => CustomerKind, { nullable: true }) kind?: CustomerKind | null;
  @Field(() => LabelFilter, { nullable: true }) labels?: LabelFilter | null;
  @Field(() => ID, { nullable: true, description: 'There, and in what lies in it.' })
  locationId?: string | null;
  @Field(() => DateScalar, { nullable: true }) createdFrom?: string | null;
  @Field(() => DateScalar, { nullable: true }) createdTo?: string | null;
  @Field(() => [CustomFieldFilter], { nullable: true }) customFields?: CustomFieldFilter[] | null;
}

export function toCustomer(row: Customer): CustomerType {
  const {
    id,
    number,
    externalId,
    name,
    email,
    login,
    statusReason,
    currency,
    phone,
    street,
    city,
    zip,
    country,
    taxNumber,
    vatId,
    registrationNumber,
    locationId,
    partnerId,
    partnerPath,
    balanceMinor,
  } = row;
  return Object.assign(new CustomerType(), {
    id,
    number,
    externalId,
    name,
    email,
    login,
    statusReason,
    currency,
    phone,
    street,
    city,
    zip,
    country,
    taxNumber,
    vatId,
    registrationNumber,
    locationId,
    partnerId,
    partnerPath,
    balanceMinor,
    kind: row.kind as CustomerKind,
    status: row.status as CustomerStatus,
    billingType: row.billingType as BillingType,
    balance: formatMinor(balanceMinor, currencyDigits(currency)),
    createdOn: fromDbDate(row.createdOn),
    blockedSince: row.blockedSince && fromDbDate(row.blockedSince),
    nextBillingDate: row.nextBillingDate && fromDbDate(row.nextBillingDate),
    overrides: row.billing as Record<string, unknown>,
    storedFields: row.customFields as FieldValues,
  });
}
