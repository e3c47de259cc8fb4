import { useState } from 'react';
import { Box } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { request } from '../api/client.ts';
import { CustomerQuery } from '../customers/index.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import type { InvoiceDetailFragment } from '../generated/graphql.ts';
import { SendInvoice } from './api.ts';
import { useHeldMails, WouldBeHeld } from './WouldBeHeld.tsx';

/** Sends an invoice at once, to the customer's address or another. */
export function SendInvoiceDialog({
  invoice,
  waiting,
  onClose,
}: {
  invoice: InvoiceDetailFragment;
  waiting: boolean;
  onClose: () => void;
}) {
  const notify = useNotify();
  const refresh = useRefresh();
  const submission = useSubmit();
  const [to, setTo] = useState('');
  const customer = useQuery({
    queryKey: ['customers', 'whole', invoice.customer.id],
    queryFn: async () => (await request(CustomerQuery, { id: invoice.customer.id })).customer,
  });
  const held = useHeldMails([invoice.customer.id]);
  const known = customer.data?.email ?? null;
  const send = async () => {
    const done = await submission.submit(async () => {
      const { sendInvoice } = await request(SendInvoice, {
        id: invoice.id,
        to: to.trim() === '' ? null : to.trim(),
      });
      notify(
        sendInvoice.status === 'HELD'
          ? `The mail to ${sendInvoice.to} is held: no mail server is set.`
          : `Invoice ${invoice.number ?? ''} is on the way to ${sendInvoice.to}.`,
        { type: sendInvoice.status === 'HELD' ? 'warning' : 'success' },
      );
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title={`Send invoice ${invoice.number ?? ''}`}
      submitLabel="Send invoice"
      busyLabel="Sending"
      submission={submission}
      onSubmit={() => void send()}
      onClose={onClose}
      failure="The invoice was not sent."
      width="xs"
    >
      <Box>
        {held
          ? 'A mail with the invoice as PDF.'
          : 'It goes out at once as a mail with the invoice as PDF, whatever the sending hours.'}
        {waiting && ' The message that still waits is cancelled, so that it does not come twice.'}
      </Box>
      <WouldBeHeld held={held} of={1} />
      <Field
        name="to"
        label={known ? 'Another address' : 'To'}
        type="email"
        value={to}
        onChange={setTo}
        errors={submission.fields}
        autoFocus
        {...(known ? { placeholder: known } : {})}
        help={
          known
            ? `Empty: to ${known}, the address of ${invoice.customer.name}.`
            : customer.data
              ? `${invoice.customer.name} has no e-mail address: enter one.`
              : ''
        }
      />
    </FormDialog>
  );
}
