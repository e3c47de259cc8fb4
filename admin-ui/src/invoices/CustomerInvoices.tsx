import { Link as RouterLink } from 'react-router-dom';
import { Button } from '@mui/material';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { RecordList } from '../kit/list/RecordList.tsx';
import { useCan } from '../kit/index.ts';
import { InvoiceTable, invoiceSkeleton } from './InvoiceTable.tsx';

interface TabProps {
  customer: CustomerDetailFragment;
}

/** A customer's invoices. */
export function CustomerInvoices({ customer }: TabProps) {
  const mayCreate = useCan('invoices:write');
  return (
    <RecordList
      resource="invoices"
      filter={{ customerId: customer.id }}
      what="invoices"
      sort={{ field: 'documentDate', order: 'DESC' }}
      skeleton={invoiceSkeleton}
      empty={{
        title: 'No invoices',
        text: 'The next billing run makes one for the services; what is sold once goes on a one-time invoice.',
      }}
      action={
        mayCreate && (
          <Button
            variant="outlined"
            component={RouterLink}
            to={`/invoices/create?customer=${customer.id}`}
          >
            New one-time invoice
          </Button>
        )
      }
    >
      <InvoiceTable customer={false} partnerId={customer.partner.id} />
    </RecordList>
  );
}
