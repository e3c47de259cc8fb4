import { Field, ID, InputType } from 'type-graphql';
import { DateScalar, JSONScalar } from '../../kit/scalars.ts';
import { InvoiceLineInput } from '../ledger/index.ts';
import type { DiscountInput } from '../services/index.ts';

/** A line as it was entered, for a draft that is changed later. */
export type DraftLine = Required<
  Pick<InvoiceLineInput, 'description' | 'quantity' | 'unitPrice' | 'taxRateId' | 'taxIncluded'>
> & { discount: Pick<DiscountInput, 'kind' | 'value' | 'message'> | null };

/** What is kept of entered lines; a discount's window is not looked at, the line itself is the occasion. */
export function draftLines(lines: readonly InvoiceLineInput[]): DraftLine[] {
  return lines.map(({ description, quantity, unitPrice, taxRateId, taxIncluded, discount }) => ({
    description,
    quantity: quantity ?? '1',
    unitPrice,
    taxRateId: taxRateId ?? null,
    taxIncluded: taxIncluded ?? false,
    discount: discount
      ? { kind: discount.kind, value: discount.value, message: discount.message ?? null }
      : null,
  }));
}

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
