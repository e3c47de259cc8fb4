import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { FieldValues } from '../../domain/customFields.ts';
import { currencyDigits, formatMinor } from '../../domain/money.ts';
import type { Payment } from '../../generated/prisma/client.ts';
import { connectionType } from '../../graphql/connection.ts';
import { fromDbDate } from '../../graphql/input.ts';
import { DateScalar, DateTimeScalar, DecimalScalar, JSONScalar } from '../../graphql/scalars.ts';
import { CustomFieldFilter } from '../customFields/customFields.types.ts';
import { PaymentMethod } from '../settings/settings.types.ts';

export { PaymentMethod };

/** Its invoice is resolved on its own. */
@ObjectType('Allocation')
export class AllocationType {
  @Field(() => DecimalScalar) amount!: string;
  /** For the field resolvers; not in the schema. */
  invoiceId!: string;
}

@ObjectType('Payment')
export class PaymentType {
  @Field(() => ID) id!: string;
  @Field(() => String) receiptNumber!: string;
  @Field(() => DecimalScalar) amount!: string;
  @Field(() => DateScalar) date!: string;
  @Field(() => PaymentMethod) method!: PaymentMethod;
  @Field(() => String) currency!: string;
  @Field(() => DateTimeScalar) recordedAt!: Date;
  @Field(() => Boolean) reversed!: boolean;
  @Field(() => String, { nullable: true }) reversalReason!: string | null;
  /** For the field resolvers; not in the schema. */
  partnerId!: string;
  customerId!: string;
  amountMinor!: bigint;
  /** What staff sees: the customer is shown its partner's name, and no comment. */
  recorder!: string;
  staffComment!: string | null;
  partnerPath!: string;
  storedFields!: FieldValues;
}

export const PaymentConnection = connectionType(() => PaymentType, 'Payment');

@InputType()
export class PaymentInput {
  @Field(() => ID) customerId!: string;
  @Field(() => DecimalScalar) amount!: string;
  @Field(() => DateScalar) date!: string;
  @Field(() => PaymentMethod) method!: PaymentMethod;
  @Field(() => ID, { nullable: true }) invoiceId?: string | null;
  @Field(() => String, { nullable: true }) comment?: string | null;
  @Field(() => String, { nullable: true }) idempotencyKey?: string | null;
  @Field(() => JSONScalar, { nullable: true }) customFields?: unknown;
}

@InputType()
export class PaymentFilter {
  @Field(() => ID, { nullable: true }) partnerId?: string | null;
  @Field(() => ID, { nullable: true }) customerId?: string | null;
  @Field(() => DateScalar, { nullable: true }) dateFrom?: string | null;
  @Field(() => DateScalar, { nullable: true }) dateTo?: string | null;
  @Field(() => String, { nullable: true }) search?: string | null;
  @Field(() => PaymentMethod, { nullable: true }) method?: PaymentMethod | null;
  @Field(() => String, { nullable: true }) currency?: string | null;
  @Field(() => Boolean, { nullable: true }) reversed?: boolean | null;
  @Field(() => [CustomFieldFilter], { nullable: true }) customFields?: CustomFieldFilter[] | null;
}

export function toPayment(row: Payment): PaymentType {
  const { id, receiptNumber, currency, recordedAt, partnerId, customerId, amountMinor, reversalReason } = row;
  return Object.assign(new PaymentType(), {
    id, receiptNumber, currency, recordedAt, partnerId, customerId, amountMinor, reversalReason,
    amount: formatMinor(amountMinor, currencyDigits(currency)), date: fromDbDate(row.date), method: row.method as PaymentMethod,
    reversed: row.reversedAt !== null, recorder: row.recordedBy, staffComment: row.comment, partnerPath: row.partnerPath, storedFields: row.customFields as FieldValues,
  });
}
