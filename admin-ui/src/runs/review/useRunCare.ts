import { useEffect } from 'react';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { request, useConnectionState, useSubscription } from '../../api/client.ts';
import type { RunCareFragment, RunSummaryFragment } from '../../generated/graphql.ts';
import { RunCareSubscription, RunStaleQuery } from '../api.ts';

/** While nothing can be pushed. */
const lookAgainMs = 20_000;
/** Customers who changed, by name beside how many there are. */
const NAMED = 5;

const careKey = (id: string, fingerprint: string | null): readonly unknown[] => [
  'billing-runs',
  id,
  'care',
  fingerprint,
];

/** Whether a preview still holds, and what is unusual about it; useLiveCare keeps it so. */
export function useRunCare(
  run: Pick<RunSummaryFragment, 'id' | 'fingerprint'>,
): UseQueryResult<RunCareFragment> {
  const live = useConnectionState() === 'live';
  return useQuery({
    queryKey: careKey(run.id, run.fingerprint),
    queryFn: async () => (await request(RunStaleQuery, { id: run.id, named: NAMED })).billingRun,
    refetchInterval: live ? false : lookAgainMs,
    refetchOnWindowFocus: 'always',
  });
}

/** Has whoever looks at a preview told at once when it holds no longer. */
export function useLiveCare(run: Pick<RunSummaryFragment, 'id'>): void {
  const client = useQueryClient();
  const { data } = useSubscription(RunCareSubscription, { id: run.id, named: NAMED });
  const care = data?.billingRunCare;
  useEffect(() => {
    if (care) client.setQueryData(careKey(care.id, care.fingerprint), care);
  }, [client, care]);
}
