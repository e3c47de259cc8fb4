import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../../kit/scalars.ts';
import { CustomerStatus } from '../customers/index.ts';
import { PaymentMethod } from '../settings/index.ts';
import type { DeskCustomer, DeskInvoice, DeskReceipt } from './search.store.ts';
import type { SessionRow } from './sessions.store.ts';
import type { TillRow } from './tills.store.ts';

export enum TillSessionStatus {
  OPEN = 'OPEN',
  AWAITING_APPROVAL = 'AWAITING_APPROVAL',
  CLOSED = 'CLOSED',
}
registerEnumType(TillSessionStatus, { name: 'TillSessionStatus' });

export enum TillMovementKind {
  PAY_IN = 'PAY_IN',
  PAY_OUT = 'PAY_OUT',
  DEPOSIT = 'DEPOSIT',
}
registerEnumType(TillMovementKind, { name: 'TillMovementKind' });

@ObjectType('TillUser')
export class TillUserType {
  @Field(() => ID) id!: string;
  @Field(() => String, { nullable: true, description: 'Null of whom the viewer does not see.' })
  name!: string | null;
}

@ObjectType('Till')
export class TillType {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
  @Field(() => String) currency!: string;
  @Field(() => DecimalScalar, { nullable: true }) limit!: string | null;
  @Field(() => Boolean) archived!: boolean;
  /** For the field resolvers; not in the schema. */
  partnerId!: string;
  leftMinor!: bigint | null;
}

@InputType()
export class TillInput {
  @Field(() => ID) partnerId!: string;
  @Field(() => String) name!: string;
  @Field(() => DecimalScalar, { nullable: true }) limit?: string | null;
  @Field(() => [ID]) userIds!: string[];
}

@InputType({ description: 'What is left out stays; limit null: as much as comes.' })
export class TillUpdateInput {
  @Field(() => String, { nullable: true }) name?: string;
  @Field(() => DecimalScalar, { nullable: true }) limit?: string | null;
  @Field(() => [ID], { nullable: true }) userIds?: string[];
  @Field(() => Boolean, { nullable: true }) archived?: boolean | null;
}

@ObjectType('TillMovement', {
  description: 'kind: PAYMENT, REFUND, PAY_IN, PAY_OUT or DEPOSIT; amount is never below zero.',
})
export class TillMovementType {
  @Field(() => ID) id!: string;
  @Field(() => String) kind!: string;
  @Field(() => PaymentMethod) method!: PaymentMethod;
  @Field(() => DecimalScalar) amount!: string;
  @Field(() => String, { nullable: true }) receiptNumber!: string | null;
  @Field(() => String, { nullable: true }) reason!: string | null;
  @Field(() => String) recordedBy!: string;
  @Field(() => DateTimeScalar) at!: Date;
}

@ObjectType('TillTotal', { description: 'What came, or was given back, by one method.' })
export class TillTotalType {
  @Field(() => String) kind!: string;
  @Field(() => PaymentMethod) method!: PaymentMethod;
  @Field(() => Int) count!: number;
  @Field(() => DecimalScalar) amount!: string;
}

@ObjectType('TillPiece', { description: 'How many of a coin or a note.' })
export class TillPieceType {
  @Field(() => DecimalScalar) value!: string;
  @Field(() => Int) count!: number;
}

@InputType()
export class TillPieceInput {
  @Field(() => DecimalScalar) value!: string;
  @Field(() => Int) count!: number;
}

@ObjectType('TillCount')
export class TillCountType {
  @Field(() => DecimalScalar) counted!: string;
  @Field(() => DecimalScalar, { description: 'What should have been there.' }) expected!: string;
  @Field(() => String) countedBy!: string;
  @Field(() => DateTimeScalar) at!: Date;
  @Field(() => [TillPieceType], {
    nullable: true,
    description: 'The largest first; null where a total was typed.',
  })
  pieces!: TillPieceType[] | null;
}

@ObjectType('TillSession', {
  description:
    'expected, cashTaken, movements and totals are null for a cashier who still has to count blind; difference = counted - expected.',
})
export class TillSessionType {
  @Field(() => ID) id!: string;
  @Field(() => TillSessionStatus) status!: TillSessionStatus;
  @Field(() => Int, { nullable: true }) number!: number | null;
  @Field(() => String) openedBy!: string;
  @Field(() => DateTimeScalar) openedAt!: Date;
  @Field(() => DateScalar) openedOn!: string;
  @Field(() => DecimalScalar) float!: string;
  @Field(() => DecimalScalar, { nullable: true, description: 'What the close before left.' })
  leftBefore!: string | null;
  @Field(() => String, { nullable: true }) floatReason!: string | null;
  @Field(() => DateTimeScalar, { nullable: true }) closedAt!: Date | null;
  @Field(() => DateScalar, { nullable: true }) closedOn!: string | null;
  @Field(() => DecimalScalar, { nullable: true }) left!: string | null;
  @Field(() => String, { nullable: true }) closeReason!: string | null;
  @Field(() => String, { nullable: true }) approvedBy!: string | null;
  @Field(() => String, { nullable: true }) approvalReason!: string | null;
  /** For the field resolvers; not in the schema. */
  row!: SessionRow;
  currency!: string;
}

