import { useState } from 'react';
import { Alert, AlertTitle, Box, Button, Link } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import { request } from '../api/client.ts';
import type { PaymentTaskListQuery } from '../generated/graphql.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { InstantText, useCan, usePartnerScope } from '../kit/index.ts';
import { ClosePaymentTask, PaymentTasksQuery } from './api.ts';

type Task = PaymentTaskListQuery['paymentTasks'][number];

/** What a person has to look at about money that came in; nothing where nothing is. */
export function PaymentTasks() {
  const { partnerId } = usePartnerScope();
  const mayClose = useCan('payments:write');
  const [closing, setClosing] = useState<Task | null>(null);
  const { data } = useQuery({
    queryKey: ['payment-tasks', partnerId],
    queryFn: () => request(PaymentTasksQuery, { partnerId }),
    enabled: useCan('payments:read'),
  });
  const tasks = data?.paymentTasks ?? [];
  if (tasks.length === 0) return null;
  return (
    <Box
      component="section"
      aria-label="Payments that need you"
      sx={{ display: 'grid', gap: 1, marginBlockEnd: 2 }}
    >
      {tasks.map((task) => (
        <Alert
          key={task.id}
          severity="warning"
          variant="outlined"
          sx={{ '& .MuiAlert-message': { overflowWrap: 'anywhere', flex: 1 } }}
        >
          <AlertTitle>
            <Link component={RouterLink} to={`/customers/${task.customer.id}/show?tab=payments`}>
              {task.customer.name}
            </Link>
          </AlertTitle>
          <Box>{task.words}</Box>
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, marginBlockStart: 1 }}>
            {task.payment && (
              <Button
                size="small"
                variant="outlined"
                color="inherit"
                component={RouterLink}
                to={`/payments/${task.payment.id}/show`}
              >
                Open payment {task.payment.receiptNumber}
              </Button>
            )}
            {mayClose && (
              <Button
                size="small"
                variant="outlined"
                color="inherit"
                onClick={() => setClosing(task)}
              >
                Seen to
              </Button>
            )}
            <Box sx={{ alignSelf: 'center', fontSize: '0.8125rem' }}>
              <InstantText at={task.createdAt} />
            </Box>
          </Box>
        </Alert>
      ))}
      {closing && <CloseDialog task={closing} onClose={() => setClosing(null)} />}
    </Box>
  );
}

function CloseDialog({ task, onClose }: { task: Task; onClose: () => void }) {
  const notify = useNotify();
  const queries = useQueryClient();
  const submission = useSubmit();
  const [note, setNote] = useState('');
  const close = async () => {
    if (note.trim() === '') return submission.refuse({ note: 'Say what was done; it is kept.' });
    const done = await submission.submit(async () => {
      await request(ClosePaymentTask, { id: task.id, note: note.trim() });
      notify('It is seen to.', { type: 'success' });
      await queries.invalidateQueries({ queryKey: ['payment-tasks'] });
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title="Seen to"
      submitLabel="It is seen to"
      submission={submission}
      onSubmit={() => void close()}
      onClose={onClose}
      failure="It was not closed."
      width="xs"
    >
      <Box>{task.words}</Box>
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
