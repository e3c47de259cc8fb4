import { useState } from 'react';
import { Alert, Box } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { formatMoney } from '@backhaul/design';
import { request } from '../api/client.ts';
import type { PaymentRowFragment } from '../generated/graphql.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { DateText, useLocale } from '../kit/index.ts';
import { BlockedIfReversedQuery, ReversePayment } from './api.ts';
import { DisputedNotice } from './DisputedNotice.tsx';
import { OutOfTillNotice, useOutOfTill } from './OutOfTill.tsx';

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
  const from = useOutOfTill(payment);
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
      disabled={from.missing}
      width="xs"
    >
      <Box>
        A reversing entry takes {amount} off the balance of {payment.customer.name}.
        {invoices.length > 0 &&
          ` ${invoices.length === 1 ? `Invoice ${invoices[0]} is` : `Invoices ${invoices.join(', ')} are`} open again.`}{' '}
        The payment stays in the ledger, marked as reversed. This cannot be undone.
      </Box>
      {payment.source === 'GATEWAY' && (
        <Alert severity="info" variant="outlined">
          Nothing goes back to whoever paid: the money stays with the provider’s account. To give it
          back, refund the payment instead.
        </Alert>
      )}
      <DisputedNotice payment={payment} />
      <Blocks payment={payment} />
      <OutOfTillNotice from={from} currency={payment.currency} />
      <Field
        name="reason"
        label="Reason (the customer sees it)"
        value={reason}
        onChange={setReason}
        errors={submission.fields}
        required
        autoFocus
      />
    </FormDialog>
  );
}

/** Says beforehand that whoever paid will be blocked for what is open again. */
function Blocks({ payment }: { payment: PaymentRowFragment }) {
  const { data } = useQuery({
    queryKey: ['payments', 'blocked-if-reversed', payment.id],
    queryFn: () => request(BlockedIfReversedQuery, { paymentId: payment.id }),
    // what keeps it from being reversed is said when it is tried
    retry: false,
  });
  if (!data?.blockedIfReversed) return null;
  return (
    <Alert severity="warning" variant="outlined" role="status">
      If nothing else is paid, {payment.customer.name} is blocked on{' '}
      <DateText date={data.blockedIfReversed} />.
    </Alert>
  );
}
