import { REPORTS } from '@backhaul/domain/reports/kinds';
import { formatMinor } from '@backhaul/domain/money/money';
import { money, type Measure, type SummedKind } from './kind.ts';
import { entriesLink } from './links.ts';
import { billedFacts, earnedFacts, REVENUE } from './revenue.store.ts';
import { ReportBasis } from './reports.types.ts';

const BILLED: readonly Measure[] = [
  money('net', 'Net'),
  money('tax', 'Tax'),
  money('gross', 'Gross'),
  money('corrections', 'Corrections'),
  money('paid', 'Payments', { silent: true }),
  money('refunded', 'Refunds', { silent: true }),
];
const EARNED: readonly Measure[] = [
  money('net', 'Earned'),
  money('billed', 'Billed'),
  money('deferred', 'Deferred'),
];

/** In which categories the entries of a measure count. */
const CATEGORIES: Readonly<Record<string, readonly string[]>> = {
  corrections: ['Correction'],
  paid: ['Payment'],
  refunded: ['Refund'],
};

/** What customers were charged, without tax, or what of it was earned. Source: the desk, Reports. */
export const revenue: SummedKind = {
  need: ['transactions:read'],
  shape: REPORTS.REVENUE,
  measures: ({ basis }) => (basis === ReportBasis.EARNED ? EARNED : BILLED),
  facts: (asked, p) =>
    asked.basis === ReportBasis.EARNED ? earnedFacts(asked, p) : billedFacts(asked, p),
  drill(asked, cell, measure) {
    const categories = CATEGORIES[measure ?? ''] ?? REVENUE;
    const earned = asked.basis === ReportBasis.EARNED && measure !== 'billed';
    return entriesLink(asked, cell, { countsIn: categories }, { served: earned });
  },
  notes({ basis, currency, digits }, sums) {
    if (basis === ReportBasis.EARNED)
      return [
        'Each line is spread over the days that it is for; deferred is what was billed less what was earned.',
      ];
    const said = (key: string) => `${formatMinor(sums.get(key) ?? 0n, digits)} ${currency}`;
    const of = (key: string) => sums.get(key) ?? 0n;
    const moved = of('gross') + of('corrections') - (of('paid') - of('refunded'));
    return [
      `Corrections are no revenue and stand apart. Payments ${said('paid')}, refunds ${said('refunded')}: customers' balances changed by ${formatMinor(-moved, digits)} ${currency}.`,
    ];
  },
};
