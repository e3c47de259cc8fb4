import { useState } from 'react';
import { Box } from '@mui/material';
import { useNotify } from 'react-admin';
import { addMonths } from '@backhaul/domain/time/calendar';
import { request } from '../api/client.ts';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { monthStart } from '../kit/dates.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import type { ActionDialogProps } from '../kit/office/useActions.tsx';
import { SendStatement } from './api.ts';
import { useHeldMails, WouldBeHeld } from './WouldBeHeld.tsx';
import { useToday } from '../kit/scope/useToday.ts';

/** Mails a customer its statement of account between two days. */
export function StatementMailDialog({
  record: customer,
  onClose,
}: ActionDialogProps<CustomerDetailFragment>) {
  const today = useToday();
  const notify = useNotify();
  const refresh = useRefresh();
  const submission = useSubmit();
  const held = useHeldMails([customer.id]);
  const [from, setFrom] = useState(() => monthStart(addMonths(today, -2)));
  const [to, setTo] = useState(today);
  const [email, setEmail] = useState('');
  const known = customer.email;
  const send = async () => {
    const done = await submission.submit(async () => {
      const { sendStatement: sent } = await request(SendStatement, {
        customerId: customer.id,
        from,
        to,
        email: email.trim() || null,
      });
      notify(
        sent.status === 'HELD'
          ? `The mail to ${sent.to} is held: no mail server is set.`
          : `The statement is on the way to ${sent.to}.`,
        { type: sent.status === 'HELD' ? 'warning' : 'success' },
      );
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title="Send statement of account"
      submitLabel="Send statement"
      busyLabel="Sending"
      submission={submission}
      onSubmit={() => void send()}
      onClose={onClose}
      disabled={!from || !to || to < from}
      failure="The statement was not sent."
      width="xs"
    >
      <Box>
        A mail with every charge and payment of {customer.name} between two days, as PDF.
        {!held && ' It goes out at once.'}
      </Box>
      <WouldBeHeld held={held} of={1} />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
        <Field
          name="from"
          label="From"
          type="date"
          value={from}
          onChange={setFrom}
          errors={submission.fields}
        />
        <Field
          name="to"
          label="To"
          type="date"
          value={to}
          onChange={setTo}
          errors={
            to && from && to < from ? { to: 'Lies before the first day.' } : submission.fields
          }
        />
      </Box>
      <Field
        name="email"
        label={known ? 'Another address' : 'E-mail'}
        type="email"
        value={email}
        onChange={setEmail}
        errors={submission.fields}
        {...(known ? { placeholder: known } : {})}
        help={
          known
            ? `Empty: to ${known}, the address of ${customer.name}.`
            : `${customer.name} has no e-mail address: enter one.`
        }
      />
    </FormDialog>
  );
}
