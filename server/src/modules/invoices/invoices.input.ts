import { Field, ID, InputType } from 'type-graphql';
import { DateScalar, JSONScalar } from '../../kit/scalars.ts';
import { InvoiceLineInput } from '../ledger/index.ts';

@InputType()
export class InvoiceInput {
  @Field(() => ID) customerId!: string;
  @Field(() => DateScalar) documentDate!: string;
  @Field(() => DateScalar, { nullable: true }) dueDate?: string | null;
  @Field(() => [InvoiceLineInput]) lines!: InvoiceLineInput[];
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Otherwise it is issued at once: numbered, on the ledger, UNPAID.',
  })
  draft?: boolean | null;
  @Field(() => JSONScalar, { nullable: true }) customFields?: unknown;
}
