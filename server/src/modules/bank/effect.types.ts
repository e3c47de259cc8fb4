import { Field, Int, ObjectType } from 'type-graphql';
import { DecimalScalar } from '../../kit/scalars.ts';

@ObjectType('BankSettles')
export class BankSettlesType {
  @Field(() => DecimalScalar) amount!: string;
  /** For the field resolvers; not in the schema. */
  invoiceId!: string;
}

@ObjectType('BankTakesBack', {
  description:
    'What posting a return would do. bankFee: what the bank asks for it; charged: what the customer is; reopens: what is due again.',
})
export class BankTakesBackType {
  @Field(() => DecimalScalar) amount!: string;
  @Field(() => DecimalScalar, { nullable: true }) bankFee!: string | null;
  @Field(() => DecimalScalar) charged!: string;
  @Field(() => [BankSettlesType]) reopens!: BankSettlesType[];
  /** For the field resolvers; not in the schema. */
  paymentId!: string;
}

@ObjectType('BankPostingEffect', { description: 'What posting an entry would do for a customer.' })
export class BankPostingEffectType {
  @Field(() => String, {
    nullable: true,
    description: 'Why it is suggested, as things stand now; null where somebody said who paid.',
  })
  reason!: string | null;
  @Field(() => DecimalScalar) balanceAfter!: string;
  @Field(() => Boolean) unblocks!: boolean;
  @Field(() => [BankSettlesType]) settles!: BankSettlesType[];
  @Field(() => BankTakesBackType, { nullable: true, description: 'Of a return.' })
  takesBack!: BankTakesBackType | null;
  /** For the field resolvers; not in the schema. */
  customerId!: string;
}

@ObjectType('BankPostable', {
  description:
    'What postBankSuggestions would post of an account: how many receipts and returns, and their sums.',
})
export class BankPostableType {
  @Field(() => String) currency!: string;
  @Field(() => Int) receipts!: number;
  @Field(() => DecimalScalar) receiptsAmount!: string;
  @Field(() => Int) returns!: number;
  @Field(() => DecimalScalar, { description: 'Below zero.' }) returnsAmount!: string;
  /** For the field resolvers; not in the schema. */
  accountId!: string;
}
