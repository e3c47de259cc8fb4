import { Box } from '@mui/material';
import { useNotify } from 'react-admin';
import { request } from '../api/client.ts';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { UndoLastCharge } from './api.ts';
import { FormDialog } from './form/FormDialog.tsx';
import { useRefresh } from './form/useRefresh.ts';
import { useSubmit } from './form/useSubmit.ts';

/** Takes back the last recurring charge as a unit. */
export function UndoChargeDialog({ customer, onClose }: { customer: CustomerDetailFragment; onClose: () => void }) {
  const notify = useNotify();
  const refresh = useRefresh();
  const submission = useSubmit();
  const undo = async () => {
    const done = await submission.submit(async () => {
      await request(UndoLastCharge, { customerId: customer.id });
      notify('The last charge was undone.', { type: 'success' });
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog danger title="Undo the last charge" submitLabel="Undo last charge" cancelLabel="Keep it" submission={submission} onSubmit={() => void undo()} onClose={onClose} failure="The charge was not undone." width="xs">
      <Box>
        The last charge of {customer.name} is reversed in the ledger and its invoice becomes void. Its days are uncharged again, and the next billing date goes back to before it.
      </Box>
      <Box>A charge whose invoice is already paid, wholly or partly, cannot be undone: reverse the payment first.</Box>
    </FormDialog>
  );
}
