import { useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router-dom';
import { Button } from '@mui/material';
import { DateInput, SearchInput, SelectInput } from 'react-admin';
import { paymentMethods } from '../customers/index.ts';
import { asSelectChoices } from '../kit/words.ts';
import { PaymentTable, paymentSkeleton, RecordPaymentDialog } from '../payments/index.ts';
import { EmptyState, useCan } from '../kit/index.ts';
import { ListPage } from '../kit/list/ListPage.tsx';

const filters = [
  <SearchInput key="q" source="q" alwaysOn placeholder="Receipt or customer" />,
  <SelectInput
    key="method"
    source="method"
    label="Method"
    alwaysOn
    choices={asSelectChoices(paymentMethods)}
  />,
  <DateInput key="from" source="dateFrom" label="From" alwaysOn />,
  <DateInput key="to" source="dateTo" label="To" alwaysOn />,
];

/**
 * What one took oneself, newest first; at `/payments/create?customer=ID&invoice=ID` with the
 * dialog open.
 */
export function DeskPayments() {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const mayRecord = useCan('payments:write');
  const asked = useLocation().pathname.endsWith('/create');
  const [recording, setRecording] = useState(false);
  const record = mayRecord && (
    <Button variant="contained" onClick={() => setRecording(true)}>
      Record payment
    </Button>
  );
  const close = () => {
    setRecording(false);
    if (asked) void navigate('/payments');
  };
  return (
    <>
      <ListPage
        title="Taken by you"
        resource="payments"
        sort={{ field: 'date', order: 'DESC' }}
        filters={filters}
        actions={record}
        skeleton={paymentSkeleton}
        empty={
          <EmptyState title="Nothing taken yet" action={record || undefined}>
            Payments that you record stand here with their receipts.
          </EmptyState>
        }
      >
        <PaymentTable desk />
      </ListPage>
      {(recording || (asked && mayRecord)) && (
        <RecordPaymentDialog
          customerId={params.get('customer')}
          invoiceId={params.get('invoice')}
          onClose={close}
        />
      )}
    </>
  );
}
