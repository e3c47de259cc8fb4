import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { BillingRunPartner, Prisma } from '../../generated/prisma/client.ts';
import { MoneyType } from '../../kit/money.types.ts';
import { connectionType } from '../../kit/connection.ts';
import { fromDbDate } from '../../kit/input.ts';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../../kit/scalars.ts';
import { stored } from '../../kit/stored.ts';
import type { SeenRun } from './seen.store.ts';

export enum BillingRunStatus {
  PREVIEWING = 'PREVIEWING',
  READY = 'READY',
  CONFIRMING = 'CONFIRMING',
  PROCESSED = 'PROCESSED',
  DELETED = 'DELETED',
  FAILED = 'FAILED',
}
registerEnumType(BillingRunStatus, { name: 'BillingRunStatus' });

@ObjectType('FlagCount')
export class FlagCountType {
  @Field(() => String) flag!: string;
  @Field(() => Int) count!: number;
}

@ObjectType('BillingRun')
export class BillingRunType {
  @Field(() => ID) id!: string;
  @Field(() => DateScalar) date!: string;
  @Field(() => BillingRunStatus) status!: BillingRunStatus;
  @Field(() => DateTimeScalar) createdAt!: Date;
  @Field(() => DateTimeScalar, { nullable: true }) confirmedAt!: Date | null;
  @Field(() => Float) progress!: number;
  @Field(() => String, { nullable: true }) failure!: string | null;
  @Field(() => Int) customerCount!: number;
  @Field(() => Int) invoiceCount!: number;
  @Field(() => Int) leftOutCount!: number;
  @Field(() => [MoneyType]) net!: MoneyType[];
  @Field(() => [MoneyType]) tax!: MoneyType[];
  @Field(() => [MoneyType]) total!: MoneyType[];
  @Field(() => String, {
    nullable: true,
    description: 'Changes whenever what would be issued changes; pass it to confirmBillingRun.',
  })
  fingerprint!: string | null;
  @Field(() => String, { nullable: true }) createdBy!: string | null;
  @Field(() => String, { nullable: true }) confirmedBy!: string | null;
  @Field(() => Int, { description: 'Customers looked at so far, and to look at.' })
  processed!: number;
  @Field(() => Int) candidates!: number;
  @Field(() => [FlagCountType]) flagCounts!: FlagCountType[];
  @Field(() => Boolean, {
    description:
      "Made by a partner above, over others too: all that shows of it is the viewer's own part, and it is decided above.",
  })
  fromAbove!: boolean;
  /** For the field resolvers; not in the schema. */
  partnerIds!: string[];
  /** Where those stand who may decide it, or the viewer's own place where that is above. */
  partnerPath!: string;
}
export const BillingRunConnection = connectionType(() => BillingRunType, 'BillingRun');

@ObjectType('BillingRunPartnerTotal')
export class BillingRunPartnerTotalType {
  @Field(() => String) currency!: string;
  @Field(() => Int) customerCount!: number;
  @Field(() => Int) invoiceCount!: number;
  @Field(() => Int) leftOutCount!: number;
  @Field(() => DecimalScalar) net!: string;
  @Field(() => DecimalScalar) tax!: string;
  @Field(() => DecimalScalar) total!: string;
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      "Of the partner's last processed run of the same billing day; null when there was none.",
  })
  previousTotal!: string | null;
  @Field(() => DateScalar, { nullable: true }) previousDate!: string | null;
  @Field(() => Int, {
    description: 'In that run and not in this one, though nobody billed them for this date.',
  })
  missingCount!: number;
  @Field(() => Int, {
    description: 'In that run and not in this one, because they were billed for this date already.',
  })
  billedAlreadyCount!: number;
  partnerId!: string;
}

@ObjectType('MissingCustomer')
export class MissingCustomerType {
  @Field(() => DecimalScalar) previousTotal!: string;
  @Field(() => String) currency!: string;
  @Field(() => String) reason!: string;
  customerId!: string;
}

@ObjectType('PartnerDue')
export class PartnerDueType {
  @Field(() => Int, {
    description: 'Customers of the partner alone whose next billing date is on or before the date.',
  })
  customersDue!: number;
  partnerId!: string;
}

@InputType()
export class BillingRunInput {
  @Field(() => DateScalar) date!: string;
  @Field(() => [ID], { nullable: true }) partnerIds?: string[];
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: true,
    description: 'Also everything below the partners.',
  })
  includeDescendants?: boolean;
  @Field(() => Boolean, { nullable: true, defaultValue: false }) separatePerPartner?: boolean;
}
@InputType()
export class BillingRunFilter {
  @Field(() => BillingRunStatus, { nullable: true }) status?: BillingRunStatus;
  @Field(() => DateScalar, { nullable: true }) date?: string;
  @Field(() => ID, { nullable: true }) partnerId?: string;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'false: only those that the viewer may decide; true: only parts of runs from above.',
  })
  fromAbove?: boolean | null;
}
/** An amount as it is read. */
export function money(minor: bigint, currency: string): string {
  return formatMinor(minor, currencyDigits(currency));
}

interface StoredTotals {
  currency: string;
  net: string;
  tax: string;
  total: string;
}

export function toRun(row: SeenRun): BillingRunType {
  const totals = stored<StoredTotals[]>(row.totals);
  const amounts = (key: 'net' | 'tax' | 'total') =>
    totals.map((each) => ({
      amount: money(BigInt(each[key]), each.currency),
      currency: each.currency,
    }));
  const {
    id,
    createdAt,
    confirmedAt,
    failure,
    customerCount,
    invoiceCount,
    leftOutCount,
    fingerprint,
    createdBy,
    confirmedBy,
    processed,
    candidates,
    partnerIds,
    partnerPath,
    fromAbove,
  } = row;
  return Object.assign(new BillingRunType(), {
    id,
    createdAt,
    confirmedAt,
    failure,
    customerCount,
    invoiceCount,
    leftOutCount,
    fingerprint,
    createdBy,
    confirmedBy,
    processed,
    candidates,
    partnerIds,
    partnerPath,
    fromAbove,
    date: fromDbDate(row.date),
    status: row.status as BillingRunStatus,
    net: amounts('net'),
    tax: amounts('tax'),
    total: amounts('total'),
    flagCounts: stored<FlagCountType[]>(row.flagCounts),
    progress: progressOf(row),
  });
}

function progressOf(row: SeenRun): number {
  if (row.status === 'READY' || row.status === 'PROCESSED') return 1;
  return row.candidates ? Math.min(1, row.processed / row.candidates) : 0;
}

/** A sum over customers, of minor units: wider than the amounts that it adds up. */
const whole = (sum: Prisma.Decimal): bigint => BigInt(sum.toFixed(0));

export function toPartnerTotal(row: BillingRunPartner): BillingRunPartnerTotalType {
  const {
    currency,
    customerCount,
    invoiceCount,
    leftOutCount,
    missingCount,
    billedAlreadyCount,
    partnerId,
  } = row;
  return Object.assign(new BillingRunPartnerTotalType(), {
    currency,
    customerCount,
    invoiceCount,
    leftOutCount,
    missingCount,
    billedAlreadyCount,
    partnerId,
    net: money(whole(row.netMinor), currency),
    tax: money(whole(row.taxMinor), currency),
    total: money(whole(row.totalMinor), currency),
    previousTotal: row.previousMinor === null ? null : money(whole(row.previousMinor), currency),
    previousDate: row.previousDate && fromDbDate(row.previousDate),
  });
}