@ObjectType('CashDeskCustomer', { description: 'All that a cashier sees of a customer.' })
export class CashDeskCustomerType {
  @Field(() => ID) id!: string;
  @Field(() => Int) number!: number;
  @Field(() => String) name!: string;
  @Field(() => CustomerStatus) status!: CustomerStatus;
  @Field(() => DecimalScalar) balance!: string;
  @Field(() => String) currency!: string;
}

@ObjectType('CashDeskInvoice')
export class CashDeskInvoiceType {
  @Field(() => ID) id!: string;
  @Field(() => String) number!: string;
  @Field(() => DateScalar) documentDate!: string;
  @Field(() => DateScalar) dueDate!: string;
  @Field(() => DecimalScalar) total!: string;
  @Field(() => DecimalScalar) due!: string;
}

@InputType()
export class CashDeskPaymentInput {
  @Field(() => ID) customerId!: string;
  @Field(() => DecimalScalar) amount!: string;
  @Field(() => PaymentMethod) method!: PaymentMethod;
  @Field(() => ID, { nullable: true }) invoiceId?: string | null;
  @Field(() => DecimalScalar, { nullable: true }) tendered?: string | null;
  @Field(() => String) idempotencyKey!: string;
}

@ObjectType('CashDeskReceipt')
export class CashDeskReceiptType {
  @Field(() => ID) id!: string;
  @Field(() => String) receiptNumber!: string;
  @Field(() => DecimalScalar) amount!: string;
  @Field(() => DecimalScalar, { nullable: true }) change!: string | null;
  @Field(() => DateScalar) date!: string;
  @Field(() => PaymentMethod) method!: PaymentMethod;
  @Field(() => String) receiptUrl!: string;
  /** For the field resolvers; not in the schema. */
  customerId!: string;
}

/** An amount as the API writes it; null where there is none. */
export function decimal<T extends bigint | null>(
  amount: T,
  currency: string,
): T extends bigint ? string : string | null {
  return (amount === null ? null : formatMinor(amount, currencyDigits(currency))) as never;
}

export function toTill({ limit, left, ...row }: TillRow): TillType {
  const { id, name, currency, archived, partnerId } = row;
  return Object.assign(new TillType(), {
    id,
    name,
    currency,
    archived,
    partnerId,
    limit: decimal(limit, currency),
    leftMinor: left,
  });
}

export function toSession(row: SessionRow, currency: string): TillSessionType {
  const { float, leftBefore, left, ...rest } = row;
  return Object.assign(new TillSessionType(), {
    id: rest.id,
    status: rest.status as TillSessionStatus,
    number: rest.number,
    openedBy: rest.openedBy,
    openedAt: rest.openedAt,
    openedOn: rest.openedOn,
    floatReason: rest.floatReason,
    closedAt: rest.closedAt,
    closedOn: rest.closedOn,
    closeReason: rest.closeReason,
    approvedBy: rest.approvedBy,
    approvalReason: rest.approvalReason,
    float: decimal(float, currency),
    leftBefore: decimal(leftBefore, currency),
    left: decimal(left, currency),
    row,
    currency,
  });
}

export function toDeskCustomer({ balance, status, ...row }: DeskCustomer): CashDeskCustomerType {
  return Object.assign(new CashDeskCustomerType(), {
    ...row,
    status: status as CustomerStatus,
    balance: decimal(balance, row.currency),
  });
}

export function toDeskInvoice(
  { id, number, documentDate, dueDate, total, due }: DeskInvoice,
  currency: string,
): CashDeskInvoiceType {
  return Object.assign(new CashDeskInvoiceType(), {
    id,
    number,
    documentDate,
    dueDate,
    total: decimal(total, currency),
    due: decimal(due, currency),
  });
}

export function toReceipt(row: DeskReceipt): CashDeskReceiptType {
  const { id, receiptNumber, amount, currency, tendered, date, method, customerId } = row;
  return Object.assign(new CashDeskReceiptType(), {
    id,
    receiptNumber,
    date,
    customerId,
    method: method as PaymentMethod,
    amount: decimal(amount, currency),
    change: tendered === null ? null : decimal(tendered - amount, currency),
    receiptUrl: `/documents/receipts/${id}.pdf`,
  });
}
