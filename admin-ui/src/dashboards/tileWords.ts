import type { TileUnit } from '../generated/graphql.ts';

/** What a figure is compared with: the days of the month before, or how things stood at its end. */
type Against = 'days' | 'state';

interface TileWords {
  label: string;
  /** What its count counts, one and many. */
  counts?: readonly [one: string, many: string];
  against?: Against;
  /** Whether more of it is bad. */
  bad?: boolean;
  /** What the figure means, where its name does not say. */
  about?: string;
}

const invoices = ['invoice', 'invoices'] as const;
const payments = ['payment', 'payments'] as const;
const proformas = ['proforma', 'proformas'] as const;
const customers = ['customer', 'customers'] as const;

/** The tiles by their keys, in the words of the office. */
export const TILE_WORDS: Readonly<Record<string, TileWords>> = {
  invoiced: { label: 'Invoiced', counts: invoices, against: 'days' },
  credited: { label: 'Credited', counts: ['credit note', 'credit notes'], against: 'days' },
  paid: { label: 'Paid', counts: payments, against: 'days' },
  refunded: { label: 'Refunded', counts: ['refund', 'refunds'], against: 'days' },
  invoicesPaid: { label: 'Of its invoices, paid', counts: invoices },
  invoicesPartlyPaid: { label: 'Of its invoices, partly paid', counts: invoices },
  invoicesUnpaid: { label: 'Of its invoices, unpaid', counts: invoices },
  proformasPaid: { label: 'Proformas, paid', counts: proformas },
  proformasUnpaid: { label: 'Proformas, unpaid', counts: proformas },
  planned: {
    label: 'Planned to invoice',
    counts: invoices,
    about: 'what billing runs of the month are still to issue',
  },
  plannedProformas: {
    label: 'Planned proformas',
    counts: proformas,
    about: 'what is to be asked for ahead this month',
  },
  outstanding: {
    label: 'Outstanding',
    counts: ['open invoice', 'open invoices'],
    against: 'state',
    bad: true,
  },
  overdue: {
    label: 'Overdue',
    counts: ['invoice past its date', 'invoices past their date'],
    against: 'state',
    bad: true,
  },
  customers: { label: 'Customers', against: 'state' },
  mrr: { label: 'Recurring a month (MRR)', counts: customers, against: 'state' },
  mrrMovements: {
    label: 'How recurring revenue moved',
    counts: ['movement', 'movements'],
    against: 'days',
  },
  arpu: {
    label: 'Per customer (ARPU)',
    against: 'state',
    about: 'a month, before tax',
  },
  growth: { label: 'Growth of MRR', against: 'days' },
  churn: {
    label: 'Customers lost',
    counts: customers,
    against: 'days',
    bad: true,
    about: 'of those at the beginning of the month',
  },
  grossChurn: {
    label: 'MRR lost',
    against: 'days',
    bad: true,
    about: 'what shrank or ended, of the month’s beginning',
  },
  netChurn: {
    label: 'MRR lost, net',
    against: 'days',
    bad: true,
    about: 'less what grew and came back',
  },
  retention: {
    label: 'MRR kept',
    against: 'days',
    about: 'of customers of the month’s beginning',
  },
  quickRatio: { label: 'Quick ratio', against: 'days', about: 'what came, for each 1 that went' },
  invoicedByPeriod: { label: 'Invoiced by day', counts: invoices },
  paidByPeriod: { label: 'Paid by day', counts: payments },
  topPayers: { label: 'Paid most' },
  topDebtors: { label: 'Most overdue' },
  needsYou: { label: 'Waits for somebody' },
  cashForecast: {
    label: 'Cash expected in 13 weeks',
    counts: invoices,
    about: 'what is open and planned, by when each customer usually pays',
  },
  system: { label: 'This installation', about: 'failed jobs in 24 hours' },
};

const ROW_WORDS: Readonly<Record<string, string>> = {
  ACTIVE: 'Active',
  BLOCKED: 'Blocked',
  NEW_THIS_MONTH: 'New this month',
  NET: 'Net',
  TAX: 'Tax',
  PREVIEWS: 'Previews to confirm',
  DRAFTS: 'Drafts of invoices',
  HELD_MESSAGES: 'Messages held',
  FAILED_MESSAGES: 'Messages not delivered',
  UNMATCHED_BANK_ENTRIES: 'Bank entries to post',
  NEW: 'New',
  EXPANSION: 'Grew',
  REACTIVATION: 'Came back',
  CONTRACTION: 'Shrank',
  CHURN: 'Left',
  VOIDED_OF_EARLIER: 'made void from earlier months',
  REVERSED_OF_EARLIER: 'reversed from earlier months',
  LIKELY: 'Likely of it',
  COLLECTED_PERCENT: 'Usually collected',
  LATE: 'Late, no date',
  VERSION: 'Version',
  UPTIME_SECONDS: 'Running for',
  DATABASE_BYTES: 'Database',
  JOBS_WAITING: 'Jobs waiting',
  OLDEST_JOB_SECONDS: 'Oldest of them waits',
  FAILED_JOBS: 'Failed jobs in 24 hours',
  MAIL_WAITING: 'Mails waiting',
  MAIL_HELD: 'Mails held',
  MAIL_FAILED: 'Mails not delivered',
  LAST_RUN: 'Last billing run',
};

/** A row in words; what is named by somebody (a customer) is named so. */
export const rowLabel = (label: string): string => ROW_WORDS[label] ?? label;

/** Rows of a tile of several figures that have a unit of their own. */
const ROW_UNITS: Readonly<Record<string, TileUnit>> = {
  UPTIME_SECONDS: 'SECONDS',
  OLDEST_JOB_SECONDS: 'SECONDS',
  DATABASE_BYTES: 'BYTES',
  COLLECTED_PERCENT: 'PERCENT',
};
export const rowUnit = (label: string, unit: TileUnit): TileUnit => ROW_UNITS[label] ?? unit;

export const wordsOf = (key: string): TileWords => TILE_WORDS[key] ?? { label: key };
