import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { Invoice } from '../../generated/prisma/client.ts';
import { connectionType } from '../../kit/connection.ts';
import { fromDbDate } from '../../kit/input.ts';
import { TaxCategory } from '../tariffs/index.ts';
import { DiscountKind } from '../services/index.ts';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../../kit/scalars.ts';

export enum InvoiceStatus {
  DRAFT = 'DRAFT',
  UNPAID = 'UNPAID',
  PARTIALLY_PAID = 'PARTIALLY_PAID',
  PAID = 'PAID',
  OVERDUE = 'OVERDUE',
  VOID = 'VOID',
}
registerEnumType(InvoiceStatus, {
  name: 'InvoiceStatus',
  description: 'OVERDUE: something is due after the due date, partly paid or not.',
});

/** @public every value of the API's enum */
export enum DueStatus {
  NOT_DUE = 'NOT_DUE',
  DUE_SOON = 'DUE_SOON',
  OVERDUE = 'OVERDUE',
}
registerEnumType(DueStatus, {
  name: 'DueStatus',
  description: 'Of open invoices. DUE_SOON: within 7 days; NOT_DUE: later.',
});

/** @public every value of the API's enum */
export enum PaymentStatus {
  UNPAID = 'UNPAID',
  PARTIALLY_PAID = 'PARTIALLY_PAID',
  PAID = 'PAID',
}
registerEnumType(PaymentStatus, {
  name: 'PaymentStatus',
  description: 'Of issued invoices, overdue or not.',
});

@ObjectType('PrintedParty', {
  description: 'A name and address as printed when the document was issued.',
})
export class PrintedPartyType {
  @Field(() => String) name!: string;
  @Field(() => String, { nullable: true }) street!: string | null;
  @Field(() => String, { nullable: true }) city!: string | null;
  @Field(() => String, { nullable: true }) zip!: string | null;
  @Field(() => String, { nullable: true }) country!: string | null;
  @Field(() => String, { nullable: true }) email!: string | null;
  @Field(() => String, { nullable: true }) phone!: string | null;
  @Field(() => String, { nullable: true }) vatId!: string | null;
  @Field(() => String, { nullable: true }) taxNumber!: string | null;
}

@ObjectType('TaxSummaryPart', { description: 'One tax of a group, and what of the tax it is.' })
export class TaxSummaryPartType {
  @Field(() => String) name!: string;
  @Field(() => DecimalScalar) percent!: string;
  @Field(() => DecimalScalar) tax!: string;
}

@ObjectType('TaxSummaryRow')
export class TaxSummaryRowType {
  @Field(() => DecimalScalar) taxPercent!: string;
  @Field(() => TaxCategory) taxCategory!: TaxCategory;
  @Field(() => String, { nullable: true, description: 'Why no tax is taken.' })
  taxReason!: string | null;
  @Field(() => [TaxSummaryPartType], { description: 'Of a group, in order; together the tax.' })
  parts!: TaxSummaryPartType[];
  @Field(() => Boolean) taxIncluded!: boolean;
  @Field(() => DecimalScalar) net!: string;
  @Field(() => DecimalScalar) tax!: string;
  @Field(() => DecimalScalar) total!: string;
}

@ObjectType('DraftDiscount')
export class DraftDiscountType {
  @Field(() => DiscountKind) kind!: DiscountKind;
  @Field(() => DecimalScalar) value!: string;
  @Field(() => String, { nullable: true }) message!: string | null;
}

/** A line of a draft as it was entered, to be entered anew. */
@ObjectType('DraftLine')
export class DraftLineType {
  @Field(() => String) description!: string;
  @Field(() => DecimalScalar) quantity!: string;
  @Field(() => DecimalScalar) unitPrice!: string;
  @Field(() => ID, { nullable: true }) taxRateId!: string | null;
  @Field(() => Boolean) taxIncluded!: boolean;
  @Field(() => DraftDiscountType, { nullable: true }) discount!: DraftDiscountType | null;
}

/** Its payment is resolved on its own. */
@ObjectType('InvoiceAllocation', {
  description: 'payment is null when a credit note, or other credit of the balance, settled it.',
})
export class InvoiceAllocationType {
  @Field(() => DecimalScalar) amount!: string;
  @Field(() => DateScalar) date!: string;
  @Field(() => Boolean, { description: 'Nothing was paid: it was written off.' })
  writtenOff!: boolean;
  /** For the field resolvers; not in the schema. */
  paymentId!: string | null;
  creditNoteId!: string | null;
}

