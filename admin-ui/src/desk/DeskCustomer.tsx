import { useState } from 'react';
import { Box, Button, Card, Typography } from '@mui/material';
import { RecordList } from '../kit/list/RecordList.tsx';
import type { CustomerBasicsFragment } from '../generated/graphql.ts';
import { InvoiceTable, invoiceSkeleton } from '../invoices/index.ts';
import { PaymentTable, paymentSkeleton, RecordPaymentDialog } from '../payments/index.ts';
import { isPositive } from '@backhaul/domain/money/decimals';
import { Figure, Figures, Money, StatusChip, useCan } from '../kit/index.ts';
import { ShowPage, useRecord } from '../kit/show/ShowPage.tsx';

const back = { label: 'Customers', to: '/customers' };

/** One customer at the desk: what is owed, what is open, and what was taken here. */
export function DeskCustomer() {
  const mayRecord = useCan('payments:write');
  return (
    <ShowPage
      kind="customer"
      back={back}
      asked={useRecord<CustomerBasicsFragment>('customers')}
      head={(customer) => ({
        title: customer.name,
        aside: (
          <>
            <Box component="span" sx={{ color: 'text.secondary' }}>
              #{customer.number}
            </Box>
            <StatusChip status={customer.status} />
          </>
        ),
        actions: mayRecord && <Record customerId={customer.id} />,
      })}
    >
      {(customer) => (
        <>
          <Owed customer={customer} />
          <Lists customer={customer} />
        </>
      )}
    </ShowPage>
  );
}

function Record({ customerId }: { customerId: string }) {
  const [recording, setRecording] = useState(false);
  return (
    <>
      <Button variant="contained" onClick={() => setRecording(true)}>
        Record payment
      </Button>
      {recording && (
        <RecordPaymentDialog customerId={customerId} onClose={() => setRecording(false)} />
      )}
    </>
  );
}

function Owed({ customer }: { customer: CustomerBasicsFragment }) {
  const figures = [
    ['Balance', customer.balance],
    ['Outstanding', customer.outstanding],
    ['Overdue', customer.overdue],
  ] as const;
  return (
    <Card sx={{ padding: 2, marginBlockEnd: 3 }}>
      <Figures label="What is owed">
        {figures.map(([label, amount]) => (
          <Figure key={label} label={label}>
            <Money
              amount={amount}
              currency={customer.currency}
              inline
              strong
              warnBelowZero
              sx={{
                fontSize: '1.25rem',
                ...(label === 'Overdue' && isPositive(amount) && { color: 'error.main' }),
              }}
            />
          </Figure>
        ))}
      </Figures>
    </Card>
  );
}

function Lists({ customer }: { customer: CustomerBasicsFragment }) {
  return (
    <>
      <Typography variant="h2" sx={{ marginBlockEnd: 1 }}>
        Open invoices
      </Typography>
      <RecordList
        resource="invoices"
        filter={{ customerId: customer.id }}
        what="open invoices"
        sort={{ field: 'dueDate', order: 'ASC' }}
        skeleton={invoiceSkeleton}
        empty={{
          title: 'Nothing is open',
          text: 'Money that comes all the same stays on the balance for later invoices.',
        }}
      >
        <InvoiceTable desk customer={false} />
      </RecordList>
      <Typography variant="h2" sx={{ marginBlockStart: 3, marginBlockEnd: 1 }}>
        Taken by you
      </Typography>
      <RecordList
        resource="payments"
        filter={{ customerId: customer.id }}
        what="payments"
        sort={{ field: 'date', order: 'DESC' }}
        skeleton={paymentSkeleton}
        empty={{
          title: 'Nothing yet',
          text: 'Payments that you record stand here with their receipts.',
        }}
      >
        <PaymentTable desk customer={false} />
      </RecordList>
    </>
  );
}
