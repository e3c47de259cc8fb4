import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { usageAmount } from '@backhaul/domain/charging/usage';
import type { Prisma } from '../../generated/prisma/client.ts';
import { connectionType } from '../../kit/connection.ts';
import { MoneyType } from '../../kit/money.types.ts';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../../kit/scalars.ts';
import { DocumentLineType } from '../invoices/index.ts';

/** @public every value of the API's enum */
export enum UsageState {
  UNRATED = 'UNRATED',
  OPEN = 'OPEN',
  BILLED = 'BILLED',
  WITHDRAWN = 'WITHDRAWN',
}
registerEnumType(UsageState, {
  name: 'UsageState',
  description:
    'UNRATED: without a price, billed by nobody. OPEN: the next charge after its period takes it. BILLED: charged. ' +
    'WITHDRAWN: it was wrong, and is billed by nobody.',
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
  @Field(() => ID, {
    nullable: true,
    description:
      'Of the call or file that it came with; null for records from before these had one.',
  })
  batchId!: string | null;
  @Field(() => DateTimeScalar, { nullable: true }) withdrawnAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Why it was withdrawn.' })
  withdrawnReason!: string | null;
  /** For the field resolvers; not in the schema. */
  customerId!: string;
  partnerId!: string;
  serviceId!: string;
  invoiceId!: string | null;
  recorder!: string;
  withdrawer!: string | null;
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
  @Field(() => Int, {
    description: 'Of those already there: withdrawn before, just as they come now. They stay so.',
  })
  withdrawn!: number;
  @Field(() => ID, {
    nullable: true,
    description: 'What withdrawUsage takes all of this call by; null where it wrote nothing new.',
  })
  batchId!: string | null;
}

@InputType()
export class UsageFilter {
  @Field(() => ID, { nullable: true }) partnerId?: string | null;
  @Field(() => ID, { nullable: true }) customerId?: string | null;
  @Field(() => ID, { nullable: true }) serviceId?: string | null;
  @Field(() => ID, { nullable: true }) invoiceId?: string | null;
  @Field(() => ID, { nullable: true }) batchId?: string | null;
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

@InputType({ description: 'Named records, all that came with one call or file, or both.' })
export class UsageWithdrawalInput {
  @Field(() => [ID], { nullable: true }) ids?: string[] | null;
  @Field(() => ID, { nullable: true }) batchId?: string | null;
}

@InputType()
export class WithdrawUsageInput extends UsageWithdrawalInput {
  @Field(() => String) reason!: string;
  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Those that are billed stay, and the others are withdrawn.',
  })
  leaveBilled!: boolean;
}

@ObjectType('UsageWithdrawal', {
  description: 'What withdrawing takes out of what is to be billed.',
})
export class UsageWithdrawalType {
  @Field(() => Int) records!: number;
  @Field(() => Int, { description: 'Billed already: they stay.' }) billed!: number;
  @Field(() => Int, { description: 'Withdrawn before.' }) before!: number;
  @Field(() => Int) customers!: number;
  @Field(() => [MoneyType], {
    description: 'What the records come to; before tax, or with it where the price holds it.',
  })
  amounts!: MoneyType[];
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
  @Field(() => Int, { description: 'Records of these days without a price: left out until rated.' })
  unrated!: number;
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
    state: stateOf(row),
    recordedAt: row.createdAt,
    customerId,
    partnerId,
    serviceId,
    invoiceId: sum?.invoiceId ?? null,
    recorder: row.recordedBy,
    batchId: row.batchId,
    withdrawnAt: row.withdrawnAt,
    withdrawnReason: row.withdrawnReason,
    withdrawer: row.withdrawnBy,
  });
}

function stateOf({ sum, withdrawnAt }: UsageRow): UsageState {
  if (withdrawnAt) return UsageState.WITHDRAWN;
  if (!sum) return UsageState.UNRATED;
  return sum.chargeId || sum.invoiceId ? UsageState.BILLED : UsageState.OPEN;
}
