import { Field, Int, ObjectType } from 'type-graphql';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../../kit/scalars.ts';

@ObjectType('PlannedMonth', { description: 'What the billing runs of a month are to issue.' })
export class PlannedMonthType {
  @Field(() => DateScalar, { description: 'Its first day.' }) month!: string;
  @Field(() => Int) invoiceCount!: number;
  @Field(() => DecimalScalar) net!: string;
  @Field(() => DecimalScalar) tax!: string;
  @Field(() => DecimalScalar) total!: string;
}

@ObjectType('PlannedFigures', {
  description:
    'What billing runs of this month and the next are to issue, from a rehearsal in the background.',
})
export class PlannedFiguresType {
  @Field(() => String) currency!: string;
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was worked out; null before the first time.',
  })
  asOf!: Date | null;
  @Field(() => Boolean, { description: 'It is being worked out anew.' }) working!: boolean;
  @Field(() => [PlannedMonthType]) months!: PlannedMonthType[];
}
