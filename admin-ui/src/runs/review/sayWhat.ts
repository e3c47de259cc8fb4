import { countOf } from '@backhaul/domain/text/plural';
import type { RunSummaryFragment } from '../../generated/graphql.ts';

/** "390 invoices"; a run of customers who are charged without invoices is counted in charges. */
export function sayWhat(run: RunSummaryFragment, locale: string): string {
  return run.invoiceCount > 0
    ? countOf(run.invoiceCount, 'invoice', 'invoices', locale)
    : countOf(run.customerCount, 'charge', 'charges', locale);
}
