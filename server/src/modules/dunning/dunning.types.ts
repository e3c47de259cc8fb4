import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, DecimalScalar } from '../../kit/scalars.ts';
import { CustomerStatus } from '../customers/index.ts';
import type { Result } from './dunning.service.ts';

export enum DunningKind {
  ACTIVATE = 'ACTIVATE',
  LATE_FEE = 'LATE_FEE',
  BLOCK = 'BLOCK',
  DEACTIVATE = 'DEACTIVATE',
  REMIND = 'REMIND',
}
registerEnumType(DunningKind, {
  name: 'DunningKind',
  description: 'What a night does to a customer, in the order in which it does.',
});

/** Those that move a status. */
export const STATUS_KINDS = [DunningKind.ACTIVATE, DunningKind.BLOCK, DunningKind.DEACTIVATE];

@ObjectType('DunningResult')
export class DunningResultType {
  /** For the field resolvers; not in the schema. */
  result!: Result;
}

export function toDunningResult(result: Result): DunningResultType {
  return Object.assign(new DunningResultType(), { result });
}

@ObjectType('DunningChange')
export class DunningChangeType {
  @Field(() => DunningKind) kind!: DunningKind;
  @Field(() => CustomerStatus) from!: CustomerStatus;
  @Field(() => CustomerStatus, { description: 'The same as before for late fees and reminders.' })
  to!: CustomerStatus;
  @Field(() => String) reason!: string;
  @Field(() => DecimalScalar, { nullable: true, description: 'Of a late fee, with its tax.' })
  amount!: string | null;
  @Field(() => String) currency!: string;
  /** For the field resolvers; not in the schema. */
  customerId!: string;
  invoiceId!: string | null;
}

export enum DunningStepKind {
  PROMISE = 'PROMISE',
  REMINDER = 'REMINDER',
  LATE_FEE = 'LATE_FEE',
  BLOCK = 'BLOCK',
  DEACTIVATE = 'DEACTIVATE',
}
registerEnumType(DunningStepKind, {
  name: 'DunningStepKind',
  description: 'What comes next for a customer; PROMISE: the last day of its promise to pay.',
});

@ObjectType('DunningStep')
export class DunningStepType {
  @Field(() => DunningStepKind) kind!: DunningStepKind;
  @Field(() => DateScalar) on!: string;
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Of LATE_FEE what it comes to with tax; of BLOCK and DEACTIVATE what must arrive before.',
  })
  amount!: string | null;
  /** For the field resolvers; not in the schema. */
  invoiceId!: string | null;
}

@ObjectType('PromiseToPay')
export class PromiseToPayType {
  @Field(() => DateScalar, { description: 'The last day on which it holds.' }) until!: string;
  @Field(() => String, { description: 'Who wrote it down; to the customer its partner.' })
  by!: string;
  @Field(() => String, { nullable: true, description: 'For staff alone.' })
  reason!: string | null;
}
