import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MoneyType } from '../../kit/money.types.ts';
import { DateScalar, DecimalScalar, JSONScalar } from '../../kit/scalars.ts';

@InputType()
export class RehearsalInput {
  @Field(() => ID, {
    nullable: true,
    description: "With everything below it; default: the viewer's.",
  })
  partnerId?: string | null;
  @Field(() => ID, { nullable: true }) customerId?: string | null;
  @Field(() => DateScalar, {
    description:
      'Runs due before it are taken as made. Months are those of the calendar, from its own on.',
  })
  from!: string;
  @Field(() => Int, { nullable: true, defaultValue: 1 }) months?: number | null;
  @Field(() => JSONScalar, {
    nullable: true,
    description:
      'Tariff id to price: what services that follow these tariffs would cost from then on.',
  })
  prices?: unknown;
}

@ObjectType('RehearsedMonth')
export class RehearsedMonthType {
  @Field(() => DateScalar, { description: 'Its first day.' }) month!: string;
  @Field(() => Int) invoiceCount!: number;
  @Field(() => [MoneyType]) net!: MoneyType[];
  @Field(() => [MoneyType]) tax!: MoneyType[];
  @Field(() => [MoneyType]) total!: MoneyType[];
}

@ObjectType('RehearsedDifference', {
  description: 'What a customer would pay over all the months with and without the other prices.',
})
export class RehearsedDifferenceType {
  /** For the field resolvers; not in the schema. */
  customerId!: string;
  @Field(() => String) currency!: string;
  @Field(() => DecimalScalar) before!: string;
  @Field(() => DecimalScalar) after!: string;
}

@ObjectType('Rehearsal', { description: 'What runs to come would issue; nothing is saved.' })
export class RehearsalType {
  @Field(() => [RehearsedMonthType]) months!: RehearsedMonthType[];
  @Field(() => [RehearsedMonthType], { description: 'The same without other prices.' })
  unchanged!: RehearsedMonthType[];
  @Field(() => Int, { description: 'Customers who would pay more with the other prices.' })
  payMore!: number;
  @Field(() => Int) payLess!: number;
  @Field(() => [RehearsedDifferenceType], { description: 'The fifty whom they touch most.' })
  differences!: RehearsedDifferenceType[];
}

@ObjectType('RehearsalProgress')
export class RehearsalProgressType {
  @Field(() => Float, { description: 'From 0 to 1.' }) progress!: number;
  @Field(() => RehearsalType, { description: 'As far as it is known; whole at 1.' })
  rehearsal!: RehearsalType;
}

@ObjectType('UpcomingPayment')
export class UpcomingPaymentType {
  @Field(() => DateScalar) billingDate!: string;
  @Field(() => DateScalar) dueDate!: string;
  @Field(() => DecimalScalar) total!: string;
}
