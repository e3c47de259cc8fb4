import type { Amiss } from './api.ts';

/** What each invariant says, by its name on the server. */
export const INVARIANT_WORDS: Readonly<Record<string, { label: string; about: string }>> = {
  LEDGER: { label: 'Ledger', about: 'Every balance is all credits less all debits.' },
  DOCUMENTS: {
    label: 'Documents',
    about: 'Every document is the sum of its lines, and the ledger has it once.',
  },
  NUMBERS: { label: 'Numbers', about: 'No number of a document is missing.' },
  ALLOCATIONS: {
    label: 'Allocations',
    about: 'No money is used twice, and no invoice is paid by more than it is.',
  },
  NOTES: { label: 'Credit notes', about: 'Credit notes stay within their invoice.' },
  PERIODS: { label: 'Periods', about: 'No day of a service is charged twice or left out.' },
  SUMS: { label: 'Sums', about: 'The figures of dashboards and runs are what their rows come to.' },
};

const PAGES: Readonly<Record<Amiss['kind'], { label: string; path: string }>> = {
  CUSTOMER: { label: 'Customer', path: 'customers' },
  INVOICE: { label: 'Invoice', path: 'invoices' },
  CREDIT_NOTE: { label: 'Credit note', path: 'credit-notes' },
  PROFORMA: { label: 'Proforma', path: 'proformas' },
  PAYMENT: { label: 'Payment', path: 'payments' },
  SERVICE: { label: 'Service', path: 'services' },
  BILLING_RUN: { label: 'Billing run', path: 'billing-runs' },
  PARTNER: { label: 'Partner', path: 'partners' },
};

export const labelOf = ({ kind, name }: Amiss): string => `${PAGES[kind].label} ${name}`;
export const addressOf = ({ kind, id }: Amiss): string => `/${PAGES[kind].path}/${id}/show`;
