import { REPORTS } from '@backhaul/domain/reports/kinds';
import { TileUnit } from '../dashboards/index.ts';
import { money, type SummedKind } from './kind.ts';
import { entriesLink } from './links.ts';
import { paymentFacts } from './payments.store.ts';

/** Which entries add up to a measure. */
const ENTRIES = {
  paid: { countsIn: ['Payment'], type: 'CREDIT' },
  count: { countsIn: ['Payment'], type: 'CREDIT' },
  reversed: { countsIn: ['Payment'], type: 'DEBIT' },
  refunded: { countsIn: ['Refund'] },
  amount: { countsIn: ['Payment', 'Refund'] },
} as const;

const isMeasure = (key: string): key is keyof typeof ENTRIES => key in ENTRIES;

/** Money that came, and what of it went back. Source: the desk, Reports. */
export const payments: SummedKind = {
  need: ['payments:read', 'transactions:read'],
  shape: REPORTS.PAYMENTS,
  measures: () => [
    { key: 'count', label: 'Payments', unit: TileUnit.COUNT },
    money('paid', 'Received'),
    money('reversed', 'Taken back'),
    money('refunded', 'Refunded'),
    money('amount', 'Left'),
  ],
  facts: paymentFacts,
  drill: (asked, cell, measure) =>
    entriesLink(asked, cell, ENTRIES[measure !== null && isMeasure(measure) ? measure : 'amount']),
  notes: () => ['What is taken back or refunded counts on the day on which that was done.'],
};
