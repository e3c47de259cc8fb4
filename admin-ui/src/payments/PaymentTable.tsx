import { Box } from '@mui/material';
import type { PaymentBasicsFragment, PaymentRowFragment } from '../generated/graphql.ts';
import { CustomerLink, sayMethod } from '../customers/index.ts';
import { DocumentLink } from '../printing/index.ts';
import { Column } from '../kit/list/Column.tsx';
import { RecordTable } from '../kit/list/RecordTable.tsx';
import { RowLink } from '../kit/list/RowLink.tsx';
import { useCustomFieldColumns } from '../fields/index.ts';
import { DateText, Money, ToneChip } from '../kit/index.ts';

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
 * Payments as rows; `customer` off where all are of one, which is of `partnerId`.
 */
export function PaymentTable({
  customer = true,
  partnerId,
}: {
  customer?: boolean;
  partnerId?: string;
}) {
  const custom = useCustomFieldColumns('PAYMENT', partnerId);
  return (
    <RecordTable<Row> rowClick="show">
      <Column<Row>
        source="date"
        card="fact"
        label="Date"
        render={(payment) => <DateText date={payment.date} />}
      />
      <Column<Row>
        source="receiptNumber"
        card="name"
        label="Receipt"
        render={(payment) => (
          <RowLink
            to={`/payments/${payment.id}/show`}
            aria-label={`Receipt ${payment.receiptNumber}`}
            sx={{ whiteSpace: { md: 'nowrap' }, fontVariantNumeric: 'tabular-nums' }}
          >
            {payment.receiptNumber}
          </RowLink>
        )}
        under={(payment) => <Marks payment={payment} />}
      />
      {customer && (
        <Column<Row>
          source="customer"
          card="line"
          label="Customer"
          disableSort
          render={(payment) => <CustomerLink customer={payment.customer} />}
        />
      )}
      <Column<Row>
        source="method"
        card="fact"
        label="Method"
        disableSort
        render={(payment) => <MethodCell payment={payment} />}
      />
      <Column<PaymentRowFragment>
        source="allocations"
        label="Paid for"
        disableSort
        render={(payment) => <PaidFor payment={payment} />}
      />
      <Column<Row>
        source="amount"
        card="fact"
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
      {custom}
      <Column<Row>
        source="pdf"
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
    </RecordTable>
  );
}

function MethodCell({ payment }: { payment: Row }) {
  return (
    <>
      {sayMethod(payment.method)}
      {payment.source !== 'MANUAL' && (
        <Box
          sx={{ color: payment.test ? 'warning.main' : 'text.secondary', fontSize: '0.8125rem' }}
        >
          {payment.origin}
        </Box>
      )}
    </>
  );
}

/** That it went back, or that somebody should look at it. */
function Marks({ payment }: { payment: Row }) {
  if (!payment.reversed && !payment.flag) return null;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      {payment.reversed && (
        <ToneChip tone="neutral" label="Reversed" title={payment.reversalReason ?? ''} />
      )}
      {payment.flag && <ToneChip tone="due" icon="alert" label="Look at it" title={payment.flag} />}
    </Box>
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
