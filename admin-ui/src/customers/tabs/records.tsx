import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { Button } from '@mui/material';
import { StatementDialog } from '../../printing/StatementDialog.tsx';
import type { CustomerDetailFragment } from '../../generated/graphql.ts';
import { InvoiceTable, invoiceSkeleton } from '../../invoices/InvoiceTable.tsx';
import { PaymentTable, paymentSkeleton } from '../../payments/PaymentTable.tsx';
import { AddServiceDialog } from '../../services/AddServiceDialog.tsx';
import { ServiceTable, serviceSkeleton } from '../../services/ServiceTable.tsx';
import { useCan } from '../../kit/index.ts';
import { TransactionTable, transactionSkeleton } from '../../ledger/TransactionTable.tsx';
import { RecordList } from '../../kit/list/RecordList.tsx';

interface TabProps {
  customer: CustomerDetailFragment;
}

export function CustomerServices({ customer }: TabProps) {
  const mayAdd = useCan('services:write');
  const [adding, setAdding] = useState(false);
  return (
    <>
      <RecordList
        resource="services"
        customerId={customer.id}
        what="services"
        sort={{ field: 'startDate', order: 'DESC' }}
        skeleton={serviceSkeleton}
        empty={{
          title: 'No services',
          text: 'Without a service there is nothing to bill. Add the tariff this customer buys.',
        }}
        action={
          mayAdd && (
            <Button variant="outlined" onClick={() => setAdding(true)}>
              Add service
            </Button>
          )
        }
      >
        <ServiceTable customer={false} partnerId={customer.partner.id} />
      </RecordList>
      {adding && <AddServiceDialog customer={customer} onClose={() => setAdding(false)} />}
    </>
  );
}

/** The statement: newest first, with the balance after every entry. */
export function CustomerLedger({ customer }: TabProps) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <RecordList
        resource="transactions"
        customerId={customer.id}
        what="ledger"
        sort={{ field: 'recordedAt', order: 'DESC' }}
        skeleton={transactionSkeleton}
        empty={{
          title: 'Nothing has happened yet',
          text: 'Charges and payments stand here as soon as there are any, with the balance after each.',
        }}
        action={
          <Button variant="outlined" onClick={() => setAsking(true)}>
            Statement as PDF
          </Button>
        }
      >
        <TransactionTable customer={false} partnerId={customer.partner.id} />
      </RecordList>
      {asking && <StatementDialog customer={customer} onClose={() => setAsking(false)} />}
    </>
  );
}

export function CustomerInvoices({ customer }: TabProps) {
  const mayCreate = useCan('invoices:write');
  return (
    <RecordList
      resource="invoices"
      customerId={customer.id}
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

export function CustomerPayments({ customer }: TabProps) {
  return (
    <RecordList
      resource="payments"
      customerId={customer.id}
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
