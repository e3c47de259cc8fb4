import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { Proforma } from '../../generated/prisma/client.ts';
import { connectionType } from '../../kit/connection.ts';
import { fromDbDate } from '../../kit/input.ts';
import { MoneyType } from '../../kit/money.types.ts';
import { DateScalar, DateTimeScalar, DecimalScalar, JSONScalar } from '../../kit/scalars.ts';
import { PrintedPartyType, toPrintedParty } from '../invoices/index.ts';
import { InvoiceLineInput } from '../ledger/index.ts';

export enum ProformaStatus {
  UNPAID = 'UNPAID',
  PAID = 'PAID',
  VOID = 'VOID',
}
registerEnumType(ProformaStatus, {
  name: 'ProformaStatus',
  description: 'UNPAID: also while part payments wait on it. PAID: it became an invoice.',
});

@ObjectType('Proforma', {
  description: 'A request for payment: no tax document, and nothing on the ledger.',
})
export class ProformaType {
  @Field(() => ID) id!: string;
  @Field(() => String) number!: string;
  @Field(() => ProformaStatus) status!: ProformaStatus;
  @Field(() => DateScalar) documentDate!: string;
  @Field(() => DateScalar, { description: 'By when it asks to be paid.' }) dueDate!: string;
  @Field(() => String) currency!: string;
  @Field(() => DecimalScalar) net!: string;
  @Field(() => DecimalScalar) tax!: string;
  @Field(() => DecimalScalar) total!: string;
  @Field(() => DecimalScalar, {
    description: 'What waits on it; of a paid one all of it, of a void one nothing.',
  })
  paid!: string;
  @Field(() => DecimalScalar, { description: 'What it still asks for.' }) due!: string;
  @Field(() => String, { nullable: true }) voidReason!: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Of one that came by itself: the billing date whose charge it asks to be paid.',
  })
  billingDate!: string | null;
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

export const ProformaConnection = connectionType(() => ProformaType, 'Proforma', {
  sums: () => MoneyType,
});

@InputType()
export class ProformaInput {
  @Field(() => ID) customerId!: string;
  @Field(() => DateScalar) documentDate!: string;
  @Field(() => [InvoiceLineInput]) lines!: InvoiceLineInput[];
  @Field(() => JSONScalar, { nullable: true }) customFields?: unknown;
  @Field(() => String, { nullable: true }) idempotencyKey?: string | null;
}

export function toProforma(row: Proforma): ProformaType {
  const { id, number, currency, voidReason, createdAt, partnerId, customerId, invoiceId } = row;
  const money = (amount: bigint) => formatMinor(amount, currencyDigits(currency));
  return Object.assign(new ProformaType(), {
    id,
    number,
    currency,
    voidReason,
    createdAt,
    partnerId,
    customerId,
    invoiceId,
    status: row.status as ProformaStatus,
    documentDate: fromDbDate(row.documentDate),
    dueDate: fromDbDate(row.dueDate),
    billingDate: row.billingDate && fromDbDate(row.billingDate),
    net: money(row.netMinor),
    tax: money(row.taxMinor),
    total: money(row.totalMinor),
    paid: money(row.paidMinor),
    due: money(row.status === 'UNPAID' ? row.totalMinor - row.paidMinor : 0n),
    billedTo: toPrintedParty(row.billedTo),
    recorder: row.recordedBy,
    partnerPath: row.partnerPath,
    storedFields: row.customFields as FieldValues,
  });
}
