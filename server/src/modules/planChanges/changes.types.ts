import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { PlanChange } from '../../generated/prisma/client.ts';
import { fromDbDate } from '../../kit/input.ts';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../../kit/scalars.ts';
import type { ChangeFigures } from './changes.store.ts';

export enum PlanChangeStatus {
  PREVIEW = 'PREVIEW',
  PLANNED = 'PLANNED',
  DONE = 'DONE',
  CANCELLED = 'CANCELLED',
}
registerEnumType(PlanChangeStatus, { name: 'PlanChangeStatus' });

/** @public every value of the API's enum */
export enum PlanChangeFeeBy {
  CREDIT = 'CREDIT',
  INVOICE = 'INVOICE',
  ITEM = 'ITEM',
}
registerEnumType(PlanChangeFeeBy, {
  name: 'PlanChangeFeeBy',
  description:
    'CREDIT: it lowers what is given back. INVOICE: a line of the new part. ITEM: it waits for the next invoice.',
});

@ObjectType('PlanChange', {
  description:
    'Another plan for a service. PREVIEW: creditNotes and invoice are empty, the amounts say what they would be; PLANNED: what they would have been when it was planned.',
})
export class PlanChangeType {
  @Field(() => ID) id!: string;
  @Field(() => PlanChangeStatus) status!: PlanChangeStatus;
  @Field(() => DateScalar, {
    description: 'From which the new plan holds, also while it is planned.',
  })
  date!: string;
  @Field(() => String) currency!: string;
  @Field(() => DecimalScalar, { description: 'Tax included.' }) fee!: string;
  @Field(() => PlanChangeFeeBy, {
    nullable: true,
    description: 'What becomes of the fee; of a preview only.',
  })
  feeBy!: PlanChangeFeeBy | null;
  @Field(() => DecimalScalar, { description: 'Given back for unused days, less the fee.' })
  credited!: string;
  @Field(() => DecimalScalar, { description: 'Of the new plan, at once.' }) charged!: string;
  @Field(() => DecimalScalar) balanceAfter!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Why it was not carried out on its day, in words.',
  })
  problem!: string | null;
  @Field(() => Boolean, { description: 'The customer chose it in the portal.' })
  byCustomer!: boolean;
  @Field(() => DateTimeScalar) createdAt!: Date;
  /** For the field resolvers; not in the schema. */
  serviceId!: string;
  toServiceId!: string | null;
  tariffId!: string;
  invoiceId!: string | null;
  noteIds!: readonly string[];
}

@InputType()
export class PlanChangeInput {
  @Field(() => ID) serviceId!: string;
  @Field(() => ID) tariffId!: string;
  @Field(() => DateScalar) date!: string;
  @Field(() => DecimalScalar, { nullable: true }) unitPrice?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Says what would happen and changes nothing.',
  })
  dryRun?: boolean | null;
}

function money(figures: ChangeFigures, currency: string) {
  const text = (amount: bigint) => formatMinor(amount, currencyDigits(currency));
  return {
    fee: text(figures.fee),
    credited: text(figures.credited),
    charged: text(figures.charged),
    balanceAfter: text(figures.balanceAfter),
  };
}

/** A change that is stored. */
export function toPlanChange(row: PlanChange, currency: string): PlanChangeType {
  const { id, serviceId, toServiceId, tariffId, invoiceId, problem, byCustomer, createdAt } = row;
  return Object.assign(new PlanChangeType(), {
    id,
    status: row.status as PlanChangeStatus,
    date: fromDbDate(row.date),
    currency,
    feeBy: null,
    ...money(
      {
        fee: row.feeMinor,
        credited: row.creditedMinor,
        charged: row.chargedMinor,
        balanceAfter: row.balanceAfterMinor,
      },
      currency,
    ),
    problem,
    byCustomer,
    createdAt,
    serviceId,
    toServiceId,
    tariffId,
    invoiceId,
    noteIds: row.creditNotes,
  });
}

/** A change that was only asked for. */
export function triedChange(
  { serviceId, tariffId }: { serviceId: string; tariffId: string },
  tried: {
    date: string;
    currency: string;
    figures: ChangeFigures;
    feeBy: string | null;
    byCustomer: boolean;
  },
): PlanChangeType {
  return Object.assign(new PlanChangeType(), {
    id: `preview-${serviceId}`,
    status: PlanChangeStatus.PREVIEW,
    date: tried.date,
    currency: tried.currency,
    feeBy: tried.feeBy as PlanChangeFeeBy | null,
    ...money(tried.figures, tried.currency),
    problem: null,
    byCustomer: tried.byCustomer,
    createdAt: new Date(),
    serviceId,
    toServiceId: null,
    tariffId,
    invoiceId: null,
    noteIds: [],
  });
}
