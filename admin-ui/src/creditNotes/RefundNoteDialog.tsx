import { useState } from 'react';
import { Box } from '@mui/material';
import { useNotify } from 'react-admin';
import { formatMoney } from '@backhaul/design';
import { request } from '../api/client.ts';
import { paymentMethods } from '../customers/index.ts';
import type { CreditNoteDetailFragment, PaymentMethod } from '../generated/graphql.ts';
import { Choice, Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale } from '../kit/index.ts';
import { newKey } from '../payments/index.ts';
import { RefundCreditNote } from './api.ts';
import { useToday } from '../kit/scope/useToday.ts';

/** Gives what is left of a credit note back in money. */
export function RefundNoteDialog({
  note,
  onClose,
}: {
  note: CreditNoteDetailFragment;
  onClose: () => void;
}) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const submission = useSubmit();
  const [idempotencyKey] = useState(newKey);
  const [date, setDate] = useState(useToday());
  const [method, setMethod] = useState<PaymentMethod>('BANK_TRANSFER');
  const amount = formatMoney(note.refundable ?? '0', note.currency, locale);
  const refund = async () => {
    const done = await submission.submit(async () => {
      await request(RefundCreditNote, { id: note.id, date, method, idempotencyKey });
      notify(`${amount} of credit note ${note.number} given back.`, { type: 'success' });
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title={`Refund credit note ${note.number}`}
      submitLabel={`Refund ${amount}`}
      submission={submission}
      onSubmit={() => void refund()}
      onClose={onClose}
      failure="Nothing was given back."
      width="xs"
    >
      <Box>
        {amount} goes off the balance of {note.customer.name}. Send the money yourself; this records
        it.
        {note.refundable !== note.left &&
          ` ${formatMoney(note.left, note.currency, locale)} of the note settles no invoice, but some of that was used by entries without an invoice.`}
      </Box>
      <Choice
        name="method"
        label="Method"
        value={method}
        onChange={setMethod}
        choices={paymentMethods}
        errors={submission.fields}
      />
      <Field
        name="date"
        label="Date"
        type="date"
        value={date}
        onChange={setDate}
        errors={submission.fields}
        required
      />
    </FormDialog>
  );
}
