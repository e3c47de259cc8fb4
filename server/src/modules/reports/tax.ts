import { REPORTS } from '@backhaul/domain/reports/kinds';
import { money, type SummedKind } from './kind.ts';
import { entriesLink } from './links.ts';
import { ReportBasis } from './reports.types.ts';
import { REVENUE } from './revenue.store.ts';
import { issuedFacts, paidFacts } from './tax.store.ts';

const TOTALS = [money('net', 'Net'), money('tax', 'Tax'), money('gross', 'Gross')];

/** The tax of what was issued, or of what of it was paid, by rate. Source: the desk, Reports. */
export const tax: SummedKind = {
  need: ['transactions:read', 'invoices:read'],
  shape: REPORTS.TAX,
  measures: ({ basis }) =>
    basis === ReportBasis.PAID
      ? TOTALS
      : [
          money('invoiceNet', 'Invoiced, net'),
          money('invoiceTax', 'Invoiced, tax'),
          money('creditNet', 'Credited, net'),
          money('creditTax', 'Credited, tax'),
          ...TOTALS,
        ],
  facts: (asked, p) =>
    asked.basis === ReportBasis.PAID ? paidFacts(asked, p) : issuedFacts(asked, p),
  drill(asked, cell, measure) {
    if (asked.basis === ReportBasis.PAID) return null;
    const credited = measure?.startsWith('credit')
      ? true
      : measure?.startsWith('invoice')
        ? false
        : undefined;
    return entriesLink(asked, cell, {
      countsIn: REVENUE,
      ...(credited !== undefined && { credited }),
    });
  },
  notes: ({ basis }) =>
    basis === ReportBasis.PAID
      ? [
          'Of each amount that settles an invoice its share of the tax; credit notes and write-offs are no money.',
        ]
      : ['What was made void is taken off on the day on which that was done.'],
};
