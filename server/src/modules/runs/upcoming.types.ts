import { Field, ObjectType } from 'type-graphql';
import { DateScalar, DecimalScalar } from '../../kit/scalars.ts';
import { WarningType } from '../../kit/warning.ts';
import { DocumentLineType } from '../invoices/index.ts';
import type { Planned } from './planning.ts';

@ObjectType('UpcomingCharge')
export class UpcomingChargeType {
  @Field(() => DateScalar) date!: string;
  @Field(() => DateScalar) documentDate!: string;
  @Field(() => DateScalar) dueDate!: string;
  @Field(() => String) currency!: string;
  @Field(() => DecimalScalar) net!: string;
  @Field(() => DecimalScalar) tax!: string;
  @Field(() => DecimalScalar) total!: string;
  @Field(() => [DocumentLineType]) lines!: DocumentLineType[];
  @Field(() => [String], {
    description: 'Credits that are more than the charge, and wait for a larger one.',
  })
  waiting!: string[];
  @Field(() => [WarningType], {
    description: 'What is unusual about charging it: the back office asks first.',
  })
  warnings!: WarningType[];
  /** For the field resolvers; not in the schema. */
  planned!: Planned;
}

@ObjectType('FirstCharge')
export class FirstChargeType {
  @Field(() => [DocumentLineType], { description: 'Of the service alone.' })
  lines!: DocumentLineType[];
  @Field(() => DecimalScalar, { description: 'What these lines add up to, tax included.' })
  total!: string;
  @Field(() => UpcomingChargeType, { description: 'The charge that takes it, whole.' })
  charge!: UpcomingChargeType;
}
