import { Box } from '@mui/material';
import { DataTable } from 'react-admin';
import type { PaymentBasicsFragment, PaymentRowFragment } from '../generated/graphql.ts';
import { CustomerLink, sayMethod } from '../customers/index.ts';
import { DocumentLink } from '../printing/index.ts';
import { RowLink } from '../kit/list/RowLink.tsx';
import { wide } from '../kit/list/wide.ts';
import { useCustomFieldColumns } from '../fields/index.ts';
import { DateText, Money, ToneChip } from '../kit/index.ts';

/** At the desk no more than the basics. */
type Row = PaymentBasicsFragment & Partial<PaymentRowFragment>;

export const paymentSkeleton = [
  { width: 12 },
  { width: 10 },
  { width: 22 },
  { width: 12 },
  { width: 18 },
  { width: 12, end: true },
];

/**
 * Payments as rows; `customer` off where all are of one, which is of `partnerId`. At the desk
 * without what is not read there.
 */
export function PaymentTable({
  customer = true,
  partnerId,
  desk = false,
}: {
  customer?: boolean;
  partnerId?: string;
  desk?: boolean;
}) {
  const custom = useCustomFieldColumns(desk ? null : 'PAYMENT', partnerId);
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
        render={(payment) => <ReceiptCell payment={payment} />}
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
        render={(payment) => <MethodCell payment={payment} />}
      />
      {!desk && (
        <DataTable.Col<PaymentRowFragment>
          source="allocations"
          sx={wide}
          label="Paid for"
          disableSort
          render={(payment) => <PaidFor payment={payment} />}
        />
      )}
      <DataTable.Col<Row>
        source="amount"
        label="Amount"
        align="right"
        render={(payment) => <AmountCell payment={payment} />}
      />
      {custom}
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

function MethodCell({ payment }: { payment: Row }) {
  return (
    <>
      {sayMethod(payment.method)}
      {payment.origin && (
        <Box
          sx={{ color: payment.sandbox ? 'warning.main' : 'text.secondary', fontSize: '0.8125rem' }}
        >
          {payment.origin}
        </Box>
      )}
    </>
  );
}

function ReceiptCell({ payment }: { payment: Row }) {
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
      {payment.flag && <ToneChip tone="due" icon="alert" label="Look at it" title={payment.flag} />}
    </Box>
  );
}

/** Where the method is hidden for want of room, what is simulated is said here. */
function AmountCell({ payment }: { payment: Row }) {
  return (
    <>
      <Money
        amount={payment.amount}
        currency={payment.currency}
        strong={!payment.reversed}
        sx={payment.reversed ? { textDecoration: 'line-through', color: 'text.secondary' } : {}}
      />
      {payment.sandbox && (
        <Box sx={{ display: { md: 'none' }, color: 'warning.main', fontSize: '0.8125rem' }}>
          no real money
        </Box>
      )}
    </>
  );
}

function PaidFor({ payment }: { payment: PaymentRowFragment }) {
  const [first, ...more] = payment.allocations;
  if (!first)
    return (
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {payment.reversed ? '–' : 'On the balance'}
      </Box>
    );
  return (
    <>
      {first.invoice.number ?? 'Draft'}
      {more.length > 0 && ` and ${more.length} more`}
    </>
  );
}
