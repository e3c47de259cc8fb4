import { useId, useState, type ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { Box, Button } from '@mui/material';
import { request } from '../../api/client.ts';
import type { RunDetailFragment, RunSummaryFragment } from '../../generated/graphql.ts';
import { FormError } from '../../kit/form/FormError.tsx';
import { useSubmit } from '../../kit/form/useSubmit.ts';
import { useCan, useLocale } from '../../kit/index.ts';
import { RepreviewRun } from '../api.ts';
import { isConfirmation, runKey } from '../useRun.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { DeleteDialog } from './DeleteDialog.tsx';
import { DownloadMenu } from './DownloadMenu.tsx';
import { sayWhat } from './sayWhat.ts';
import { useRunCare } from './useRunCare.ts';

/** The decision about a run: confirm it, delete it, work it out again, or take it along as a file. */
export function RunActions({ run }: { run: RunDetailFragment }): ReactNode {
  const locale = useLocale();
  const mayCreate = useCan('billing-runs:create') && !run.fromAbove;
  const mayConfirm = useCan('billing-runs:confirm') && !run.fromAbove;
  const [open, setOpen] = useState<'confirm' | 'delete' | null>(null);
  const submission = useSubmit();
  const takeOver = useTakeOver(run);
  const ready = run.status === 'READY';
  const mayStartOver = mayCreate && (ready || isUncharged(run));
  // what no longer holds would be refused: previewing again comes first
  const stale = Boolean(useRunCare(run).data?.stale);
  const whyNot = stale
    ? 'Preview again first: this preview no longer holds.'
    : run.customerCount === 0
      ? 'Nobody would be charged, so there is nothing to confirm.'
      : null;
  const whyId = useId();
  const canDownload = ready || run.status === 'PROCESSED';
  const again = () =>
    submission.submit(async () =>
      takeOver((await request(RepreviewRun, { id: run.id })).repreviewBillingRun),
    );
  const close = () => setOpen(null);
  return (
    <>
      {mayStartOver && (
        <Button color="error" onClick={() => setOpen('delete')}>
          Delete preview
        </Button>
      )}
      {mayStartOver && (
        <Button
          variant={stale ? 'contained' : 'outlined'}
          onClick={() => void again()}
          disabled={submission.busy}
        >
          Preview again
        </Button>
      )}
      {canDownload && <DownloadMenu runId={run.id} />}
      {ready && mayConfirm && (
        <Button
          variant={stale ? 'outlined' : 'contained'}
          onClick={() => setOpen('confirm')}
          disabled={whyNot !== null}
          {...(whyNot ? { 'aria-describedby': whyId } : {})}
        >
          Confirm {sayWhat(run, locale)}
        </Button>
      )}
      {ready && mayConfirm && whyNot && (
        <Box
          id={whyId}
          // As wide as the buttons, which it does not move.
          sx={{ color: 'text.secondary', width: 0, minWidth: '100%', textAlign: { sm: 'end' } }}
        >
          {whyNot}
        </Box>
      )}
      <FormError error={submission.error} failure="The preview was not started again." />
      {open === 'confirm' && <ConfirmDialog run={run} onClose={close} onChanged={takeOver} />}
      {open === 'delete' && <DeleteDialog run={run} onClose={close} onChanged={takeOver} />}
    </>
  );
}

/** Whether a run failed before it charged anybody: after that it can only go on. */
function isUncharged(run: RunDetailFragment): boolean {
  return run.status === 'FAILED' && (!isConfirmation(run) || run.processed === 0);
}

/** What an answer says of the run is shown at once; what else has changed is asked for by useRun. */
function useTakeOver(run: RunDetailFragment): (next: RunSummaryFragment) => void {
  const client = useQueryClient();
  return (next) =>
    client.setQueryData<RunDetailFragment>(runKey(run.id), (before) => ({
      ...(before ?? run),
      ...next,
    }));
}
