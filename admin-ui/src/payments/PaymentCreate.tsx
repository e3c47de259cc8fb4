import { useNavigate, useSearchParams } from 'react-router-dom';
import { PaymentList } from './PaymentList.tsx';
import { RecordPaymentDialog } from './RecordPaymentDialog.tsx';

/** The address that opens the payment dialog: `/payments/create?customer=ID&invoice=ID`. */
export function PaymentCreate() {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  return (
    <>
      <PaymentList />
      <RecordPaymentDialog
        customerId={params.get('customer')}
        invoiceId={params.get('invoice')}
        onClose={() => void navigate('/payments')}
      />
    </>
  );
}
