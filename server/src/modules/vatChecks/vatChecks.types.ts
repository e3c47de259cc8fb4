import { Field, ID, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../kit/scalars.ts';

@ObjectType('VatCheck', {
  description: 'What the VAT register of the European Union (VIES) answered of a number.',
})
export class VatCheckType {
  @Field(() => ID) id!: string;
  @Field(() => String) vatId!: string;
  @Field(() => Boolean, { description: 'It was given to somebody, and holds.' }) valid!: boolean;
  @Field(() => String, {
    nullable: true,
    description: 'To whom, as the register has it; not every country tells.',
  })
  name!: string | null;
  @Field(() => String, { nullable: true }) address!: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'What the register calls the request: the proof, where the company asked with its own VAT number.',
  })
  requestId!: string | null;
  @Field(() => String) checkedBy!: string;
  @Field(() => DateTimeScalar) at!: Date;
}
