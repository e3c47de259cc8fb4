import { Field, ID, InputType } from 'type-graphql';
import { paragraphInput } from '../../kit/input.ts';
import { DateScalar, JSONScalar } from '../../kit/scalars.ts';
import { InvoiceLineInput } from '../ledger/index.ts';
import type { DiscountInput } from '../services/index.ts';

/** A line as it was entered, for a draft that is changed later. */
export type DraftLine = Required<
  Pick<InvoiceLineInput, 'description' | 'quantity' | 'unitPrice' | 'taxRateId' | 'taxIncluded'>
> & { discount: Pick<DiscountInput, 'kind' | 'value' | 'message'> | null };

const NOTE_MAX = 2000;
const TERMS_MAX = 4000;

/** What an invoice says beside its lines; null: what its partner's invoices say. Refuses by field. */
export function invoiceWords({ note, terms, memo }: Pick<InvoiceInput, 'note' | 'terms' | 'memo'>) {
  const words = (text: string | null | undefined, field: string, max: number) =>
    text == null ? null : (paragraphInput(text, field, max) ?? '');
  return {
    note: words(note, 'note', NOTE_MAX),
    terms: words(terms, 'terms', TERMS_MAX),
    memo: words(memo, 'memo', NOTE_MAX),
  };
}

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
  @Field(() => String, {
    nullable: true,
    description: "A note to the customer; left out: that of the partner's invoices, empty: none.",
  })
  note?: string | null;
  @Field(() => String, {
    nullable: true,
    description: "Left out: those of the partner's invoices, empty: none.",
  })
  terms?: string | null;
  @Field(() => String, {
    nullable: true,
    description: "The office's own note, never printed; left out: that of the partner's invoices.",
  })
  memo?: string | null;
}
