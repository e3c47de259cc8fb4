import { useState } from 'react';
import { Box } from '@mui/material';
import { useNotify } from 'react-admin';
import { formatMoney } from '@backhaul/design';
import { request } from '../api/client.ts';
import type { PaymentRowFragment } from '../generated/graphql.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale } from '../kit/index.ts';
import { ReversePayment } from './api.ts';

/** Takes back a payment that was entered by mistake. */
export function ReversePaymentDialog({
  payment,
  onClose,
}: {
  payment: PaymentRowFragment;
  onClose: () => void;
}) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const [reason, setReason] = useState('');
  const submission = useSubmit();
  const amount = formatMoney(payment.amount, payment.currency, locale);
  const invoices = payment.allocations
    .map((allocation) => allocation.invoice.number)
    .filter((number) => number !== null);
  const reverse = async () => {
    if (reason.trim() === '')
      return submission.refuse({ reason: 'Say why; it stays with the payment.' });
    const done = await submission.submit(async () => {
      await request(ReversePayment, { id: payment.id, reason: reason.trim() });
      notify(`Payment ${payment.receiptNumber} reversed.`, { type: 'success' });
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      danger
      title={`Reverse payment ${payment.receiptNumber}`}
      submitLabel={`Reverse ${amount}`}
      submission={submission}
      onSubmit={() => void reverse()}
      onClose={onClose}
      failure="The payment was not reversed."
      cancelLabel="Keep it"
      width="xs"
    >
      <Box>
        A reversing entry takes {amount} off the balance of {payment.customer.name}.
        {invoices.length > 0 &&
          ` ${invoices.length === 1 ? `Invoice ${invoices[0]} is` : `Invoices ${invoices.join(', ')} are`} open again.`}{' '}
        The payment stays in the ledger, marked as reversed. This cannot be undone.
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
