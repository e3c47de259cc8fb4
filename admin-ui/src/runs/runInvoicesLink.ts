import type { RunSummaryFragment } from '../generated/graphql.ts';

/**
 * The invoice list narrowed to what the run issued: recurring invoices of its date, and of its
 * partner if it has one alone.
 */
export function runInvoicesLink(run: Pick<RunSummaryFragment, 'date' | 'partners'>): string {
  const [only] = run.partners;
  const filter = {
    recurring: true,
    documentDateFrom: run.date,
    documentDateTo: run.date,
    ...(run.partners.length === 1 && only ? { partnerId: only.id } : {}),
  };
  return `/invoices?${new URLSearchParams({ filter: JSON.stringify(filter) }).toString()}`;
}
