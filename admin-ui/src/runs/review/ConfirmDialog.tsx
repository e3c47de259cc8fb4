import { Alert, AlertTitle, Box } from '@mui/material';
import { ApiError, request } from '../../api/client.ts';
import type { RunDetailFragment, RunSummaryFragment } from '../../generated/graphql.ts';
import { FormDialog } from '../../kit/form/FormDialog.tsx';
import { useSubmit } from '../../kit/form/useSubmit.ts';
import { useAsked, useLocale, Warnings } from '../../kit/index.ts';
import { ConfirmRun, RepreviewRun } from '../api.ts';
import { Consequences } from './Consequences.tsx';
import { sayWhat } from './sayWhat.ts';
import { StaleChanges } from './StaleChanges.tsx';
import { useRunCare } from './useRunCare.ts';
import { useRunEffects } from './useRunEffects.ts';

interface ConfirmDialogProps {
  run: RunDetailFragment;
  onClose: () => void;
  onChanged: (run: RunSummaryFragment) => void;
}

/** Everything that confirming does, before it is done. */
export function ConfirmDialog({ run, onClose, onChanged }: ConfirmDialogProps) {
  const locale = useLocale();
  const submission = useSubmit();
  const stale =
    submission.error instanceof ApiError && submission.error.reason === 'STALE_PREVIEW'
      ? submission.error
      : null;
  const what = sayWhat(run, locale);
  const care = useRunCare(run);
  const asked = useAsked(care.data?.warnings ?? []);
  const effects = useRunEffects([run]);

  const confirm = async () => {
    const done = await submission.submit(async () => {
      onChanged(
        (await request(ConfirmRun, { id: run.id, fingerprint: run.fingerprint ?? '' }))
          .confirmBillingRun,
      );
    });
    if (done) onClose();
    else void care.refetch();
  };
  const again = async () => {
    const done = await submission.submit(async () =>
      onChanged((await request(RepreviewRun, { id: run.id })).repreviewBillingRun),
    );
    if (done) onClose();
  };

  if (stale) {
    return (
      <FormDialog
        title="The preview is out of date"
        submitLabel="Preview again"
        submission={{ ...submission, error: null }}
        onSubmit={() => void again()}
        onClose={onClose}
        failure=""
        cancelLabel="Close"
      >
        <Alert severity="warning" variant="outlined">
          <AlertTitle>Nothing was issued</AlertTitle>
          {care.data?.stale ? <StaleChanges run={run} stale={care.data.stale} /> : stale.message}
        </Alert>
        <Box>
          Previewing again replaces it with what is true now; customers you excluded stay excluded.
        </Box>
      </FormDialog>
    );
  }
  return (
    <FormDialog
      title={`Confirm ${what}`}
      submitLabel={`Confirm ${what}`}
      busyLabel="Confirming"
      submission={submission}
      onSubmit={() => void confirm()}
      onClose={onClose}
      failure="Nothing was issued."
      cancelLabel="Not yet"
      disabled={asked.blocked}
    >
      <Consequences runs={[run]} effects={effects} />
      <Warnings asked={asked} goOn="Yes, confirm it like this" />
    </FormDialog>
  );
}
