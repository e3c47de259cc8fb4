import type { CustomerDetailFragment, InvoiceDetailFragment } from '../generated/graphql.ts';
import type { ActionDialogProps } from '../kit/office/useActions.tsx';
import { RecordPaymentDialog } from './RecordPaymentDialog.tsx';

/** Records a payment from a customer's page. */
export function RecordFromCustomer({ record, onClose }: ActionDialogProps<CustomerDetailFragment>) {
  return <RecordPaymentDialog customerId={record.id} onClose={onClose} />;
}

/** Records a payment from an invoice's page: for that invoice first. */
export function RecordFromInvoice({
  record: invoice,
  onClose,
}: ActionDialogProps<InvoiceDetailFragment>) {
  return (
    <RecordPaymentDialog
      customerId={invoice.customer.id}
      invoiceId={invoice.id}
      onClose={onClose}
    />
  );
}
