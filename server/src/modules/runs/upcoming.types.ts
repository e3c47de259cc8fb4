import { Field, ObjectType } from 'type-graphql';
import { DateScalar, DecimalScalar } from '../../kit/scalars.ts';
import { WarningType } from '../../kit/warning.ts';
import { DocumentLineType } from '../invoices/index.ts';

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
  @Field(() => [WarningType], {
    description: 'What is unusual about charging it: the back office asks first.',
  })
  warnings!: WarningType[];
}
