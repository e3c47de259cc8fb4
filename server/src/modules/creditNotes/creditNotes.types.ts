import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { MoneyType } from '../../kit/money.types.ts';
import type { CreditNote, Refund } from '../../generated/prisma/client.ts';
import { connectionType } from '../../kit/connection.ts';
import { fromDbDate } from '../../kit/input.ts';
import { DateScalar, DateTimeScalar, DecimalScalar, JSONScalar } from '../../kit/scalars.ts';
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import { DocumentLineType, PrintedPartyType, toPrintedParty } from '../invoices/index.ts';
import { InvoiceLineInput } from '../ledger/index.ts';
import { PaymentMethod } from '../settings/index.ts';

export enum CreditNoteStatus {
  OPEN = 'OPEN',
  APPLIED = 'APPLIED',
  REFUNDED = 'REFUNDED',
}
registerEnumType(CreditNoteStatus, {
  name: 'CreditNoteStatus',
  description:
    'OPEN: some of it is on the balance. REFUNDED: some was paid out, and nothing is left.',
});

@ObjectType('CreditNote', { description: 'All amounts are positive.' })
export class CreditNoteType {
  @Field(() => ID) id!: string;
  @Field(() => String) number!: string;
  @Field(() => CreditNoteStatus) status!: CreditNoteStatus;
  @Field(() => DateScalar) documentDate!: string;
  @Field(() => String) currency!: string;
  @Field(() => DecimalScalar) net!: string;
  @Field(() => DecimalScalar) tax!: string;
  @Field(() => DecimalScalar) total!: string;
  @Field(() => DecimalScalar, { description: 'What it settles of invoices.' }) applied!: string;
  @Field(() => DecimalScalar, { description: 'What was given back in money.' }) refunded!: string;
  @Field(() => DecimalScalar, { description: 'What of it is on the balance.' }) left!: string;
  @Field(() => String, { description: 'Why it was made; it is printed.' }) reason!: string;
  @Field(() => PrintedPartyType) billedTo!: PrintedPartyType;
  @Field(() => DateTimeScalar) createdAt!: Date;
  /** For the field resolvers; not in the schema. */
  partnerId!: string;
  partnerPath!: string;
  storedFields!: FieldValues;
  customerId!: string;
  invoiceId!: string | null;
  recorder!: string;
}

export const CreditNoteConnection = connectionType(() => CreditNoteType, 'CreditNote', {
  sums: () => MoneyType,
});

@ObjectType('CreditNotePreview', {
  description: 'What a credit note would be; nothing is written.',
})
export class CreditNotePreviewType {
  @Field(() => String) currency!: string;
  @Field(() => DecimalScalar) net!: string;
  @Field(() => DecimalScalar) tax!: string;
  @Field(() => DecimalScalar) total!: string;
  @Field(() => DecimalScalar, {
    description: 'What of it settles its invoice; the rest goes to the balance.',
  })
  settles!: string;
  @Field(() => [DocumentLineType]) lines!: DocumentLineType[];
}

export enum RefundStatus {
  PENDING = 'PENDING',
  DONE = 'DONE',
  FAILED = 'FAILED',
}
registerEnumType(RefundStatus, { name: 'RefundStatus' });

@ObjectType('Refund', { description: 'Money given back, of a payment or of a credit note.' })
export class RefundType {
  @Field(() => ID) id!: string;
  @Field(() => DecimalScalar) amount!: string;
  @Field(() => RefundStatus) status!: RefundStatus;
  @Field(() => String, { nullable: true }) failure!: string | null;
  @Field(() => DateScalar) date!: string;
  @Field(() => PaymentMethod) method!: PaymentMethod;
  @Field(() => DateTimeScalar) recordedAt!: Date;
  /** For the field resolvers; not in the schema. */
  partnerId!: string;
  recorder!: string;
}

@InputType()
export class CreditedLineInput {
  @Field(() => Int, { description: 'The line of the invoice, from 1.' }) position!: number;
  @Field(() => DecimalScalar, { nullable: true, description: 'With its tax; left out: all of it.' })
  amount?: string | null;
}

@InputType({
  description:
    'All amounts of a note are positive. With an invoice and neither lines, invoiceLines nor amount: the whole of what is left of it. ' +
    "amount: gross, spread over the invoice's tax rates in proportion. invoiceLines: its lines by position from 1, whole or an amount (gross) of each.",
})
export class CreditNoteInput {
  @Field(() => ID) customerId!: string;
  @Field(() => ID, { nullable: true }) invoiceId?: string | null;
  @Field(() => DateScalar) documentDate!: string;
  @Field(() => [InvoiceLineInput], { nullable: true }) lines?: InvoiceLineInput[] | null;
  @Field(() => [CreditedLineInput], { nullable: true }) invoiceLines?: CreditedLineInput[] | null;
  @Field(() => DecimalScalar, { nullable: true }) amount?: string | null;
  @Field(() => String) reason!: string;
  @Field(() => JSONScalar, { nullable: true }) customFields?: unknown;
  @Field(() => String, { nullable: true }) idempotencyKey?: string | null;
}

export function toCreditNote(row: CreditNote): CreditNoteType {
  const { id, number, currency, reason, createdAt, partnerId, customerId, invoiceId } = row;
  const money = (amount: bigint) => formatMinor(amount, currencyDigits(currency));
  return Object.assign(new CreditNoteType(), {
    id,
    number,
    currency,
    reason,
    createdAt,
    partnerId,
    customerId,
    invoiceId,
    status: row.status as CreditNoteStatus,
    documentDate: fromDbDate(row.documentDate),
    net: money(row.netMinor),
    tax: money(row.taxMinor),
    total: money(row.totalMinor),
    applied: money(row.appliedMinor),
    refunded: money(row.refundedMinor),
    left: money(row.totalMinor - row.appliedMinor - row.refundedMinor),
    billedTo: toPrintedParty(row.billedTo),
    recorder: row.recordedBy,
    partnerPath: row.partnerPath,
    storedFields: row.customFields as FieldValues,
  });
}

export function toRefund(row: Refund): RefundType {
  const { id, partnerId, recordedAt } = row;
  return Object.assign(new RefundType(), {
    id,
    partnerId,
    recordedAt,
    amount: formatMinor(row.amountMinor, currencyDigits(row.currency)),
    status: row.status as RefundStatus,
    failure: row.failure,
    date: fromDbDate(row.date),
    method: row.method as PaymentMethod,
    recorder: row.recordedBy,
  });
}