@ObjectType('Invoice')
export class InvoiceType {
  @Field(() => ID) id!: string;
  @Field(() => String, { nullable: true }) number!: string | null;
  @Field(() => DateScalar) documentDate!: string;
  @Field(() => DateScalar) dueDate!: string;
  @Field(() => String) currency!: string;
  @Field(() => DecimalScalar) net!: string;
  @Field(() => DecimalScalar) tax!: string;
  @Field(() => DecimalScalar) total!: string;
  @Field(() => DecimalScalar) paid!: string;
  @Field(() => DecimalScalar) due!: string;
  @Field(() => PrintedPartyType) billedTo!: PrintedPartyType;
  @Field(() => PrintedPartyType) billedBy!: PrintedPartyType;
  @Field(() => String, { nullable: true }) voidReason!: string | null;
  @Field(() => String, {
    nullable: true,
    description: "Its own note to the customer; null: that of its partner's invoices.",
  })
  note!: string | null;
  @Field(() => String, {
    nullable: true,
    description: "Its own terms; null: those of its partner's invoices.",
  })
  terms!: string | null;
  @Field(() => DateTimeScalar, { nullable: true }) issuedAt!: Date | null;
  @Field(() => DateTimeScalar) createdAt!: Date;
  @Field(() => Boolean) recurring!: boolean;
  @Field(() => [DraftLineType], {
    nullable: true,
    description: 'What the lines of a draft were made of; null once it is issued.',
  })
  draftLines!: DraftLineType[] | null;
  /** For the field resolvers; not in the schema. */
  partnerId!: string;
  customerId!: string;
  runId!: string | null;
  state!: 'DRAFT' | 'ISSUED' | 'VOID';
  totalMinor!: bigint;
  paidMinor!: bigint;
  /** Staff's own note: never for the customer. */
  internalMemo!: string | null;
  partnerPath!: string;
  storedFields!: FieldValues;
}

@ObjectType('InvoiceSums', {
  description: 'Over everything the filter finds, one per currency.',
})
export class InvoiceSumsType {
  @Field(() => String) currency!: string;
  @Field(() => DecimalScalar) net!: string;
  @Field(() => DecimalScalar) tax!: string;
  @Field(() => DecimalScalar) total!: string;
  @Field(() => DecimalScalar) paid!: string;
  @Field(() => DecimalScalar) due!: string;
}

export const InvoiceConnection = connectionType(() => InvoiceType, 'Invoice', {
  sums: () => InvoiceSumsType,
});

export function toInvoice(row: Invoice): InvoiceType {
  const {
    id,
    number,
    currency,
    voidReason,
    issuedAt,
    createdAt,
    recurring,
    partnerId,
    customerId,
    runId,
    totalMinor,
    paidMinor,
  } = row;
  const digits = currencyDigits(currency);
  return Object.assign(new InvoiceType(), {
    id,
    number,
    currency,
    voidReason,
    issuedAt,
    createdAt,
    recurring,
    partnerId,
    customerId,
    runId,
    totalMinor,
    paidMinor,
    state: row.state as InvoiceType['state'],
    internalMemo: row.memo,
    note: row.note,
    terms: row.terms,
    partnerPath: row.partnerPath,
    storedFields: row.customFields as FieldValues,
    draftLines: row.draftLines as DraftLineType[] | null,
    documentDate: fromDbDate(row.documentDate),
    dueDate: fromDbDate(row.dueDate),
    net: formatMinor(row.netMinor, digits),
    tax: formatMinor(row.taxMinor, digits),
    total: formatMinor(totalMinor, digits),
    paid: formatMinor(paidMinor, digits),
    due: formatMinor(row.dueMinor, digits),
    billedTo: toPrintedParty(row.billedTo),
    billedBy: toPrintedParty(row.billedBy),
  });
}

const PRINTED = [
  'street',
  'city',
  'zip',
  'country',
  'email',
  'phone',
  'vatId',
  'taxNumber',
] as const;

/** A name and address as they were stored with a document. */
export function toPrintedParty(json: unknown): PrintedPartyType {
  const stored = json as Record<string, string | undefined>;
  return Object.assign(
    new PrintedPartyType(),
    { name: stored.name ?? '' },
    Object.fromEntries(PRINTED.map((key) => [key, stored[key] ?? null])),
  );
}

export { DocumentLineType, lineFromPlan, toLine, type PlannedLineJson } from './lines.types.ts';
