import { useState } from 'react';
import { Box } from '@mui/material';
import { useNotify } from 'react-admin';
import { request } from '../api/client.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { graphql } from '../generated/index.ts';
import type { InvoiceDetailFragment } from '../generated/graphql.ts';

const RenewInvoiceDocument = graphql(`
  mutation RenewInvoiceDocument($id: ID!, $reason: String!) {
    renewInvoiceDocument(id: $id, reason: $reason) {
      id
    }
  }
`);

/** Prints an issued invoice with what is true today; what it charges stays. */
export function RenewDialog({
  invoice,
  onClose,
}: {
  invoice: InvoiceDetailFragment;
  onClose: () => void;
}) {
  const notify = useNotify();
  const refresh = useRefresh();
  const [reason, setReason] = useState('');
  const submission = useSubmit();
  const renew = async () => {
    if (reason.trim() === '')
      return submission.refuse({ reason: 'Say why; it is kept with the invoice.' });
    const done = await submission.submit(async () => {
      await request(RenewInvoiceDocument, { id: invoice.id, reason: reason.trim() });
      notify(`Invoice ${invoice.number ?? ''} is printed with today’s details from now on.`, {
        type: 'success',
      });
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title="Print with today’s details"
      submitLabel="Print with today’s details"
      cancelLabel="Keep it as issued"
      submission={submission}
      onSubmit={() => void renew()}
      onClose={onClose}
      failure="The document stays as it was."
      width="xs"
    >
      <Box>
        Invoice {invoice.number} was frozen when it was issued. From now on it would show today’s
        name and address of {invoice.customer.name}, today’s company details and logo of{' '}
        {invoice.partner.name}, and today’s template.
      </Box>
      <Box>
        Its number, dates, lines and amounts stay. It is recorded who did this and why; send the new
        printing to those who have the old.
      </Box>
      <Field
        name="reason"
        label="Reason"
        value={reason}
        onChange={setReason}
        errors={submission.fields}
        required
        autoFocus
      />
    </FormDialog>
  );
}
