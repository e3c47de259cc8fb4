import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { currencyDigits, formatKnown, formatMinor } from '@backhaul/domain/money/money';
import { FAILURE_CODES, type FailureCode } from '@backhaul/domain/settlement/gatewayFailure';
import type { Checkout } from '../../generated/prisma/client.ts';
import { DecimalScalar } from '../../kit/scalars.ts';

export enum CheckoutStatus {
  PENDING = 'PENDING',
  PAID = 'PAID',
  FAILED = 'FAILED',
  CANCELLED = 'CANCELLED',
}
registerEnumType(CheckoutStatus, { name: 'CheckoutStatus' });

/** Why a provider took nothing, for whoever says it in another language. */
export const PaymentRefusal = Object.fromEntries(FAILURE_CODES.map((code) => [code, code])) as {
  [Code in FailureCode]: Code;
};
registerEnumType(PaymentRefusal, { name: 'PaymentRefusal' });

@ObjectType('Checkout')
export class CheckoutType {
  @Field(() => ID) id!: string;
  @Field(() => CheckoutStatus) status!: CheckoutStatus;
  @Field(() => DecimalScalar) amount!: string;
  @Field(() => DecimalScalar, {
    description: 'Included in what the provider charges, not in amount.',
  })
  fee!: string;
  @Field(() => String) currency!: string;
  @Field(() => String, { nullable: true }) failure!: string | null;
  @Field(() => PaymentRefusal, {
    nullable: true,
    description: 'Why the provider took nothing: what failure says in words.',
  })
  refusal!: FailureCode | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Why nothing is booked of what the provider took: OTHER_CURRENCY or OTHER_AMOUNT; ' +
      'null where it took nothing.',
  })
  failureCode!: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What the provider took; null in a currency of unknown digits.',
  })
  receivedAmount!: string | null;
  @Field(() => String, { nullable: true }) receivedCurrency!: string | null;
  @Field(() => Boolean, {
    description: 'True when it goes through the sandbox: no real money moves.',
  })
  sandbox!: boolean;
  @Field(() => Boolean, {
    description:
      'True when the account is one for tests, the sandbox among them: no real money moves.',
  })
  test!: boolean;
  /** For the field resolvers; not in the schema. */
  providerUrl!: string | null;
  paymentId!: string | null;
}

@InputType({
  description:
    'invoiceId or proformaId: pay what is due on it, or what it still asks for. Without amount: all that is due.',
})
export class CheckoutInput {
  @Field(() => ID, { nullable: true }) invoiceId?: string | null;
  @Field(() => ID, { nullable: true }) proformaId?: string | null;
  @Field(() => DecimalScalar, { nullable: true }) amount?: string | null;
  @Field(() => String) idempotencyKey!: string;
  @Field(() => ID, {
    nullable: true,
    description: "One of the customer's onlinePayment; without it the first.",
  })
  gatewayId?: string | null;
  @Field(() => Boolean, { nullable: true, defaultValue: false }) saveMethod?: boolean | null;
}

export function toCheckout(row: Checkout): CheckoutType {
  const { id, currency, failure, failureCode, refusal, paymentId, redirectUrl } = row;
  return Object.assign(new CheckoutType(), {
    id,
    currency,
    failure,
    failureCode,
    refusal: refusal as FailureCode | null,
    ...receivedOf(row),
    paymentId,
    providerUrl: redirectUrl,
    status: row.status as CheckoutStatus,
    amount: formatMinor(row.amountMinor, currencyDigits(currency)),
    fee: formatMinor(row.feeMinor, currencyDigits(currency)),
    sandbox: row.provider === 'sandbox',
    test: row.test,
  });
}

function receivedOf({ receivedMinor, receivedCurrency }: Checkout) {
  return {
    receivedAmount:
      receivedMinor !== null && receivedCurrency !== null
        ? formatKnown(receivedMinor, receivedCurrency)
        : null,
    receivedCurrency,
  };
}
