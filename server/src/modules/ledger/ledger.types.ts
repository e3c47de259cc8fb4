import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import { addDays } from '@backhaul/domain/time/calendar';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { Transaction } from '../../generated/prisma/client.ts';
import { connectionType } from '../../kit/connection.ts';
import { fromDbDate } from '../../kit/input.ts';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../../kit/scalars.ts';
import { CustomFieldFilter } from '../fields/index.ts';
import { LabelFilter } from '../labels/index.ts';
import { PaymentMethod } from '../settings/index.ts';
import { priceText, TariffKind } from '../tariffs/index.ts';

export enum TransactionKind {
  DEBIT = 'DEBIT',
  CREDIT = 'CREDIT',
}
registerEnumType(TransactionKind, { name: 'TransactionType' });

@ObjectType('Transaction', {
  description: 'amount: positive, tax included. A charge writes one DEBIT per line.',
})
export class TransactionType {
  @Field(() => ID) id!: string;
  @Field(() => TransactionKind) type!: TransactionKind;
  @Field(() => DecimalScalar) amount!: string;
  @Field(() => String) category!: string;
  @Field(() => String) description!: string;
  @Field(() => DateScalar) date!: string;
  @Field(() => DateTimeScalar) recordedAt!: Date;
  @Field(() => String) currency!: string;
  @Field(() => DecimalScalar) tax!: string;
  @Field(() => DecimalScalar, { nullable: true }) quantity!: string | null;
  @Field(() => DecimalScalar, { nullable: true }) unitPrice!: string | null;
  @Field(() => DateScalar, { nullable: true }) periodFrom!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'The last day, as people read it.' })
  periodTo!: string | null;
  @Field(() => DecimalScalar, {
    description: "The customer's balance after it, in the order of recording.",
  })
  balanceAfter!: string;
  /** For the field resolvers; not in the schema. */
  partnerId!: string;
  customerId!: string;
  serviceId!: string | null;
  invoiceId!: string | null;
  paymentId!: string | null;
  creditNoteId!: string | null;
  recorder!: string;
  partnerPath!: string;
  storedFields!: FieldValues;
}

/** What an entry, or its customer, does not have. */
export enum EntryWithout {
  LOCATION = 'LOCATION',
  LABEL = 'LABEL',
  SERVICE = 'SERVICE',
  TAX_RATE = 'TAX_RATE',
}
registerEnumType(EntryWithout, { name: 'EntryWithout' });

export const TransactionConnection = connectionType(() => TransactionType, 'Transaction');

@InputType()
export class TransactionFilter {
  @Field(() => ID, { nullable: true }) partnerId?: string | null;
  @Field(() => ID, { nullable: true }) customerId?: string | null;
  @Field(() => DateScalar, { nullable: true }) dateFrom?: string | null;
  @Field(() => DateScalar, { nullable: true }) dateTo?: string | null;
  @Field(() => TransactionKind, { nullable: true }) type?: TransactionKind | null;
  @Field(() => String, { nullable: true }) category?: string | null;
  @Field(() => [String], { nullable: true, description: 'Any of them.' })
  categories?: string[] | null;
  @Field(() => ID, { nullable: true }) serviceId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Of all services that are of that tariff.' })
  tariffId?: string | null;
  @Field(() => String, { nullable: true }) search?: string | null;
  @Field(() => String, { nullable: true }) currency?: string | null;
  @Field(() => ID, { nullable: true, description: 'Where its customer is.' })
  locationId?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Without the partners below.' })
  partnerOnly?: boolean | null;
  @Field(() => LabelFilter, { nullable: true, description: 'Of its customer.' })
  labels?: LabelFilter | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'At the location itself, without what lies in it.',
  })
  locationOnly?: boolean | null;
  @Field(() => [String], {
    nullable: true,
    description:
      'Any of them: the category, of what takes another entry back that of the other; of a credit note those of its lines.',
  })
  countsIn?: string[] | null;
  @Field(() => TariffKind, { nullable: true }) tariffKind?: TariffKind | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'In percent.' })
  taxRate?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Why nothing is taken, as EN 16931 names it; S: the rate says it all.',
  })
  taxCategory?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Of credit notes, or of anything else.' })
  credited?: boolean | null;
  @Field(() => ID, { nullable: true, description: 'Of payments: the user who recorded them.' })
  takenBy?: string | null;
  @Field(() => [PaymentMethod], {
    nullable: true,
    description: 'Of payments and refunds: any of them.',
  })
  methods?: PaymentMethod[] | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'For days that lie in these: of its period, else its own.',
  })
  servedFrom?: string | null;
  @Field(() => DateScalar, { nullable: true }) servedTo?: string | null;
  @Field(() => [EntryWithout], { nullable: true, description: 'All of them are missing.' })
  without?: EntryWithout[] | null;
  @Field(() => [CustomFieldFilter], { nullable: true, description: 'Of its customer.' })
  customerFields?: CustomFieldFilter[] | null;
  @Field(() => [CustomFieldFilter], { nullable: true, description: 'Of its service.' })
  serviceFields?: CustomFieldFilter[] | null;
  @Field(() => [CustomFieldFilter], {
    nullable: true,
    description: 'Of the tariff of its service.',
  })
  tariffFields?: CustomFieldFilter[] | null;
  @Field(() => [CustomFieldFilter], { nullable: true }) customFields?: CustomFieldFilter[] | null;
}

export function toTransaction(row: Transaction): TransactionType {
  const {
    id,
    category,
    description,
    recordedAt,
    currency,
    partnerId,
    customerId,
    serviceId,
    invoiceId,
    paymentId,
    creditNoteId,
  } = row;
  const digits = currencyDigits(currency);
  return Object.assign(new TransactionType(), {
    id,
    category,
    description,
    recordedAt,
    currency,
    partnerId,
    customerId,
    serviceId,
    invoiceId,
    paymentId,
    creditNoteId,
    recorder: row.recordedBy,
    partnerPath: row.partnerPath,
    storedFields: row.customFields as FieldValues,
    type: row.type as TransactionKind,
    date: fromDbDate(row.date),
    amount: formatMinor(row.amountMinor, digits),
    tax: formatMinor(row.taxMinor, digits),
    balanceAfter: formatMinor(row.balanceAfterMinor, digits),
    quantity: row.quantity?.toFixed() ?? null,
    unitPrice: row.unitPrice && priceText(row.unitPrice, currency),
    periodFrom: row.periodFrom && fromDbDate(row.periodFrom),
    periodTo: row.periodTo && addDays(fromDbDate(row.periodTo), -1),
  });
}
