import { REPORTS } from '@backhaul/domain/reports/kinds';
import { formatMinor } from '@backhaul/domain/money/money';
import { TileUnit } from '../dashboards/index.ts';
import { churnFacts, MOVES } from './churn.store.ts';
import { money, type SummedKind } from './kind.ts';
import { movementsLink } from './links.ts';

/** Which movements add up to a measure; all of them where none is said. */
const kindsOf = (measure: string | null): string[] | null => {
  if (measure === 'came') return ['NEW'];
  if (measure === 'left') return ['CHURN'];
  const figure = measure !== null && measure in MOVES ? MOVES[measure as keyof typeof MOVES] : null;
  return figure && [figure.replace('MRR_', '')];
};

/** How monthly recurring revenue moved. Source: the desk, Figures and Reports. */
export const churn: SummedKind = {
  need: ['metrics:read'],
  shape: REPORTS.CHURN,
  ofBilled: true,
  measures: () => [
    money('new', 'New'),
    money('expansion', 'Expansion'),
    money('reactivation', 'Reactivation'),
    money('contraction', 'Contraction'),
    money('churn', 'Churn'),
    money('change', 'Change'),
    { key: 'came', label: 'Customers new', unit: TileUnit.COUNT },
    { key: 'left', label: 'Customers lost', unit: TileUnit.COUNT },
    money('opening', 'Opening', { silent: true }),
  ],
  facts: churnFacts,
  drill: (asked, cell, measure) => movementsLink(asked, cell, kindsOf(measure)),
  notes({ currency, digits }, sums) {
    const said = (minor: bigint) => `${formatMinor(minor, digits)} ${currency}`;
    const opening = sums.get('opening') ?? 0n;
    const closing = opening + (sums.get('change') ?? 0n);
    return [
      `Recurring revenue a month was ${said(opening)} before, and ${said(closing)} at the end.`,
    ];
  },
};
