import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DecimalScalar } from '../../kit/scalars.ts';
import { LineChangeType } from './changes.types.ts';

@ObjectType('StaleCustomer')
export class StaleCustomerType {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
  @Field(() => String) currency!: string;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What would be charged now; null: nothing.',
  })
  now!: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What the preview charges; null: nothing.',
  })
  before!: string | null;
  @Field(() => [LineChangeType], {
    description: 'Why it is another amount than the preview charges, line by line.',
  })
  changes!: LineChangeType[];
  @Field(() => String, { description: 'In words; empty where the amounts say it all.' })
  why!: string;
}

@ObjectType('StalePreview')
export class StalePreviewType {
  @Field(() => [String], { description: 'What became of its partners, a sentence each.' })
  tree!: string[];
  @Field(() => Int, { description: 'Customers who would be issued something else.' })
  count!: number;
  @Field(() => [StaleCustomerType]) customers!: StaleCustomerType[];
}
