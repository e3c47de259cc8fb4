import { useQueries } from '@tanstack/react-query';
import { request } from '../../api/client.ts';
import type { BillingRunEffectQuery, RunSummaryFragment } from '../../generated/graphql.ts';
import { RunEffectQuery } from '../api.ts';

type RunEffect = BillingRunEffectQuery['billingRun'];

/** What confirming some previews will do beyond their totals, as far as it is known. */
export interface RunEffects {
  known: readonly RunEffect[];
  /** Whether every preview has answered. */
  complete: boolean;
  error: Error | null;
  retry: () => void;
}

/** Asks each preview for its dates, mails and warnings. */
export function useRunEffects(runs: readonly RunSummaryFragment[]): RunEffects {
  const answers = useQueries({
    queries: runs.map((run) => ({
      queryKey: ['billing-runs', run.id, 'effect', run.fingerprint],
      queryFn: async () => (await request(RunEffectQuery, { id: run.id })).billingRun,
    })),
  });
  const known = answers.flatMap(({ data }) => data ?? []);
  return {
    known,
    complete: known.length === runs.length,
    error: answers.find(({ error }) => error)?.error ?? null,
    retry: () => answers.forEach((each) => void each.refetch()),
  };
}
