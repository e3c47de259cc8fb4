import { useEffect } from 'react';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { request, useConnectionState, useSubscription } from '../api/client.ts';
import type {
  BillingRunStatus,
  RunDetailFragment,
  RunSummaryFragment,
} from '../generated/graphql.ts';
import { BillingRunQuery, RunProgressSubscription } from './api.ts';

/** States in which the server is at work and numbers move. */
export function isWorking(status: BillingRunStatus): boolean {
  return status === 'PREVIEWING' || status === 'CONFIRMING';
}

export function runKey(id: string): readonly unknown[] {
  return ['billing-runs', id, 'run'];
}

/** A run as it is now: pushed while it moves, and asked for every second and a half while nothing can be pushed. */
export function useRun(id: string): UseQueryResult<RunDetailFragment> {
  const client = useQueryClient();
  const connection = useConnectionState();
  const { data: pushed } = useSubscription(RunProgressSubscription, { id });
  const summary = pushed?.billingRunProgress ?? null;
  useEffect(() => {
    if (summary) takeOver(summary);
    function takeOver(next: RunSummaryFragment) {
      const before = client.getQueryData<RunDetailFragment>(runKey(id));
      if (!before) return;
      client.setQueryData<RunDetailFragment>(runKey(id), { ...before, ...next });
      // Totals, flags and customers come with the questions of their own; only now there is something new to ask.
      const changed = before.status !== next.status || before.fingerprint !== next.fingerprint;
      if (changed) void client.invalidateQueries({ queryKey: ['billing-runs'] });
    }
  }, [client, id, summary]);
  return useQuery({
    queryKey: runKey(id),
    queryFn: async () => (await request(BillingRunQuery, { id })).billingRun,
    refetchInterval: (query) =>
      query.state.data && isWorking(query.state.data.status) && connection !== 'live'
        ? 1500
        : false,
  });
}
