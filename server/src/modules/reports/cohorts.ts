import { MONTHS_FOLLOWED, monthsAfter, monthsFollowed } from '@backhaul/domain/reports/cohorts';
import { REPORTS } from '@backhaul/domain/reports/kinds';
import { countOf } from '@backhaul/domain/text/plural';
import { TileUnit } from '../dashboards/index.ts';
import type { Asked } from './asked.ts';
import { cohortFacts } from './cohorts.store.ts';
import { money, type Measure, type SummedKind } from './kind.ts';

const count = (key: string, label: string, more?: Partial<Measure>): Measure => ({
  key,
  label,
  unit: TileUnit.COUNT,
  ...more,
});
const percent = (key: string, label: string, share: Measure['share']): Measure => ({
  key,
  label,
  unit: TileUnit.PERCENT,
  share,
});
const silent = { silent: true };

const following = ({ from, today }: Asked): number[] =>
  Array.from({ length: monthsFollowed(from, today) }, (_, n) => n + 1);

/**
 * How many of those who came in the same month stay, and what they bring, against the end of that month. A total is of
 * those cohorts that are so old.
 */
export const cohorts: SummedKind = {
  need: ['metrics:read'],
  shape: REPORTS.COHORTS,
  ofBilled: true,
  measures(asked) {
    const months = following(asked);
    return [
      count('customers', 'Customers'),
      money('mrr', 'Revenue a month'),
      ...months.map((k) =>
        percent(`kept${k}`, `Customers, month ${k}`, [`stayed${k}`, `came${k}`]),
      ),
      ...months.map((k) =>
        percent(`revenue${k}`, `Revenue, month ${k}`, [`brings${k}`, `brought${k}`]),
      ),
      ...months.flatMap((k) => [
        count(`stayed${k}`, '', silent),
        count(`came${k}`, '', silent),
        money(`brings${k}`, '', silent),
        money(`brought${k}`, '', silent),
      ]),
    ];
  },
  facts: cohortFacts,
  // no list finds customers by when they came and what they brought on a day
  drill: () => null,
  notes: ({ from, today }) => [
    'Who first brought recurring revenue in a month, as it stood at its end; then what of them and of that revenue was there at the end of each month after it, of this month today.',
    ...(monthsAfter(from, today) > MONTHS_FOLLOWED
      ? [`Each is followed for ${countOf(MONTHS_FOLLOWED, 'month', 'months')}.`]
      : []),
  ],
};
