import type { RunStanding } from '@backhaul/design';
import type { RunSummaryFragment } from '../generated/graphql.ts';
import { StatusChip, useCan } from '../kit/index.ts';
import { useRunCare } from './review/useRunCare.ts';

/** How a run stands for whoever looks: ready only for those who may confirm it. */
export function RunChip({ run, stale = false }: { run: RunSummaryFragment; stale?: boolean }) {
  const mayConfirm = useCan('billing-runs:confirm') && !run.fromAbove;
  const standing: RunStanding =
    run.status !== 'READY' ? run.status : stale ? 'STALE' : mayConfirm ? 'READY' : 'UNCONFIRMED';
  return <StatusChip status={standing} />;
}

/** The same, asked whether a preview still holds: one that does not is not ready either. */
export function CheckedRunChip({ run }: { run: RunSummaryFragment }) {
  return <RunChip run={run} stale={Boolean(useRunCare(run).data?.stale)} />;
}
