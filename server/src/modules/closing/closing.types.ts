import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateScalar, DateTimeScalar } from '../../kit/scalars.ts';

@ObjectType('BooksClosingEntry', { description: 'A closing, or what opened the books again.' })
export class BooksClosingEntryType {
  @Field(() => DateScalar, { nullable: true, description: 'null: all was opened.' })
  through!: string | null;
  @Field(() => String) closedBy!: string;
  @Field(() => DateTimeScalar) closedAt!: Date;
}

@ObjectType('BooksOpen', {
  description: 'What waits that is dated on days up to one: closed, it could no longer be issued.',
})
export class BooksOpenType {
  @Field(() => Int) drafts!: number;
  @Field(() => Int, { description: 'Previews of billing runs, and those being confirmed.' })
  runs!: number;
}

@ObjectType('BooksClosing', {
  description: 'Through which day nothing more is written to the books of a partner.',
})
export class BooksClosingType {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The last closed day, by itself or by whoever above invoices for it.',
  })
  closedThrough!: string | null;
  @Field(() => String, { nullable: true }) closedBy!: string | null;
  @Field(() => DateTimeScalar, { nullable: true }) closedAt!: Date | null;
  @Field(() => ID, {
    nullable: true,
    description: 'The partner that closed it, where it is one that the viewer sees.',
  })
  closedFor!: string | null;
  @Field(() => Boolean, { description: 'Closed above: it is opened there alone.' })
  closedAbove!: boolean;
  /** For the field resolvers; not in the schema. */
  partnerId!: string;
}
