import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import type { OwnPrices } from '@backhaul/domain/charging/prices';
import type { DiscountFacts } from '@backhaul/domain/charging/facts';
import { contractUntil } from '@backhaul/domain/charging/contract';
import type { Pause } from '@backhaul/domain/charging/ownPause';
import type { Service } from '../../generated/prisma/client.ts';
import { connectionType } from '../../kit/connection.ts';
import { fromDbDate } from '../../kit/input.ts';
import { DateScalar, DecimalScalar, JSONScalar } from '../../kit/scalars.ts';
import { CustomFieldFilter } from '../fields/index.ts';
import { LabelFilter } from '../labels/index.ts';
import type { ServiceState } from './serviceStatus.ts';
import { stored } from '../../kit/stored.ts';

export enum ServiceStatus {
  PENDING = 'PENDING',
  ACTIVE = 'ACTIVE',
  PAUSED = 'PAUSED',
  STOPPED = 'STOPPED',
  ARCHIVED = 'ARCHIVED',
}
registerEnumType(ServiceStatus, { name: 'ServiceStatus' });

/** @public every value of the API's enum */
export enum DiscountKind {
  PERCENT = 'PERCENT',
  FIXED = 'FIXED',
}
registerEnumType(DiscountKind, { name: 'DiscountKind' });

@ObjectType('Discount')
export class DiscountType {
  @Field(() => DiscountKind) kind!: DiscountKind;
  @Field(() => DecimalScalar) value!: string;
  @Field(() => DateScalar, { nullable: true }) from!: string | null;
  @Field(() => DateScalar, { nullable: true }) until!: string | null;
  @Field(() => String, { nullable: true }) message!: string | null;
}

@InputType()
export class DiscountInput {
  @Field(() => DiscountKind) kind!: DiscountKind;
  @Field(() => DecimalScalar) value!: string;
  @Field(() => DateScalar, { nullable: true }) from?: string | null;
  @Field(() => DateScalar, { nullable: true }) until?: string | null;
  @Field(() => String, { nullable: true }) message?: string | null;
}

@ObjectType('Service')
export class ServiceType {
  @Field(() => ID) id!: string;
  @Field(() => String) description!: string;
  @Field(() => DateScalar) startDate!: string;
  @Field(() => DateScalar, { nullable: true }) endDate!: string | null;
  @Field(() => DecimalScalar) quantity!: string;
  @Field(() => DateScalar) chargedUntil!: string;
  @Field(() => [DiscountType]) discounts!: DiscountType[];
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The last day of the time that it holds at least.',
  })
  contractUntil!: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What ending it before that costs, taxed as its price.',
  })
  cancellationFee!: string | null;
  /** For the field resolvers; not in the schema. */
  customerId!: string;
  tariffId!: string;
  partnerId!: string;
  state!: ServiceState;
  pauses!: readonly Pause[];
  changedTo!: string | null;
  changedFrom!: string | null;
  /** With four decimals; null follows the tariff's. */
  ownPrices!: OwnPrices;
  ownSetupFee!: string | null;
  partnerPath!: string;
  storedFields!: FieldValues;
}

export const ServiceConnection = connectionType(() => ServiceType, 'Service');

@InputType()
export class ServiceInput {
  @Field(() => ID) customerId!: string;
  @Field(() => ID) tariffId!: string;
  @Field(() => DateScalar) startDate!: string;
  @Field(() => DateScalar, { nullable: true }) endDate?: string | null;
  @Field(() => DecimalScalar, { nullable: true }) quantity?: string | null;
  @Field(() => DecimalScalar, { nullable: true }) unitPrice?: string | null;
  @Field(() => String, { nullable: true }) description?: string | null;
  @Field(() => [DiscountInput], { nullable: true }) discounts?: DiscountInput[] | null;
  @Field(() => DecimalScalar, { nullable: true }) setupFee?: string | null;
  @Field(() => JSONScalar, { nullable: true }) customFields?: unknown;
}

@InputType()
export class ServiceUpdateInput {
  @Field(() => DecimalScalar, { nullable: true }) quantity?: string | null;
  @Field(() => DecimalScalar, { nullable: true }) unitPrice?: string | null;
  @Field(() => String, { nullable: true }) description?: string | null;
  @Field(() => [DiscountInput], { nullable: true }) discounts?: DiscountInput[] | null;
  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Where the new price or discounts hold from; left out: the first period that is not charged yet.',
  })
  from?: string | null;
  @Field(() => JSONScalar, { nullable: true }) customFields?: unknown;
}

@InputType()
export class ServiceFilter {
  @Field(() => ID, { nullable: true }) customerId?: string | null;
  @Field(() => ServiceStatus, { nullable: true }) status?: ServiceStatus | null;
  @Field(() => ID, { nullable: true }) tariffId?: string | null;
  @Field(() => ID, { nullable: true }) partnerId?: string | null;
  @Field(() => String, { nullable: true }) search?: string | null;
  @Field(() => String, { nullable: true }) currency?: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description:
      'What brings in recurring revenue on a day: running, not paused, of a customer who is billed.',
  })
  activeOn?: string | null;
  @Field(() => LabelFilter, { nullable: true, description: 'Of its customer.' })
  labels?: LabelFilter | null;
  @Field(() => ID, { nullable: true, description: 'Where its customer is.' })
  locationId?: string | null;
  @Field(() => [CustomFieldFilter], { nullable: true }) customFields?: CustomFieldFilter[] | null;
}

export function toService(row: Service): ServiceType {
  const { id, description, customerId, tariffId, partnerId, partnerPath } = row;
  const discounts = stored<DiscountFacts[]>(row.discounts).map((discount) =>
    Object.assign(new DiscountType(), discount),
  );
  return Object.assign(new ServiceType(), {
    id,
    description,
    customerId,
    tariffId,
    partnerId,
    partnerPath,
    storedFields: row.customFields as FieldValues,
    discounts,
    state: row.state as ServiceState,
    pauses: stored<Pause[]>(row.pauses),
    contractUntil: contractUntil({
      startDate: fromDbDate(row.startDate),
      minimumMonths: row.minimumMonths,
      cancellationFee: null,
    }),
    cancellationFee: row.cancellationFee?.toFixed() ?? null,
    changedTo: row.changedTo,
    changedFrom: row.changedFrom,
    startDate: fromDbDate(row.startDate),
    endDate: row.endDate && fromDbDate(row.endDate),
    chargedUntil: fromDbDate(row.chargedUntil),
    quantity: row.quantity.toFixed(),
    ownPrices: {
      price: row.unitPrice?.toFixed(4) ?? null,
      earlier: stored<OwnPrices['earlier']>(row.earlierPrices),
    },
    ownSetupFee: row.setupFee?.toFixed(4) ?? null,
  });
}
