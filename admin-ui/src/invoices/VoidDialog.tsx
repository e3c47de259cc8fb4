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
import { VoidInvoice } from './api.ts';

/** Makes an issued invoice void, with the reason that is printed on it. */
export function VoidDialog({
  invoice,
  onClose,
}: {
  invoice: InvoiceDetailFragment;
  onClose: () => void;
}) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const [reason, setReason] = useState('');
  const submission = useSubmit();
  const makeVoid = async () => {
    if (reason.trim() === '')
      return submission.refuse({ reason: 'Say why; it is kept with the invoice.' });
    const done = await submission.submit(async () => {
      await request(VoidInvoice, { id: invoice.id, reason: reason.trim() });
      notify(`Invoice ${invoice.number ?? ''} is void.`, { type: 'success' });
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      danger
      title={`Void invoice ${invoice.number ?? ''}`}
      submitLabel="Void invoice"
      cancelLabel="Keep it"
      submission={submission}
      onSubmit={() => void makeVoid()}
      onClose={onClose}
      failure="The invoice was not voided."
      width="xs"
    >
      <Box>
        {formatMoney(invoice.total, invoice.currency, locale)} goes back to the balance of{' '}
        {invoice.customer.name}. The invoice keeps its number and prints as void. This cannot be
        undone.
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
