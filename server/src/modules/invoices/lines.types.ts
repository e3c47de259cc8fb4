import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { addDays } from '@backhaul/domain/time/calendar';
import { explainLine } from '@backhaul/domain/charging/explanation';
import { formatDecimal, fromDecimal } from '@backhaul/domain/money/fraction';
import { categoryOf, plainPercent, type TaxTerms } from '@backhaul/domain/money/taxTerms';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { InvoiceLine } from '../../generated/prisma/client.ts';
import { fromDbDate } from '../../kit/input.ts';
import { stored } from '../../kit/stored.ts';
import { DateScalar, DecimalScalar } from '../../kit/scalars.ts';
import { priceText, TaxCategory } from '../tariffs/index.ts';

export enum LineKind {
  SERVICE = 'SERVICE',
  DISCOUNT = 'DISCOUNT',
  SETUP = 'SETUP',
  ITEM = 'ITEM',
  USAGE = 'USAGE',
}
registerEnumType(LineKind, { name: 'LineKind' });

@ObjectType('DocumentLine', {
  description:
    "Of the lines, net and tax always add up to the document's, whatever the rounding; an inclusive line keeps its exact total.",
})
export class DocumentLineType {
  @Field(() => String) description!: string;
  @Field(() => DecimalScalar) quantity!: string;
  @Field(() => DecimalScalar) unitPrice!: string;
  @Field(() => DateScalar, { nullable: true }) periodFrom!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'The last day, as people read it.' })
  periodTo!: string | null;
  @Field(() => DecimalScalar) net!: string;
  @Field(() => DecimalScalar) taxPercent!: string;
  @Field(() => TaxCategory) taxCategory!: TaxCategory;
  @Field(() => String, { nullable: true, description: 'Why no tax is taken.' })
  taxReason!: string | null;
  @Field(() => DecimalScalar) tax!: string;
  @Field(() => DecimalScalar) total!: string;
  @Field(() => LineKind) kind!: LineKind;
  @Field(() => Boolean) taxIncluded!: boolean;
  @Field(() => String, { nullable: true, description: 'Why the amount is what it is, in words.' })
  explanation!: string | null;
  @Field(() => Int, {
    nullable: true,
    description:
      'Set where a part of one single period is charged: its days charged, and the days of the period. ' +
      'Null for whole periods, for a part together with whole ones, and where paused days are left out; ' +
      'then explanation says it.',
  })
  daysCharged!: number | null;
  @Field(() => Int, { nullable: true }) daysInPeriod!: number | null;
  /** For the field resolvers; not in the schema. */
  serviceId!: string | null;
  taxTerms!: TaxTerms | null;
  amounts!: { net: bigint; tax: bigint; total: bigint };
}

/** A line as it is planned or stored: exact decimals as text, amounts in minor units, periodTo exclusive. */
export interface LineValues {
  kind: string;
  serviceId: string | null;
  description: string;
  quantity: string;
  unitPrice: string;
  periodFrom: string | null;
  periodTo: string | null;
  net: bigint;
  taxPercent: string;
  taxTerms?: TaxTerms | null;
  taxIncluded: boolean;
  tax: bigint;
  total: bigint;
}

function fromValues(
  line: LineValues,
  currency: string,
  billingDay: number | null,
): DocumentLineType {
  const digits = currencyDigits(currency);
  const kind = LineKind[line.kind as keyof typeof LineKind];
  const net = formatMinor(line.net, digits);
  const total = formatMinor(line.total, digits);
  const { text, daysCharged, daysInPeriod } = explainLine(
    { ...line, kind, net, total, currency },
    billingDay,
  );
  return Object.assign(new DocumentLineType(), {
    kind,
    description: line.description,
    serviceId: line.serviceId,
    taxIncluded: line.taxIncluded,
    net,
    total,
    tax: formatMinor(line.tax, digits),
    quantity: formatDecimal(fromDecimal(line.quantity), 4),
    unitPrice: priceText(line.unitPrice, currency),
    taxPercent: plainPercent(line.taxPercent),
    taxCategory: TaxCategory[categoryOf(line)],
    taxReason: line.taxTerms?.reason ?? null,
    taxTerms: line.taxTerms ?? null,
    periodFrom: line.periodFrom,
    periodTo: line.periodTo && addDays(line.periodTo, -1),
    explanation: text,
    daysCharged,
    daysInPeriod,
    amounts: { net: line.net, tax: line.tax, total: line.total },
  });
}

/** A stored line, of an invoice or of a credit note; the document knows the currency. */
export function toLine(row: Omit<InvoiceLine, 'invoiceId'>, currency: string): DocumentLineType {
  return fromValues(
    {
      kind: row.kind,
      serviceId: row.serviceId,
      description: row.description,
      quantity: row.quantity.toFixed(),
      unitPrice: row.unitPrice.toFixed(),
      periodFrom: row.periodFrom && fromDbDate(row.periodFrom),
      periodTo: row.periodTo && fromDbDate(row.periodTo),
      net: row.netMinor,
      tax: row.taxMinor,
      total: row.totalMinor,
      taxPercent: row.taxPercent.toFixed(),
      taxTerms: stored<TaxTerms | null>(row.taxTerms),
      taxIncluded: row.taxIncluded,
    },
    currency,
    row.billingDay,
  );
}

/** A planned line in the JSON that lineJson() writes: amounts as text. */
export type PlannedLineJson = Omit<LineValues, 'net' | 'tax' | 'total'> & {
  net: string;
  tax: string;
  total: string;
};

/** A line of a preview, or of any plan that is not a document yet. */
export function lineFromPlan(
  json: PlannedLineJson,
  currency: string,
  billingDay: number | null,
): DocumentLineType {
  return fromValues(
    { ...json, net: BigInt(json.net), tax: BigInt(json.tax), total: BigInt(json.total) },
    currency,
    billingDay,
  );
}
