import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { fromDecimal, roundToMinor } from '@backhaul/domain/money/fraction';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { RecurringStep } from '../../generated/prisma/client.ts';
import { connectionType } from '../../kit/connection.ts';
import { fromDbDate } from '../../kit/input.ts';
import { MoneyType } from '../../kit/money.types.ts';
import { DateScalar, DecimalScalar } from '../../kit/scalars.ts';
import { must } from '../../platform/must.ts';

export enum MrrMovementKind {
  NEW = 'NEW',
  EXPANSION = 'EXPANSION',
  CONTRACTION = 'CONTRACTION',
  CHURN = 'CHURN',
  REACTIVATION = 'REACTIVATION',
}
registerEnumType(MrrMovementKind, { name: 'MrrMovementKind' });

/** The sums that hold each kind: those of customers that say themselves that they are billed, and the others. */
export const MOVED = 'MRR_';
export const INHERITED = '_INHERITED';

@ObjectType('MrrMovement', { description: 'One per customer and day; amount is signed.' })
export class MrrMovementType {
  @Field(() => DateScalar) date!: string;
  @Field(() => MrrMovementKind) kind!: MrrMovementKind;
  @Field(() => DecimalScalar) amount!: string;
  @Field(() => DecimalScalar) before!: string;
  @Field(() => DecimalScalar) after!: string;
  @Field(() => String) currency!: string;
  /** For the field resolvers; not in the schema. */
  customerId!: string;
}

/** A row of recurring_step that has a movement, by what the list's cursors go by. */
export type MovementRow = Omit<RecurringStep, 'id'> & { id: string };

export function toMovement(row: MovementRow): MrrMovementType {
  const digits = currencyDigits(row.currency);
  const money = (amount: RecurringStep['net']) =>
    formatMinor(roundToMinor(fromDecimal(must(amount).toFixed()), digits), digits);
  return Object.assign(new MrrMovementType(), {
    date: fromDbDate(row.day),
    kind: row.figure.slice(MOVED.length).replace(INHERITED, ''),
    amount: money(row.net),
    before: money(row.netBefore),
    after: money(row.netAfter),
    currency: row.currency,
    customerId: row.customerId,
  });
}

export const MrrMovementConnection = connectionType(() => MrrMovementType, 'MrrMovement', {
  sums: () => MoneyType,
});

@InputType()
export class MrrMovementFilter {
  @Field(() => ID, { nullable: true, description: 'With everything below it.' })
  partnerId?: string | null;
  @Field(() => ID, { nullable: true }) customerId?: string | null;
  @Field(() => String, { nullable: true }) currency?: string | null;
  @Field(() => DateScalar, { nullable: true }) from?: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'What is planned for days to come did not move anything yet.',
  })
  to?: string | null;
  @Field(() => [MrrMovementKind], { nullable: true }) kinds?: MrrMovementKind[] | null;
}
