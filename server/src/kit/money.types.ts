import { Field, ObjectType } from 'type-graphql';
import { DecimalScalar } from './scalars.ts';

/** An amount with its currency, for figures that no document or customer gives one. */
@ObjectType('Money')
export class MoneyType {
  @Field(() => DecimalScalar) amount!: string;
  @Field(() => String) currency!: string;
}
