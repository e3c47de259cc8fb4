import { Field, Int, ObjectType } from 'type-graphql';
import { DateScalar, DecimalScalar } from '../../kit/scalars.ts';

@ObjectType('Prepaid', { description: 'How far the balance of a customer who pays ahead carries.' })
export class PrepaidType {
  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The first day that the balance does not cover; null: it covers a year, or nothing is sold.',
  })
  until!: string | null;
  @Field(() => Int, { nullable: true, description: 'From today on, today included.' })
  daysLeft!: number | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What is missing on that day: a payment of this renews what is due then.',
  })
  missing!: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'What a customer most likely wants to pay: that, or of who is charged by days, what 30 days from then on take.',
  })
  topUp!: string | null;
  @Field(() => String) currency!: string;
}
