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
import { TakeBackWriteOff } from './api.ts';

/** Takes back what was written off of an invoice. */
export function TakeBackDialog({
  invoice,
  writtenOff,
  onClose,
}: {
  invoice: InvoiceDetailFragment;
  writtenOff: string;
  onClose: () => void;
}) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const submission = useSubmit();
  const [reason, setReason] = useState('');
  const amount = formatMoney(writtenOff, invoice.currency, locale);
  const takeBack = async () => {
    if (reason.trim() === '')
      return submission.refuse({ reason: 'Say why it is owed again; it is recorded.' });
    const done = await submission.submit(async () => {
      const { takeBackWriteOff: now } = await request(TakeBackWriteOff, {
        id: invoice.id,
        reason: reason.trim(),
      });
      const due = formatMoney(now.due, invoice.currency, locale);
      notify(`The write-off was taken back. Due of invoice ${invoice.number ?? ''}: ${due}.`, {
        type: 'success',
      });
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      danger
      title={`Take back the write-off of invoice ${invoice.number ?? ''}`}
      submitLabel={`Take back ${amount}`}
      submission={submission}
      onSubmit={() => void takeBack()}
      onClose={onClose}
      failure="Nothing was taken back."
      width="xs"
    >
      <Box>
        {amount} is owed again, by an entry of today. What the customer has on its balance pays it;
        the rest is due. A payment that comes for this invoice takes the write-off back by itself.
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
