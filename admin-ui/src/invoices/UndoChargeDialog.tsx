import { useState } from 'react';
import { Box } from '@mui/material';
import { useNotify } from 'react-admin';
import { request } from '../api/client.ts';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { UndoLastCharge } from './api.ts';
import { Field } from '../kit/form/Fields.tsx';
import type { ActionDialogProps } from '../kit/office/useActions.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';

/** Takes back the last recurring charge as a unit. */
export function UndoChargeDialog({
  record: customer,
  onClose,
}: ActionDialogProps<CustomerDetailFragment>) {
  const notify = useNotify();
  const refresh = useRefresh();
  const [reason, setReason] = useState('');
  const submission = useSubmit();
  const undo = async () => {
    if (reason.trim() === '')
      return submission.refuse({
        reason: 'Say why; it stands in the ledger and on the void invoice.',
      });
    const done = await submission.submit(async () => {
      await request(UndoLastCharge, { customerId: customer.id, reason: reason.trim() });
      notify('The last charge was undone.', { type: 'success' });
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      danger
      title="Undo the last charge"
      submitLabel="Undo last charge"
      cancelLabel="Keep it"
      submission={submission}
      onSubmit={() => void undo()}
      onClose={onClose}
      failure="The charge was not undone."
      width="xs"
    >
      <Box>
        The last charge of {customer.name} is reversed by entries of today, and its invoice becomes
        void. Its days are uncharged again, and the next billing date goes back to before it.
        Figures of earlier months stay as they are. An invoice that credit notes took back whole
        stays, and so do they.
      </Box>
      <Box>
        What the balance paid of it goes back to the balance. A charge that a payment was made for
        cannot be undone: reverse the payment first.
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
