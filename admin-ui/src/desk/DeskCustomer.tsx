import { useState } from 'react';
import { useParams } from 'react-router-dom';
import { Box, Button, Card, Typography } from '@mui/material';
import { useGetOne } from 'react-admin';
import { RecordList } from '../kit/list/RecordList.tsx';
import type { DeskCustomerRowFragment } from '../generated/graphql.ts';
import { RecordPaymentDialog } from '../payments/index.ts';
import { isPositive } from '@backhaul/domain/money/decimals';
import {
  BlockSkeleton,
  ErrorState,
  Figure,
  Figures,
  Money,
  PageHeader,
  StatusChip,
  useCan,
} from '../kit/index.ts';
import { DeskInvoiceTable, invoiceSkeleton } from './DeskInvoices.tsx';
import { DeskPaymentTable, paymentSkeleton } from './DeskPayments.tsx';

const back = { label: 'Customers', to: '/customers' };

/** One customer at the desk: what is owed, what is open, and what was taken here. */
export function DeskCustomer() {
  const { id = '' } = useParams();
  const {
    data: customer,
    error,
    refetch,
  } = useGetOne<DeskCustomerRowFragment>('customers', { id });
  const mayRecord = useCan('payments:write');
  const [recording, setRecording] = useState(false);
  if (!customer) {
    return (
      <>
        <PageHeader title="Customer" back={back} />
        {error ? (
          <ErrorState
            error={error}
            what="This customer could not be loaded."
            onRetry={() => void refetch()}
          />
        ) : (
          <Card sx={{ padding: 3 }}>
            <BlockSkeleton lines={8} />
          </Card>
        )}
      </>
    );
  }
  const figures = [
    ['Balance', customer.balance],
    ['Outstanding', customer.outstanding],
    ['Overdue', customer.overdue],
  ] as const;
  return (
    <Box>
      <PageHeader
        title={customer.name}
        back={back}
        aside={
          <>
            <Box component="span" sx={{ color: 'text.secondary' }}>
              #{customer.number}
            </Box>
            <StatusChip status={customer.status} />
          </>
        }
        actions={
          mayRecord && (
            <Button variant="contained" onClick={() => setRecording(true)}>
              Record payment
            </Button>
          )
        }
      />
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
      <Typography variant="h2" sx={{ marginBlockEnd: 1 }}>
        Open invoices
      </Typography>
      <RecordList
        resource="invoices"
        filter={{ customerId: id }}
        what="open invoices"
        sort={{ field: 'dueDate', order: 'ASC' }}
        skeleton={invoiceSkeleton}
        empty={{
          title: 'Nothing is open',
          text: 'Money that comes all the same stays on the balance for later invoices.',
        }}
      >
        <DeskInvoiceTable customer={false} />
      </RecordList>
      <Typography variant="h2" sx={{ marginBlockStart: 3, marginBlockEnd: 1 }}>
        Taken by you
      </Typography>
      <RecordList
        resource="payments"
        filter={{ customerId: id }}
        what="payments"
        sort={{ field: 'date', order: 'DESC' }}
        skeleton={paymentSkeleton}
        empty={{
          title: 'Nothing yet',
          text: 'Payments that you record stand here with their receipts.',
        }}
      >
        <DeskPaymentTable customer={false} />
      </RecordList>
      {recording && (
        <RecordPaymentDialog customerId={customer.id} onClose={() => setRecording(false)} />
      )}
    </Box>
  );
}
