import { useState } from 'react';
import { Box, Button } from '@mui/material';
import { useNotify } from 'react-admin';
import { formatDate } from '@backhaul/design';
import { addDays } from '@backhaul/domain/time/calendar';
import { PROMISE_MAX_DAYS } from '@backhaul/domain/dunning/dunning';
import { request } from '../api/client.ts';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale } from '../kit/index.ts';
import type { ActionDialogProps } from '../kit/office/useActions.tsx';
import { PromiseToPay } from './api.ts';
import { useAhead } from './useAhead.ts';
import { useToday } from '../kit/scope/useToday.ts';

const USUAL_DAYS = 7;

/** Writes down until when a customer promised to pay, or takes that back; says before what it does. */
export function PromiseDialog({ record, onClose }: ActionDialogProps<CustomerDetailFragment>) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const submission = useSubmit();
  const today = useToday();
  const { data } = useAhead(record.id);
  const held = data?.promiseToPay ?? null;
  const [typed, setTyped] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const until = typed ?? held?.until ?? addDays(today, USUAL_DAYS);
  const say = (date: string) => formatDate(date, locale, { weekday: true, year: false });

  const send = async (day: string | null) => {
    if (day === '') return submission.refuse({ until: 'Choose a day.' });
    const done = await submission.submit(async () => {
      await request(PromiseToPay, {
        customerId: record.id,
        until: day,
        reason: reason.trim() === '' ? null : reason.trim(),
      });
      notify(
        day
          ? `${record.name} promised to pay until ${say(day)}: no blocking through that day.`
          : `The promise of ${record.name} is taken back.`,
        { type: 'success' },
      );
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title={`Promise to pay of ${record.name}`}
      submitLabel={until ? `No blocking until ${say(until)}` : 'No blocking'}
      submission={submission}
      onSubmit={() => void send(until)}
      onClose={onClose}
      failure="Nothing was changed."
      width="xs"
    >
      <Box>
        {record.status === 'BLOCKED' && <strong>{record.name} is active again at once. </strong>}
        Through that day nobody blocks or deactivates this customer, and no reminder and no late fee
        goes out; a reminder that waits is cancelled. The day after, the rules hold again.
      </Box>
      <Field
        name="until"
        label="Last day"
        type="date"
        value={until}
        onChange={setTyped}
        errors={submission.fields}
        min={today}
        max={addDays(today, PROMISE_MAX_DAYS)}
        required
        autoFocus
      />
      <Field
        name="reason"
        label="What was said"
        value={reason}
        onChange={setReason}
        errors={submission.fields}
        help="For your colleagues; the customer does not see it."
      />
      {held && (
        <Box>
          <Button
            color="error"
            variant="text"
            disabled={submission.busy}
            onClick={() => void send(null)}
          >
            Take the promise back
          </Button>
          <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
            The rules hold again from the next night on.
          </Box>
        </Box>
      )}
    </FormDialog>
  );
}
