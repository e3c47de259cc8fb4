import { useState } from 'react';
import { Box } from '@mui/material';
import { useNotify } from 'react-admin';
import { formatMoney } from '@backhaul/design';
import { request } from '../api/client.ts';
import type { InvoiceDetailFragment } from '../generated/graphql.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale } from '../kit/index.ts';
import { WriteOffInvoice } from './api.ts';

/** Writes off what is due of an invoice. */
export function WriteOffDialog({
  invoice,
  onClose,
}: {
  invoice: InvoiceDetailFragment;
  onClose: () => void;
}) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const submission = useSubmit();
  const [reason, setReason] = useState('');
  const due = formatMoney(invoice.due, invoice.currency, locale);
  const writeOff = async () => {
    if (reason.trim() === '')
      return submission.refuse({ reason: 'Say why the money will not come; it is recorded.' });
    const done = await submission.submit(async () => {
      await request(WriteOffInvoice, { id: invoice.id, reason: reason.trim() });
      notify(`${due} of invoice ${invoice.number ?? ''} written off.`, { type: 'success' });
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      danger
      title={`Write off invoice ${invoice.number ?? ''}`}
      submitLabel={`Write off ${due}`}
      submission={submission}
      onSubmit={() => void writeOff()}
      onClose={onClose}
      failure="Nothing was written off."
      width="xs"
    >
      <Box>
        {due} is owed no more and the invoice is settled, without any effect on taxes. It counts as
        written off, not as paid.
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
