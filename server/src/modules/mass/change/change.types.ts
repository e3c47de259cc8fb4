import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { DateScalar, DecimalScalar, JSONScalar } from '../../../kit/scalars.ts';

/** @public every value of the API's enum */
export enum MassOperation {
  SET = 'SET',
  CLEAR = 'CLEAR',
  ADD = 'ADD',
  REMOVE = 'REMOVE',
  INCREASE = 'INCREASE',
  INCREASE_PERCENT = 'INCREASE_PERCENT',
  INHERIT = 'INHERIT',
}
registerEnumType(MassOperation, {
  name: 'MassOperation',
  valuesConfig: {
    ADD: { description: 'To what a set has: labels, choices.' },
    INCREASE: { description: 'A price, by an amount; below zero to lower it.' },
    INHERIT: { description: 'What was set here is inherited again.' },
  },
});

@InputType()
export class MassStepInput {
  @Field(() => String, {
    description:
      "As in the record's update input; billing.<key>: a customer's billing setting, cf:<key>: a custom field, labels.",
  })
  field!: string;
  @Field(() => MassOperation) operation!: MassOperation;
  @Field(() => JSONScalar, { nullable: true }) value?: unknown;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What a raised price is rounded to: 0.01, 0.05, 0.10 or 1.',
  })
  roundTo?: string | null;
}

@InputType({ description: 'Records of a list of Query, by their ids or by its filter.' })
export class MassChangeInput {
  @Field(() => String, { description: 'customers or services.' }) list!: string;
  @Field(() => [ID], { nullable: true }) ids?: string[] | null;
  @Field(() => JSONScalar, { nullable: true }) filter?: unknown;
  @Field(() => [MassStepInput]) steps!: MassStepInput[];
  @Field(() => DateScalar, {
    nullable: true,
    description:
      'From when a price or tariff holds; a price without it: the first day not charged.',
  })
  from?: string | null;
}
