import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { currencyDigits } from '@backhaul/domain/money/money';
import type { BillingRunEntry } from '../../generated/prisma/client.ts';
import { connectionType } from '../../kit/connection.ts';
import { fromDbDate } from '../../kit/input.ts';
import { DateScalar, DecimalScalar } from '../../kit/scalars.ts';
import { stored } from '../../kit/stored.ts';
import { DocumentLineType, lineFromPlan, type PlannedLineJson } from '../invoices/index.ts';
import { changeFromJson, sayChange, type ChangeJson } from './changes.ts';
import { LineChangeType, toLineChange } from './changes.types.ts';
import { money } from './runs.types.ts';

@ObjectType('BillingRunEntry')
export class BillingRunEntryType {
  @Field(() => ID) id!: string;
  @Field(() => String) currency!: string;
  @Field(() => [DocumentLineType]) lines!: DocumentLineType[];
  @Field(() => DecimalScalar) net!: string;
  @Field(() => DecimalScalar) tax!: string;
  @Field(() => DecimalScalar) total!: string;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: "The customer's own last charge; null when it was never charged.",
  })
  previousTotal!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'The billing date of that charge.' })
  previousDate!: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The total less that charge; null when it was never charged.',
  })
  change!: string | null;
  @Field(() => [LineChangeType], {
    description: 'Why it is another amount than that charge, line by line; they add up to change.',
  })
  changes!: LineChangeType[];
  @Field(() => [String], { description: 'The same in words: "Air 50 ended 28 Nov: -27.22".' })
  differences!: string[];
  @Field(() => String, {
    nullable: true,
    description: 'Why it is left out; of the staff of a partner above only that it was.',
  })
  excludedReason!: string | null;
  @Field(() => Boolean, { description: 'Left out by a person rather than by a rule.' })
  excludedByUser!: boolean;
  @Field(() => [String], {
    description:
      'NEW, CHANGED, FIRST_CHARGE, ZERO, MANY_PERIODS, CREDIT_WAITS: what deserves a look.',
  })
  flags!: string[];
  @Field(() => [String], {
    description: 'Credits that are more than the charge, and wait for a larger one.',
  })
  waiting!: string[];
  @Field(() => Boolean) createsInvoice!: boolean;
  @Field(() => DateScalar, { nullable: true }) documentDate!: string | null;
  @Field(() => DateScalar, { nullable: true }) dueDate!: string | null;
  customerId!: string;
  partnerId!: string;
  invoiceId!: string | null;
  /** Whose staff left it out; null when nobody's. */
  excludedByPartnerId!: string | null;
}
/** Instead of what staff of a partner wrote who is above the reader. */
export const EXCLUDED_ABOVE = 'A partner above you left this customer out of the run.';
export const BillingRunEntryConnection = connectionType(
  () => BillingRunEntryType,
  'BillingRunEntry',
);

@InputType({ description: 'leftOut: true only those left out, false only those charged.' })
export class BillingRunEntryFilter {
  @Field(() => String, { nullable: true }) search?: string;
  @Field(() => ID, { nullable: true }) partnerId?: string;
  @Field(() => String, { nullable: true }) flag?: string;
  @Field(() => Boolean, { nullable: true }) leftOut?: boolean;
}

export function toEntry(row: BillingRunEntry): BillingRunEntryType {
  const { currency, customerId, partnerId, invoiceId, flags, createsInvoice } = row;
  const changes = stored<ChangeJson[]>(row.changes).map(changeFromJson);
  const plan = stored<{
    lines: PlannedLineJson[];
    billingDay: number;
    waiting?: string[];
  } | null>(row.plan);
  return Object.assign(new BillingRunEntryType(), {
    id: Buffer.from(`${row.runId}:${customerId}`).toString('base64url'),
    currency,
    customerId,
    partnerId,
    invoiceId,
    flags,
    changes: changes.map((change) => toLineChange(change, currency)),
    differences: changes.map((change) => sayChange(change, currencyDigits(currency))),
    createsInvoice,
    waiting: plan?.waiting ?? [],
    lines: plan?.lines.map((line) => lineFromPlan(line, currency, plan.billingDay)) ?? [],
    net: money(row.netMinor, currency),
    tax: money(row.taxMinor, currency),
    total: money(row.totalMinor, currency),
    previousTotal: row.previousMinor === null ? null : money(row.previousMinor, currency),
    previousDate: row.previousOn && fromDbDate(row.previousOn),
    change: row.changeMinor === null ? null : money(row.changeMinor, currency),
    excludedReason: row.leftOutReason,
    excludedByUser: row.leftOutBy !== null,
    excludedByPartnerId: row.leftOutPartnerId,
    documentDate: row.documentDate && fromDbDate(row.documentDate),
    dueDate: row.dueDate && fromDbDate(row.dueDate),
  });
}
