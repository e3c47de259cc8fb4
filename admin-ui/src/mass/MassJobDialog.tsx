import { useEffect, useRef } from 'react';
import { Alert, Box, LinearProgress } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { formatNumber } from '@backhaul/design';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import type { MassJobPartsFragment } from '../generated/graphql.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { ErrorState, useLocale } from '../kit/index.ts';
import { sayMails } from '../kit/mails.ts';
import { CancelJob, ConfirmMassJob, MassMailsQuery } from './api.ts';
import { MassRows } from './MassRows.tsx';
import { isWorking, useMassJob } from './useMassJob.ts';
import { sayOutcome, wordsOf, type WorkWords } from './words.ts';

interface MassJobDialogProps {
  /** As it was begun. */
  begun: MassJobPartsFragment;
  title: string;
  onClose: () => void;
  /** When it is closed after it was begun. */
  onDone?: () => void;
}

/** Work on many records: what it would do, that it is done, and what came of it. */
export function MassJobDialog({ begun, title, onClose, onDone }: MassJobDialogProps) {
  const locale = useLocale();
  const submission = useSubmit();
  const job = useMassJob(begun).data ?? begun;
  const refresh = useRefresh();
  const words = wordsOf(job);
  const working = isWorking(job);
  useEnded(job, () => void refresh());
  const confirm = () =>
    submission.submit(() => request(ConfirmMassJob, { id: job.id, fingerprint: job.fingerprint }));
  // what was looked at and not confirmed is put away; what is being done goes on
  const close = () => {
    if (!job.confirmed && (working || job.status === 'READY'))
      void request(CancelJob, { id: job.id }).catch(() => undefined);
    onClose();
    // the rows that are ticked hold this dialog: not before it is read
    if (job.confirmed) onDone?.();
  };
  const ready = job.status === 'READY';
  return (
    <FormDialog
      title={title}
      submitLabel={
        ready ? `${words.act} ${countOf(job.changes, words.one, words.many, locale)}` : null
      }
      cancelLabel={ready ? 'Cancel' : working && !job.confirmed ? 'Stop looking' : 'Close'}
      busyLabel={words.acting}
      disabled={ready && job.changes === 0}
      submission={submission}
      onSubmit={() => void confirm()}
      onClose={close}
      failure="Nothing was done."
      width="md"
    >
      {working && <Progress job={job} />}
      {job.status === 'FAILED' && (
        <Alert severity="error" variant="outlined">
          It stopped because the server failed at it. What is done is done once; begin anew for the
          rest.
        </Alert>
      )}
      {!working && job.status !== 'FAILED' && (
        <Alert
          severity={ready ? 'info' : job.refused > 0 ? 'warning' : 'success'}
          variant="outlined"
          role="status"
        >
          {job.status === 'CANCELLED' ? 'It was stopped. ' : ''}
          {sayOutcome(job, locale)}.
        </Alert>
      )}
      {ready && job.changes > 0 && (
        <Box>
          {words.note} {!job.list && <Mails id={job.id} />}
        </Box>
      )}
      {!working && <MassRows job={job} />}
    </FormDialog>
  );
}

/** How many mails go when it is confirmed, when, and who gets none. */
function Mails({ id }: { id: string }) {
  const locale = useLocale();
  const mails = useQuery({
    queryKey: ['mass-jobs', id, 'mails'],
    queryFn: async () => (await request(MassMailsQuery, { id })).massJob.mails,
  });
  if (mails.error)
    return (
      <ErrorState
        error={mails.error}
        what="The mails could not be counted."
        onRetry={() => void mails.refetch()}
      />
    );
  if (!mails.data) return null;
  return <>{sayMails(mails.data, locale).join(' ') || 'No mails go out.'}</>;
}

function Progress({ job }: { job: MassJobPartsFragment }) {
  const locale = useLocale();
  const words = wordsOf(job);
  const all = countOf(job.undoing ? job.changes : job.total, words.one, words.many, locale);
  const done = formatNumber(
    Math.round(job.progress * (job.undoing ? job.changes : job.total)),
    locale,
  );
  return (
    <Box role="status">
      <LinearProgress
        variant="determinate"
        value={Math.round(job.progress * 100)}
        aria-label="Progress"
        sx={{ height: 6, borderRadius: 3, marginBlockEnd: 1 }}
      />
      {sayWork(job, words)} {done} of {all}
      <Box sx={{ color: 'text.secondary' }}>
        {job.confirmed && 'It goes on when this is closed.'}
      </Box>
    </Box>
  );
}

function sayWork({ confirmed, undoing }: MassJobPartsFragment, { acting }: WorkWords): string {
  return undoing ? 'Taking back' : confirmed ? acting : 'Looking at';
}

/** Tells once that a job which was confirmed has ended. */
function useEnded(job: MassJobPartsFragment, tell: () => void): void {
  const ended = job.confirmed && !isWorking(job);
  const told = useRef(false);
  const latest = useRef(tell);
  latest.current = tell;
  useEffect(() => {
    if (!ended || told.current) return;
    told.current = true;
    latest.current();
  }, [ended]);
}
