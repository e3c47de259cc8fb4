import { addDecimals } from '@backhaul/domain/money/decimals';
import type { RunSummaryFragment } from '../../generated/graphql.ts';

/** What several runs come to together, by currency. */
export function totalsOf(runs: readonly Pick<RunSummaryFragment, 'total'>[]) {
  const amounts = runs.flatMap((run) => run.total);
  return [...new Set(amounts.map(({ currency }) => currency))].sort().map((currency) => ({
    currency,
    amount: addDecimals(
      amounts.filter((each) => each.currency === currency).map(({ amount }) => amount),
    ),
  }));
}
