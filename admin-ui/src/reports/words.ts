import type { Bucket, Mark } from '@backhaul/domain/reports/groupings';
import type { ReportBasis, ReportKind } from '../generated/graphql.ts';

/** What each report tells. */
export const KINDS: Readonly<Record<ReportKind, { name: string; about: string }>> = {
  REVENUE: {
    name: 'Revenue',
    about: 'What customers were charged less what was credited, by the day it was booked.',
  },
  CHURN: {
    name: 'Churn',
    about: 'How monthly recurring revenue moved: who came, who left, who pays more or less.',
  },
  COHORTS: {
    name: 'Cohorts',
    about: 'How customers who came in the same month stay, and what of their revenue does.',
  },
  PAYMENTS: { name: 'Payments', about: 'Money that came, and what of it went back.' },
  TAX: {
    name: 'Tax',
    about: 'The tax of what was issued, or of what of it was paid, by rate.',
  },
  AGEING: { name: 'Ageing', about: 'What was due at the end of a day, and for how long.' },
};

export const BASES: Readonly<Record<ReportBasis, string>> = {
  BILLED: 'As billed',
  EARNED: 'As earned, day by day',
  ISSUED: 'As issued',
  PAID: 'As paid',
};

export const GROUPINGS: Readonly<Record<Bucket | Mark, string>> = {
  day: 'Day',
  week: 'Week',
  month: 'Month',
  quarter: 'Quarter',
  year: 'Year',
  partner: 'Partner',
  location: 'Location',
  label: 'Label',
  tariff: 'Tariff',
  tariffKind: 'Kind of tariff',
  category: 'Category',
  customer: 'Customer',
  taxRate: 'Tax rate',
  method: 'Payment method',
  user: 'User',
};

/** What stands where a row has nothing of what it is grouped by. */
export const NONE: Readonly<Record<string, string>> = {
  location: 'No location',
  label: 'No label',
  tariff: 'No tariff',
  tariffKind: 'No tariff',
  taxRate: 'No rate',
  method: 'Unknown',
  user: 'Nobody: by itself or online',
};

export const METHODS: Readonly<Record<string, string>> = {
  BANK_TRANSFER: 'Bank transfer',
  CARD: 'Card',
  CASH: 'Cash',
  DIRECT_DEBIT: 'Direct debit',
  REFILL_CARD: 'Refill card',
  OTHER: 'Other',
};

/** Why nothing is taken, as EN 16931 names it. */
const REASONS: Readonly<Record<string, string>> = {
  E: 'exempt',
  AE: 'reverse charge',
  O: 'outside the scope',
};

/** "15 %", "0 %, exempt". */
export function sayRate(value: string): string {
  const [percent = '', category] = value.split(' ');
  return `${percent} %${category ? `, ${REASONS[category] ?? category}` : ''}`;
}
