import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { failureWords, type FailureCode } from '@backhaul/domain/settlement/gatewayFailure';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../../kit/scalars.ts';
import { PaymentRefusal } from '../checkout/index.ts';
import type { Attempt } from './charges.store.ts';
import type { Method } from './methods.store.ts';

export enum SavedMethodStatus {
  ACTIVE = 'ACTIVE',
  EXPIRED = 'EXPIRED',
  FAILED = 'FAILED',
  REMOVED = 'REMOVED',
}
registerEnumType(SavedMethodStatus, { name: 'SavedMethodStatus' });

export enum ChargeStatus {
  PENDING = 'PENDING',
  PAID = 'PAID',
  FAILED = 'FAILED',
}
registerEnumType(ChargeStatus, { name: 'ChargeStatus' });

@ObjectType('SavedMethod', { description: 'A card that a payment provider keeps for a customer.' })
export class SavedMethodType {
  @Field(() => ID) id!: string;
  @Field(() => String) brand!: string;
  @Field(() => String) last4!: string;
  @Field(() => Int, { nullable: true }) expMonth!: number | null;
  @Field(() => Int, { nullable: true }) expYear!: number | null;
  @Field(() => Boolean, { description: 'The one that is offered first.' }) isDefault!: boolean;
  @Field(() => SavedMethodStatus) status!: SavedMethodStatus;
  @Field(() => Boolean, { description: 'Its account is one for tests: no real money moves.' })
  test!: boolean;
  @Field(() => ID, {
    description:
      "Of the account at which it is kept; one of the customer's onlinePayment, or it cannot be charged now.",
  })
  gatewayId!: string;
  /** For the field resolvers; not in the schema. */
  partnerId!: string;
  customerId!: string;
}

@ObjectType('ChargeAttempt', { description: 'A charge of a saved card.' })
export class ChargeAttemptType {
  @Field(() => ID) id!: string;
  @Field(() => DecimalScalar) amount!: string;
  @Field(() => String) currency!: string;
  @Field(() => Int, { description: 'Which attempt in a row it is.' }) number!: number;
  @Field(() => ChargeStatus) status!: ChargeStatus;
  @Field(() => String, {
    nullable: true,
    description: 'Why not, and what to do next, in words for the customer.',
  })
  failure!: string | null;
  @Field(() => PaymentRefusal, {
    nullable: true,
    description: 'Why not: what failure says in words.',
  })
  refusal!: FailureCode | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'When it is tried again by itself.',
  })
  retryOn!: string | null;
  @Field(() => DateScalar, { description: 'The day of the partner.' }) date!: string;
  @Field(() => DateTimeScalar) at!: Date;
  @Field(() => Boolean, { description: 'Autopay made it.' }) automatic!: boolean;
  /** For the field resolvers; not in the schema. */
  customerId!: string;
  methodId!: string;
  paymentId!: string | null;
}

export function toMethod({ status, ...method }: Method): SavedMethodType {
  const {
    id,
    brand,
    last4,
    expMonth,
    expYear,
    isDefault,
    test,
    partnerId,
    customerId,
    gatewayAccountId,
  } = method;
  return Object.assign(new SavedMethodType(), {
    id,
    brand,
    last4,
    expMonth,
    expYear,
    isDefault,
    test,
    partnerId,
    customerId,
    gatewayId: gatewayAccountId,
    status: SavedMethodStatus[status],
  });
}

export function toAttempt(attempt: Attempt): ChargeAttemptType {
  const { id, currency, number, failure, retryOn, customerId, methodId, paymentId } = attempt;
  const why = attempt.status === 'FAILED' ? (failure ?? 'UNKNOWN') : null;
  return Object.assign(new ChargeAttemptType(), {
    id,
    currency,
    number,
    retryOn,
    customerId,
    methodId,
    paymentId,
    amount: formatMinor(attempt.amount, currencyDigits(currency)),
    status: ChargeStatus[attempt.status],
    failure: why && failureWords(why),
    refusal: why,
    date: attempt.on,
    at: attempt.createdAt,
    automatic: attempt.origin === 'AUTOPAY',
  });
}
