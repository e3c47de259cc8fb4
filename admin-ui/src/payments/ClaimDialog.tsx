import { request } from '../api/client.ts';
import type { InvoiceDetailFragment } from '../generated/graphql.ts';
import { useRefresh } from '../kit/form/useRefresh.ts';
import type { ActionDialogProps } from '../kit/office/useActions.tsx';
import { ClaimInvoice } from './api.ts';
import { ClaimForm } from './ClaimForm.tsx';

/** Issues a draft together with the payment that settles it: both, or neither. */
export function ClaimDialog({
  record: invoice,
  onClose,
}: ActionDialogProps<InvoiceDetailFragment>) {
  const refresh = useRefresh();
  return (
    <ClaimForm
      title="Issue this draft as paid"
      invoice={invoice}
      failure="Neither was done: the draft is not issued, and no payment is recorded."
      claim={async (payment) => {
        const { claimInvoice } = await request(ClaimInvoice, { id: invoice.id, payment });
        void refresh();
        return claimInvoice.number;
      }}
      onClose={onClose}
    />
  );
}
