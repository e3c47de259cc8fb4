import { REPORTS } from '@backhaul/domain/reports/kinds';
import { formatMinor } from '@backhaul/domain/money/money';
import { addDays } from '@backhaul/domain/time/calendar';
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

const standing = { standing: true };

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
    money('opening', 'Opening', standing),
    money('closing', 'Closing', standing),
    { key: 'customersOpening', label: 'Customers before', unit: TileUnit.COUNT, ...standing },
    { key: 'customersClosing', label: 'Customers after', unit: TileUnit.COUNT, ...standing },
  ],
  facts: churnFacts,
  drill(asked, cell, measure) {
    // how many bring something on a day is in no list of movements
    if (measure?.startsWith('customers')) return null;
    const link = movementsLink(asked, cell, kindsOf(measure));
    if (!link || (measure !== 'opening' && measure !== 'closing')) return link;
    const { from: _all, ...filter } = link.filter as Record<string, unknown>;
    const to = measure === 'opening' ? addDays(asked.from, -1) : asked.to;
    return { ...link, filter: { ...filter, to } };
  },
  notes({ currency, digits }, sums) {
    const said = (minor: bigint) => `${formatMinor(minor, digits)} ${currency}`;
    const opening = sums.get('opening') ?? 0n;
    const closing = sums.get('closing') ?? 0n;
    return [
      `Recurring revenue a month was ${said(opening)} before, and ${said(closing)} at the end.`,
    ];
  },
};
