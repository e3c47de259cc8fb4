import { useState } from 'react';
import { Alert, AlertTitle, Box, Button, Link } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import { request } from '../api/client.ts';
import { CopyLine } from '../kit/CopyLine.tsx';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { InstantText, useCan, useLocale } from '../kit/index.ts';
import { ClosePaymentTask } from './api.ts';
import { RecordPaymentDialog } from './RecordPaymentDialog.tsx';
import { providerNumber, sayPaymentTask, type PaymentTask } from './sayTask.ts';

const look = { size: 'small', variant: 'outlined', color: 'inherit' } as const;

/** What a person has to look at about money that came in, and what can be done about it. */
export function TaskNotice({ task, onPage = false }: { task: PaymentTask; onPage?: boolean }) {
  const locale = useLocale();
  const mayWrite = useCan('payments:write');
  const [recording, setRecording] = useState(false);
  const [closing, setClosing] = useState(false);
  const close = useClose(task);
  const reference = providerNumber(task);
  return (
    <Alert
      severity="warning"
      variant="outlined"
      sx={{ '& .MuiAlert-message': { overflowWrap: 'anywhere', flex: 1, minWidth: 0 } }}
    >
      <AlertTitle>
        <Link component={RouterLink} to={`/customers/${task.customer.id}/show?tab=payments`}>
          {task.customer.name}
        </Link>
      </AlertTitle>
      <Box>{sayPaymentTask(task, locale)}</Box>
      <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem', marginBlockEnd: 1 }}>
        <InstantText at={task.createdAt} />
      </Box>
      {reference && <CopyLine label="Number at the provider" value={reference} />}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, marginBlockStart: 1 }}>
        {task.payment && !onPage && (
          <Button {...look} component={RouterLink} to={`/payments/${task.payment.id}/show`}>
            Open payment {task.payment.receiptNumber}
          </Button>
        )}
        {mayWrite && !task.payment && (
          <Button {...look} onClick={() => setRecording(true)}>
            Record payment
          </Button>
        )}
        {mayWrite && (
          <Button {...look} onClick={() => setClosing(true)}>
            Mark as dealt with
          </Button>
        )}
      </Box>
      {recording && (
        <RecordPaymentDialog
          customerId={task.customer.id}
          onClose={() => setRecording(false)}
          // What was recorded stands, also when somebody else has marked it meanwhile.
          onRecorded={() => void close('Recorded as a payment.').catch(() => undefined)}
        />
      )}
      {closing && <CloseDialog task={task} onClose={() => setClosing(false)} />}
    </Alert>
  );
}

/** Says what was done about it, after which nobody has to look at it. */
function useClose(task: PaymentTask): (note: string) => Promise<void> {
  const queries = useQueryClient();
  return async (note) => {
    await request(ClosePaymentTask, { id: task.id, note });
    await queries.invalidateQueries({ queryKey: ['payment-tasks'] });
    await queries.invalidateQueries({ queryKey: ['payments'] });
  };
}

function CloseDialog({ task, onClose }: { task: PaymentTask; onClose: () => void }) {
  const locale = useLocale();
  const notify = useNotify();
  const close = useClose(task);
  const submission = useSubmit();
  const [note, setNote] = useState('');
  const mark = async () => {
    if (note.trim() === '') return submission.refuse({ note: 'Say what was done; it is kept.' });
    const closed = await submission.submit(async () => {
      await close(note.trim());
      notify('Marked as dealt with.', { type: 'success' });
    });
    if (closed) onClose();
  };
  return (
    <FormDialog
      title="Mark as dealt with"
      submitLabel="Mark as dealt with"
      submission={submission}
      onSubmit={() => void mark()}
      onClose={onClose}
      failure="It was not marked."
      width="xs"
    >
      <Box>{sayPaymentTask(task, locale)}</Box>
      <Field
        name="note"
        label="What was done"
        value={note}
        onChange={setNote}
        errors={submission.fields}
        required
        autoFocus
      />
    </FormDialog>
  );
}
