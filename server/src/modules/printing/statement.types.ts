import { Field, ObjectType } from 'type-graphql';
import { DateScalar, DecimalScalar } from '../../kit/scalars.ts';

@ObjectType('StatementEntry', { description: 'An entry of the ledger as a statement tells it.' })
export class StatementEntryType {
  @Field(() => DateScalar) date!: string;
  @Field(() => String) description!: string;
  @Field(() => DateScalar, { nullable: true, description: 'Of what days it is, both included.' })
  periodFrom!: string | null;
  @Field(() => DateScalar, { nullable: true }) periodTo!: string | null;
  @Field(() => DecimalScalar, { nullable: true }) debit!: string | null;
  @Field(() => DecimalScalar, { nullable: true }) credit!: string | null;
  @Field(() => DecimalScalar, { description: 'After it.' }) balance!: string;
}

@ObjectType('Statement', {
  description: "What moved a customer's account between two days, both included.",
})
export class StatementType {
  @Field(() => DateScalar) from!: string;
  @Field(() => DateScalar) to!: string;
  @Field(() => DecimalScalar, { description: 'The balance before the first day.' })
  opening!: string;
  @Field(() => DecimalScalar, { description: 'The opening balance and all entries.' })
  closing!: string;
  @Field(() => String, { description: 'The same as PDF; read with the same authorization.' })
  pdfUrl!: string;
  @Field(() => [StatementEntryType]) entries!: StatementEntryType[];
  /** For the field resolver; not in the schema. */
  customerId!: string;
}
