import { AGES } from '@backhaul/domain/reports/ageing';
import { REPORTS } from '@backhaul/domain/reports/kinds';
import { addDays } from '@backhaul/domain/time/calendar';
import { TileUnit } from '../dashboards/index.ts';
import { ageingFacts } from './ageing.store.ts';
import { money, type SummedKind } from './kind.ts';
import { invoicesLink } from './links.ts';

/** Who owes how much, and for how long. Source: the desk, Reports. */
export const ageing: SummedKind = {
  need: ['invoices:read'],
  shape: REPORTS.AGEING,
  measures: () => [
    ...AGES.map(({ key, label }) => money(key, label)),
    money('due', 'Due'),
    { key: 'count', label: 'Invoices', unit: TileUnit.COUNT },
  ],
  facts: ageingFacts,
  drill(asked, cell, measure) {
    // what was due on a day that is over is in no list: lists show what is due now
    if (asked.to < asked.today) return null;
    const age = AGES.find(({ key }) => key === measure);
    const days = {
      ...(age?.to != null && { dueFrom: addDays(asked.to, -age.to) }),
      ...(age?.from != null && { dueTo: addDays(asked.to, -age.from) }),
    };
    return invoicesLink(asked, cell, { open: true, documentDateTo: asked.to, ...days });
  },
  notes: ({ to, today }) =>
    to < today
      ? [
          'What settled an invoice later counts as due; lists show what is due today, so that no figure opens one.',
        ]
      : [],
};
