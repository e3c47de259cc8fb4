import { listLink } from './listLink.ts';

/** A list as the API names it, with the filter that it is to be given. */
export interface ListAddress {
  list: string;
  filter: unknown;
}

/** Where the back office shows each list of the API. */
const PAGES: Readonly<Record<string, string>> = {
  invoices: '/invoices',
  creditNotes: '/credit-notes',
  proformas: '/proformas',
  payments: '/payments',
  transactions: '/transactions',
  customers: '/customers',
  services: '/services',
  messages: '/messages',
  billingRuns: '/billing-runs',
  bankTransactions: '/bank',
  mrrMovements: '/recurring',
};

/**
 * The address of the page that shows a list with its filter set; null where no page shows it. Pages
 * follow the partner switch by themselves, so that the partner is left out of their filters.
 */
export function listAddress({ list, filter }: ListAddress): string | null {
  const { partnerId: _switched, ...rest } = filter as Record<string, string | boolean | string[]>;
  // a report is asked for as a whole
  if (list === 'report')
    return `/reports?${new URLSearchParams({ report: JSON.stringify(rest) }).toString()}`;
  const path = PAGES[list];
  if (!path) return null;
  return listLink(path, rest);
}
