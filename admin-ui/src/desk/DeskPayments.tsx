import { useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router-dom';
import { Box, Button } from '@mui/material';
import { DataTable, DateInput, SearchInput, SelectInput } from 'react-admin';
import { CustomerLink, paymentMethods, sayMethod } from '../customers/index.ts';
import { RowLink } from '../kit/list/RowLink.tsx';
import { wide } from '../kit/list/wide.ts';
import { asSelectChoices } from '../kit/words.ts';
import { DocumentLink } from '../printing/index.ts';
import type { DeskPaymentRowFragment } from '../generated/graphql.ts';
import { RecordPaymentDialog } from '../payments/index.ts';
import { DateText, EmptyState, Money, ToneChip, useCan } from '../kit/index.ts';
import { ListPage } from '../kit/list/ListPage.tsx';

type Row = DeskPaymentRowFragment;

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

export const paymentSkeleton = [
  { width: 12 },
  { width: 16 },
  { width: 24 },
  { width: 14 },
  { width: 14, end: true },
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
        <DeskPaymentTable />
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

/** Payments as rows; `customer` off where all are of one. */
export function DeskPaymentTable({ customer = true }: { customer?: boolean }) {
  return (
    <DataTable<Row> bulkActionButtons={false} rowClick="show">
      <DataTable.Col<Row>
        source="date"
        label="Date"
        render={(payment) => (
          <RowLink to={`/payments/${payment.id}/show`}>
            <DateText date={payment.date} />
          </RowLink>
        )}
      />
      <DataTable.Col<Row>
        source="receiptNumber"
        sx={wide}
        label="Receipt"
        render={(payment) => <Receipt payment={payment} />}
      />
      {customer && (
        <DataTable.Col<Row>
          source="customer"
          label="Customer"
          disableSort
          render={(payment) => <CustomerLink customer={payment.customer} />}
        />
      )}
      <DataTable.Col<Row>
        source="method"
        sx={wide}
        label="Method"
        disableSort
        render={(payment) => sayMethod(payment.method)}
      />
      <DataTable.Col<Row>
        source="amount"
        label="Amount"
        align="right"
        render={(payment) => (
          <Money
            amount={payment.amount}
            currency={payment.currency}
            strong={!payment.reversed}
            sx={payment.reversed ? { textDecoration: 'line-through', color: 'text.secondary' } : {}}
          />
        )}
      />
      <DataTable.Col<Row>
        source="pdf"
        sx={wide}
        label="PDF"
        align="right"
        disableSort
        render={(payment) => (
          <DocumentLink
            title={`receipt ${payment.receiptNumber}`}
            document={{ kind: 'receipts', id: payment.id }}
          />
        )}
      />
    </DataTable>
  );
}

function Receipt({ payment }: { payment: Row }) {
  return (
    <Box
      sx={{
        display: 'flex',
        gap: 1,
        alignItems: 'center',
        whiteSpace: 'nowrap',
        fontVariantNumeric: 'tabular-nums',
      }}
    >
      {payment.receiptNumber}
      {payment.reversed && (
        <ToneChip tone="neutral" label="Reversed" title={payment.reversalReason ?? ''} />
      )}
    </Box>
  );
}
