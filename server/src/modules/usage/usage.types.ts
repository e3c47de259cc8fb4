import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { usageAmount } from '@backhaul/domain/charging/usage';
import type { Prisma } from '../../generated/prisma/client.ts';
import { connectionType } from '../../kit/connection.ts';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../../kit/scalars.ts';
import { DocumentLineType } from '../invoices/index.ts';

/** @public every value of the API's enum */
export enum UsageState {
  UNRATED = 'UNRATED',
  OPEN = 'OPEN',
  BILLED = 'BILLED',
}
registerEnumType(UsageState, {
  name: 'UsageState',
  description:
    'UNRATED: without a price, billed by nobody. OPEN: the next charge after its period takes it. BILLED: charged.',
});

@ObjectType('UsageRecord', { description: 'What was used of a service once.' })
export class UsageRecordType {
  @Field(() => ID) id!: string;
  @Field(() => String) sourceId!: string;
  @Field(() => DateTimeScalar) at!: Date;
  @Field(() => String) kind!: string;
  @Field(() => DecimalScalar) quantity!: string;
  @Field(() => DecimalScalar, { nullable: true }) unitPrice!: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Quantity times unit price, exact; null when the record is unrated.',
  })
  amount!: string | null;
  @Field(() => UsageState) state!: UsageState;
  @Field(() => DateTimeScalar) recordedAt!: Date;
  /** For the field resolvers; not in the schema. */
  customerId!: string;
  partnerId!: string;
  serviceId!: string;
  invoiceId!: string | null;
  recorder!: string;
}

export const UsageConnection = connectionType(() => UsageRecordType, 'UsageRecord');

@InputType()
export class UsageInput {
  @Field(() => String) sourceId!: string;
  @Field(() => ID) serviceId!: string;
  @Field(() => DateTimeScalar) at!: string;
  @Field(() => String) kind!: string;
  @Field(() => DecimalScalar) quantity!: string;
  @Field(() => DecimalScalar, { nullable: true }) unitPrice?: string | null;
}

@ObjectType('UsageResult')
export class UsageResultType {
  @Field(() => Int) accepted!: number;
  @Field(() => Int) alreadyThere!: number;
}

@InputType()
export class UsageFilter {
  @Field(() => ID, { nullable: true }) partnerId?: string | null;
  @Field(() => ID, { nullable: true }) customerId?: string | null;
  @Field(() => ID, { nullable: true }) serviceId?: string | null;
  @Field(() => ID, { nullable: true }) invoiceId?: string | null;
  @Field(() => UsageState, { nullable: true }) state?: UsageState | null;
  @Field(() => String, { nullable: true }) kind?: string | null;
  @Field(() => String, { nullable: true, description: 'The whole source id.' }) sourceId?:
    | string
    | null;
  @Field(() => DateScalar, { nullable: true, description: 'Of the days it was used on.' }) from?:
    | string
    | null;
  @Field(() => DateScalar, { nullable: true }) to?: string | null;
}

@InputType()
export class RateUsageInput {
  @Field(() => DecimalScalar) unitPrice!: string;
  @Field(() => [ID], { nullable: true }) ids?: string[] | null;
  @Field(() => ID, { nullable: true, description: 'Only at this partner and below.' })
  partnerId?: string | null;
  @Field(() => String, { nullable: true }) kind?: string | null;
}

@ObjectType('RateUsageResult')
export class RateUsageResultType {
  @Field(() => Int) rated!: number;
  @Field(() => Int, {
    description: 'More than one call takes: call again to rate these.',
  })
  left!: number;
}

@ObjectType('UsageTotal', {
  description: 'What of one kind was used of a service and is not charged yet.',
})
export class UsageTotalType {
  @Field(() => String) kind!: string;
  @Field(() => DecimalScalar) quantity!: string;
  @Field(() => DecimalScalar, { nullable: true, description: 'null: several.' }) unitPrice!:
    | string
    | null;
  @Field(() => DecimalScalar, {
    description: 'Rounded; before tax, or with it where the price of the service holds it.',
  })
  amount!: string;
  @Field(() => Boolean) taxIncluded!: boolean;
  @Field(() => DateScalar) from!: string;
  @Field(() => DateScalar) to!: string;
  @Field(() => Int) records!: number;
  /** For the field resolvers; not in the schema. */
  serviceId!: string;
}

@ObjectType('UsageInvoicePreview', { description: 'What createInvoiceFromUsage would issue.' })
export class UsageInvoicePreviewType {
  @Field(() => String) currency!: string;
  @Field(() => DecimalScalar) net!: string;
  @Field(() => DecimalScalar) tax!: string;
  @Field(() => DecimalScalar) total!: string;
  @Field(() => Int) records!: number;
  @Field(() => [DocumentLineType]) lines!: DocumentLineType[];
  @Field(() => String, { description: 'For createInvoiceFromUsage, so that it issues just this.' })
  fingerprint!: string;
}

/** What is read of a record. */
export const WITH_SUM = {
  sum: { select: { chargeId: true, invoiceId: true } },
} as const satisfies Prisma.UsageRecordInclude;
export type UsageRow = Prisma.UsageRecordGetPayload<{ include: typeof WITH_SUM }>;

export function toUsageRecord(row: UsageRow): UsageRecordType {
  const { id, sourceId, at, kind, customerId, partnerId, serviceId, sum } = row;
  const quantity = row.quantity.toFixed();
  const unitPrice = row.unitPrice?.toFixed() ?? null;
  return Object.assign(new UsageRecordType(), {
    id,
    sourceId,
    at,
    kind,
    quantity,
    unitPrice,
    amount: unitPrice === null ? null : usageAmount(quantity, unitPrice),
    state: stateOf(sum),
    recordedAt: row.createdAt,
    customerId,
    partnerId,
    serviceId,
    invoiceId: sum?.invoiceId ?? null,
    recorder: row.recordedBy,
  });
}

function stateOf(sum: UsageRow['sum']): UsageState {
  if (!sum) return UsageState.UNRATED;
  return sum.chargeId || sum.invoiceId ? UsageState.BILLED : UsageState.OPEN;
}
