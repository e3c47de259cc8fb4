import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { request } from '../../api/client.ts';
import type { BillingRunStaleQuery, RunDetailFragment } from '../../generated/graphql.ts';
import { RunStaleQuery } from '../api.ts';

const lookAgainMs = 20_000;
/** Customers who changed, by name beside how many there are. */
const NAMED = 5;

/** Whether a preview still holds, and what is unusual about it; asked again while somebody looks at it. */
export function useRunCare(
  run: RunDetailFragment,
): UseQueryResult<BillingRunStaleQuery['billingRun']> {
  return useQuery({
    queryKey: ['billing-runs', run.id, 'care', run.fingerprint],
    queryFn: async () => (await request(RunStaleQuery, { id: run.id, named: NAMED })).billingRun,
    refetchInterval: lookAgainMs,
    refetchOnWindowFocus: 'always',
  });
}
