import { useEffect, useRef } from 'react';
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
    if (!summary) return;
    client.setQueryData<RunDetailFragment>(
      runKey(id),
      (before) => before && { ...before, ...summary },
    );
  }, [client, id, summary]);
  const run = useQuery({
    queryKey: runKey(id),
    queryFn: async () => (await request(BillingRunQuery, { id })).billingRun,
    refetchInterval: (query) =>
      query.state.data && isWorking(query.state.data.status) && connection !== 'live'
        ? 1500
        : false,
  });
  useAskAnew(run.data);
  return run;
}

/**
 * Totals, flags and customers come with questions of their own, which are asked again when the run
 * has come to another state, however that was learned: what they answered in between is of neither.
 */
function useAskAnew(run: RunDetailFragment | undefined): void {
  const client = useQueryClient();
  const state = run && [run.id, run.status, run.fingerprint].join();
  const known = useRef(state);
  useEffect(() => {
    const before = known.current;
    known.current = state;
    if (before !== undefined && before !== state)
      void client.invalidateQueries({ queryKey: ['billing-runs'] });
  }, [client, state]);
}

/** Whether a run got as far as being confirmed, whatever became of it. */
export const isConfirmation = (run: RunSummaryFragment): boolean =>
  run.confirmedAt !== null || run.confirmedBy !== null;
