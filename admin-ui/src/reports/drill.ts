import { listLink } from '../kit/list/listLink.ts';
import type { ReportRow } from './api.ts';

/** Where lists of the API are shown. */
const PAGES: Readonly<Record<string, string>> = {
  transactions: '/transactions',
  invoices: '/invoices',
  creditNotes: '/credit-notes',
  payments: '/payments',
  customers: '/customers',
  services: '/services',
};

/** The address of what adds up to a figure; null where there is nothing to open. */
export function drillTo(link: ReportRow['drill']): string | null {
  const page = link && PAGES[link.list];
  return page ? listLink(page, link.filter as Record<string, string>) : null;
}
