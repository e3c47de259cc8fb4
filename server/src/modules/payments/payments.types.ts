import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { originOf, type GatewayKind } from '@backhaul/domain/settlement/gatewayKind';
import type { Payment } from '../../generated/prisma/client.ts';
import { connectionType } from '../../kit/connection.ts';
import { fromDbDate } from '../../kit/input.ts';
import { MoneyType } from '../../kit/money.types.ts';
import { DateScalar, DateTimeScalar, DecimalScalar, JSONScalar } from '../../kit/scalars.ts';
import { CustomFieldFilter } from '../fields/index.ts';
import { LabelFilter } from '../labels/index.ts';
import { PaymentMethod } from '../settings/index.ts';

export { PaymentMethod };

export enum PaymentSource {
  MANUAL = 'MANUAL',
  CASH_DESK = 'CASH_DESK',
  BANK = 'BANK',
  DIRECT_DEBIT = 'DIRECT_DEBIT',
  GATEWAY = 'GATEWAY',
  VOUCHER = 'VOUCHER',
}
registerEnumType(PaymentSource, { name: 'PaymentSource' });

/** Its invoice is resolved on its own. */
@ObjectType('Allocation')
export class AllocationType {
  @Field(() => DecimalScalar) amount!: string;
  /** For the field resolvers; not in the schema. */
  invoiceId!: string;
}

/** Of what customers did by themselves, and the system. */
const NO_USER = '00000000-0000-0000-0000-000000000000';

@ObjectType('Payment')
export class PaymentType {
  @Field(() => ID) id!: string;
  @Field(() => String) receiptNumber!: string;
  @Field(() => DecimalScalar) amount!: string;
  @Field(() => DateScalar) date!: string;
  @Field(() => PaymentMethod) method!: PaymentMethod;
  @Field(() => PaymentSource, { description: 'The channel it came by.' }) source!: PaymentSource;
  /** In words, as staff sees them. */
  staffOrigin!: string;
  @Field(() => Boolean, {
    description: 'True when it came through the sandbox: no real money moved.',
  })
  sandbox!: boolean;
  @Field(() => Boolean, {
    description:
      'True when the account at the provider was one for tests, the sandbox among them: no real money moved.',
  })
  test!: boolean;
  @Field(() => String) currency!: string;
  @Field(() => DateTimeScalar) recordedAt!: Date;
  @Field(() => Boolean) reversed!: boolean;
  @Field(() => String, { nullable: true }) reversalReason!: string | null;
  @Field(() => DecimalScalar, { description: 'What of it was given back in money.' })
  refunded!: string;
  /** For the field resolvers; not in the schema. */
  keptByProvider!: string | null;
  partnerId!: string;
  customerId!: string;
  amountMinor!: bigint;
  refundedMinor!: bigint;
  proformaId!: string | null;
  bankTransactionId!: string | null;
  /** What staff sees: the customer is shown its partner's name, and no comment. */
  recorder!: string;
  recorderId!: string | null;
  staffComment!: string | null;
  partnerPath!: string;
  storedFields!: FieldValues;
}

export const PaymentConnection = connectionType(() => PaymentType, 'Payment', {
  sums: () => MoneyType,
});

@InputType()
export class PaymentInput {
  @Field(() => ID) customerId!: string;
  @Field(() => DecimalScalar) amount!: string;
  @Field(() => DateScalar) date!: string;
  @Field(() => PaymentMethod) method!: PaymentMethod;
  @Field(() => ID, { nullable: true }) invoiceId?: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Instead of an invoice: it waits on it until that is paid in full.',
  })
  proformaId?: string | null;
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
  @Field(() => [PaymentMethod], { nullable: true, description: 'Any of them.' })
  methods?: PaymentMethod[] | null;
  @Field(() => String, { nullable: true }) currency?: string | null;
  @Field(() => Boolean, { nullable: true }) reversed?: boolean | null;
  @Field(() => DateScalar, { nullable: true, description: 'Taken back on this day or later.' })
  reversedFrom?: string | null;
  @Field(() => DateScalar, { nullable: true }) reversedTo?: string | null;
  @Field(() => PaymentSource, { nullable: true }) source?: PaymentSource | null;
  @Field(() => LabelFilter, { nullable: true, description: 'Of its customer.' })
  labels?: LabelFilter | null;
  @Field(() => ID, { nullable: true, description: 'Where its customer is.' })
  locationId?: string | null;
  @Field(() => [CustomFieldFilter], { nullable: true }) customFields?: CustomFieldFilter[] | null;
}

export function toPayment(row: Payment): PaymentType {
  const {
    id,
    receiptNumber,
    currency,
    recordedAt,
    partnerId,
    customerId,
    amountMinor,
    refundedMinor,
    reversalReason,
    proformaId,
  } = row;
  const digits = currencyDigits(currency);
  return Object.assign(new PaymentType(), {
    id,
    receiptNumber,
    currency,
    recordedAt,
    partnerId,
    customerId,
    amountMinor,
    refundedMinor,
    reversalReason,
    proformaId,
    amount: formatMinor(amountMinor, digits),
    refunded: formatMinor(refundedMinor, digits),
    date: fromDbDate(row.date),
    method: row.method as PaymentMethod,
    source: row.source as PaymentSource,
    staffOrigin:
      row.origin ?? originOf(row.gatewayKind as GatewayKind | null, row.test) ?? 'Recorded by hand',
    bankTransactionId: row.bankTransactionId,
    keptByProvider:
      row.providerFeeMinor === null ? null : formatMinor(row.providerFeeMinor, digits),
    sandbox: row.gatewayKind === 'SANDBOX',
    test: row.test,
    reversed: row.reversedAt !== null,
    recorder: row.recordedBy,
    recorderId: row.recordedById === NO_USER ? null : row.recordedById,
    staffComment: row.comment,
    partnerPath: row.partnerPath,
    storedFields: row.customFields as FieldValues,
  });
}
