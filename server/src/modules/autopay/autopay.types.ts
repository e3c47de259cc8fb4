import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, DecimalScalar } from '../../kit/scalars.ts';

export enum AutopayKind {
  OFF = 'OFF',
  SAVED_METHOD = 'SAVED_METHOD',
  DIRECT_DEBIT = 'DIRECT_DEBIT',
}
registerEnumType(AutopayKind, { name: 'AutopayKind' });

@ObjectType('Autopay', { description: 'Whether a customer is charged by itself for what is due.' })
export class AutopayType {
  @Field(() => AutopayKind) kind!: AutopayKind;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'As things stand; null: nothing is planned, or an attempt is under way.',
  })
  nextAttempt!: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What is due by then, as things stand.',
  })
  nextAmount!: string | null;
  /** For the field resolvers; not in the schema. */
  methodId!: string | null;
}
