import { Field, ObjectType } from 'type-graphql';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { DecimalScalar } from './scalars.ts';

/** An amount with its currency, for figures that no document or customer gives one. */
@ObjectType('Money')
export class MoneyType {
  @Field(() => DecimalScalar) amount!: string;
  @Field(() => String) currency!: string;
}

export function toMoney(minor: bigint, currency: string): MoneyType {
  const amount = formatMinor(minor, currencyDigits(currency));
  return Object.assign(new MoneyType(), { amount, currency });
}
