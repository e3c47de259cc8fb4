import { Field, ObjectType } from 'type-graphql';
import { DateScalar, DecimalScalar } from '../../kit/scalars.ts';

@ObjectType('UnusedDays', { description: 'Days of a service that one charge took, not used.' })
export class UnusedDaysType {
  @Field(() => DateScalar) from!: string;
  @Field(() => DateScalar) until!: string;
  @Field(() => DecimalScalar) total!: string;
  /** For the field resolver; not in the schema. */
  invoiceId!: string | null;
}

@ObjectType('UnusedCredit', {
  description: 'What creditUnused would give back; nothing is written.',
})
export class UnusedCreditType {
  @Field(() => String) currency!: string;
  @Field(() => DecimalScalar) total!: string;
  @Field(() => [UnusedDaysType]) credits!: UnusedDaysType[];
}
