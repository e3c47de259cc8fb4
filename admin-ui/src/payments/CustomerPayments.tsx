import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { RecordList } from '../kit/list/RecordList.tsx';
import { PaymentTable, paymentSkeleton } from './PaymentTable.tsx';

interface TabProps {
  customer: CustomerDetailFragment;
}

/** What a customer has paid. */
export function CustomerPayments({ customer }: TabProps) {
  return (
    <RecordList
      resource="payments"
      filter={{ customerId: customer.id }}
      what="payments"
      sort={{ field: 'date', order: 'DESC' }}
      skeleton={paymentSkeleton}
      empty={{
        title: 'No payments',
        text: 'Nothing has been paid yet. Use “Record payment” above when money arrives outside the portal.',
      }}
    >
      <PaymentTable customer={false} partnerId={customer.partner.id} />
    </RecordList>
  );
}
