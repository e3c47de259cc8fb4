import type { RunStanding } from '@backhaul/design';
import type { RunDetailFragment, RunSummaryFragment } from '../generated/graphql.ts';
import { StatusChip, useCan } from '../kit/index.ts';
import { useRunCare } from './review/useRunCare.ts';

/** How a run stands for whoever looks: ready only for those who may confirm it. */
export function RunChip({ run, stale = false }: { run: RunSummaryFragment; stale?: boolean }) {
  const mayConfirm = useCan('billing-runs:confirm') && !run.fromAbove;
  const standing: RunStanding =
    run.status !== 'READY' ? run.status : stale ? 'STALE' : mayConfirm ? 'READY' : 'UNCONFIRMED';
  return <StatusChip status={standing} />;
}

/** The same where the whole run is at hand: a preview that no longer holds is not ready either. */
export function CheckedRunChip({ run }: { run: RunDetailFragment }) {
  return <RunChip run={run} stale={Boolean(useRunCare(run).data?.stale)} />;
}
