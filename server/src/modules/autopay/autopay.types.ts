import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, DecimalScalar } from '../../kit/scalars.ts';

export enum AutopayKind {
  OFF = 'OFF',
  SAVED_METHOD = 'SAVED_METHOD',
  DIRECT_DEBIT = 'DIRECT_DEBIT',
}
registerEnumType(AutopayKind, { name: 'AutopayKind' });

export enum AutopayHalt {
  CARD_UNUSABLE = 'CARD_UNUSABLE',
  CARD_EXPIRED = 'CARD_EXPIRED',
  ACCOUNT_NOT_OFFERED = 'ACCOUNT_NOT_OFFERED',
  UNDER_WAY = 'UNDER_WAY',
  NOT_AGAIN = 'NOT_AGAIN',
}
registerEnumType(AutopayHalt, {
  name: 'AutopayHalt',
  description: 'Why nobody is charged by itself although autopay is on.',
});

@ObjectType('Autopay', { description: 'Whether a customer is charged by itself for what is due.' })
export class AutopayType {
  @Field(() => AutopayKind) kind!: AutopayKind;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'As things stand; null: nothing is planned, or halt says why it is not.',
  })
  nextAttempt!: string | null;
  @Field(() => AutopayHalt, {
    nullable: true,
    description: 'Why nothing is planned although it is on: what haltWords says.',
  })
  halt!: AutopayHalt | null;
  @Field(() => String, {
    nullable: true,
    description: 'Why nothing is planned although it is on, and what to do.',
  })
  haltWords!: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What is due by then, as things stand.',
  })
  nextAmount!: string | null;
  @Field(() => [DateScalar], {
    description: 'When it is tried again should the next attempt fail, and each after it.',
  })
  retries!: string[];
  @Field(() => Int, {
    description: 'Days from the due date to the first attempt; below zero: before it.',
  })
  offsetDays!: number;
  /** For the field resolvers; not in the schema. */
  methodId!: string | null;
}
