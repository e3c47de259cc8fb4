import { useState } from 'react';
import { Box, Button } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { addDays } from '@backhaul/domain/time/calendar';
import { dayInWords } from '@backhaul/domain/schedule/automationWords';
import { request } from '../api/client.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale, useViewer } from '../kit/index.ts';
import {
  previewNowDocument,
  skipDocument,
  unskipDocument,
  updateAutomationDocument,
  type Coming,
  type ComingRun,
} from './api.ts';
import { sayPause, sayPreviewNow, saySkip } from './effects.ts';

/** What is asked before it is done. */
export type Asked = { kind: 'PAUSE' } | { kind: 'SKIP' | 'RUN_NOW'; run: ComingRun };

/** The dialog of what is asked, with what it will do. */
export function AutomationDialog({
  coming,
  asked,
  onClose,
}: {
  coming: Coming;
  asked: Asked;
  onClose: () => void;
}) {
  if (asked.kind === 'PAUSE') return <PauseDialog coming={coming} onClose={onClose} />;
  return asked.kind === 'SKIP' ? (
    <SkipDialog coming={coming} run={asked.run} onClose={onClose} />
  ) : (
    <RunNowDialog coming={coming} run={asked.run} onClose={onClose} />
  );
}

/** Has the runs and what comes asked for anew. */
function useRefreshed(): () => Promise<unknown> {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['billing-runs'] }),
      client.invalidateQueries({ queryKey: ['automation-settings'] }),
      client.invalidateQueries({ queryKey: ['runs-waiting'] }),
    ]);
}

function Effect({ lines, otherwise }: { lines: readonly string[]; otherwise?: string }) {
  return (
    <Box role="status" sx={{ display: 'grid', gap: 1 }}>
      {lines.map((line) => (
        <Box key={line}>{line}</Box>
      ))}
      {lines.length === 0 && otherwise && <Box>{otherwise}</Box>}
    </Box>
  );
}

function PauseDialog({ coming, onClose }: { coming: Coming; onClose: () => void }) {
  const today = useViewer()?.today ?? '';
  const refreshed = useRefreshed();
  const submission = useSubmit();
  const [until, setUntil] = useState(() => addDays(today, 7));
  const pause = async () => {
    const done = await submission.submit(async () => {
      await request(updateAutomationDocument, {
        partnerId: coming.partner.id,
        input: { pausedUntil: until },
      });
      await refreshed();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title="Pause the automation"
      submitLabel={until ? `Pause until ${dayInWords(until)}` : 'Pause'}
      busyLabel="Pausing"
      submission={submission}
      onSubmit={() => void pause()}
      onClose={onClose}
      disabled={until <= today}
      failure="The automation was not paused."
    >
      <Field
        name="pausedUntil"
        label="It works again on"
        type="date"
        value={until}
        min={addDays(today, 1)}
        onChange={setUntil}
        errors={submission.fields}
      />
      {until > today && (
        <Effect
          lines={sayPause(coming, until)}
          otherwise="Nothing would have come before that day."
        />
      )}
      <Box sx={{ color: 'text.secondary' }}>
        By hand everything stays possible meanwhile. The pause holds for {coming.partner.name}
        {coming.partner.childCount > 0 && ' and those below that inherit it'}.
      </Box>
    </FormDialog>
  );
}

function SkipDialog({
  coming,
  run,
  onClose,
}: {
  coming: Coming;
  run: ComingRun;
  onClose: () => void;
}) {
  const locale = useLocale();
  const refreshed = useRefreshed();
  const submission = useSubmit();
  const [reason, setReason] = useState('');
  const date = dayInWords(run.billingDate);
  const skip = async () => {
    const done = await submission.submit(async () => {
      await request(skipDocument, {
        partnerId: coming.partner.id,
        billingDate: run.billingDate,
        reason: reason.trim() || null,
      });
      await refreshed();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title={`Skip ${date}`}
      submitLabel={`Skip ${date}`}
      busyLabel="Skipping"
      submission={submission}
      onSubmit={() => void skip()}
      onClose={onClose}
      failure="The date was not skipped."
    >
      <Effect lines={saySkip(run, locale)} />
      <Field
        name="reason"
        label="Reason (may be empty)"
        value={reason}
        onChange={setReason}
        errors={submission.fields}
      />
      <Box sx={{ color: 'text.secondary' }}>You can take this back.</Box>
    </FormDialog>
  );
}

function RunNowDialog({
  coming,
  run,
  onClose,
}: {
  coming: Coming;
  run: ComingRun;
  onClose: () => void;
}) {
  const refreshed = useRefreshed();
  const submission = useSubmit();
  const date = dayInWords(run.billingDate);
  const start = async () => {
    const done = await submission.submit(async () => {
      await request(previewNowDocument, {
        partnerId: coming.partner.id,
        billingDate: run.billingDate,
      });
      await refreshed();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title={`Make the preview for ${date} now`}
      submitLabel={`Preview ${date} now`}
      busyLabel="Making the preview"
      submission={submission}
      onSubmit={() => void start()}
      onClose={onClose}
      failure="The preview was not made."
    >
      <Effect lines={sayPreviewNow(coming, run)} />
      <Box sx={{ color: 'text.secondary' }}>
        A preview charges nobody. You look through it as through any other, and can delete it.
      </Box>
    </FormDialog>
  );
}

/** A click that takes something back at once: what was so before is so again. */
export function TakeBack({
  coming,
  skipped,
  label,
}: {
  coming: Coming;
  /** The date that is skipped; without one the pause. */
  skipped?: string;
  label: string;
}) {
  const refreshed = useRefreshed();
  const { busy, submit, error } = useSubmit();
  const partnerId = coming.partner.id;
  const back = () =>
    void submit(async () => {
      if (skipped) await request(unskipDocument, { partnerId, billingDate: skipped });
      else await request(updateAutomationDocument, { partnerId, input: { pausedUntil: null } });
      await refreshed();
    });
  return (
    <>
      <Button size="small" variant="outlined" disabled={busy} onClick={back}>
        {label}
      </Button>
      {error !== null && <Box role="alert">That did not work. Try again.</Box>}
    </>
  );
}
