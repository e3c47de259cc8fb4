import { Box } from '@mui/material';
import type { TransactionRowFragment } from '../generated/graphql.ts';
import { CustomerLink } from '../customers/index.ts';
import { Column } from '../kit/list/Column.tsx';
import { RecordTable } from '../kit/list/RecordTable.tsx';
import { RowLink } from '../kit/list/RowLink.tsx';
import { useCustomFieldColumns } from '../fields/index.ts';
import { DateText, InstantText, Money, PeriodText } from '../kit/index.ts';

type Row = TransactionRowFragment;

export const transactionSkeleton = [
  { width: 10 },
  { width: 20 },
  { width: 34 },
  { width: 10 },
  { width: 12, end: true },
  { width: 12, end: true },
  { width: 12 },
];

/** Links below each other, tall enough to hit the right one. */
const apart = { display: 'inline-block', paddingBlock: '3px' } as const;

/** What an entry does to the balance, as a signed amount: a debit lowers it. */
export function signedAmount({ type, amount }: Pick<Row, 'type' | 'amount'>): string {
  if (type === 'CREDIT') return amount;
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}

/** For which days it is, and the document behind it. */
function Behind({ entry }: { entry: Row }) {
  return (
    <Box
      sx={{
        color: 'text.secondary',
        fontSize: '0.8125rem',
        display: 'flex',
        flexWrap: 'wrap',
        columnGap: 1,
      }}
    >
      <PeriodText from={entry.periodFrom} to={entry.periodTo} />
      {entry.invoice && (
        <RowLink sx={apart} to={`/invoices/${entry.invoice.id}/show`}>
          Invoice {entry.invoice.number ?? 'draft'}
        </RowLink>
      )}
      {entry.payment && (
        <RowLink sx={apart} to={`/payments/${entry.payment.id}/show`}>
          Receipt {entry.payment.receiptNumber}
        </RowLink>
      )}
    </Box>
  );
}

/**
 * Ledger entries as rows, with the customer's balance after each; `partnerId`: whose they are,
 * where all are of one customer.
 */
export function TransactionTable({
  customer = true,
  partnerId,
}: {
  customer?: boolean;
  partnerId?: string;
}) {
  const custom = useCustomFieldColumns('TRANSACTION', partnerId);
  return (
    <RecordTable<Row> rowClick={false}>
      <Column<Row>
        source="date"
        card="fact"
        label="Date"
        render={(entry) => <DateText date={entry.date} />}
      />
      {customer && (
        <Column<Row>
          source="customer"
          card="line"
          label="Customer"
          disableSort
          render={(entry) => <CustomerLink customer={entry.customer} />}
        />
      )}
      <Column<Row>
        source="description"
        sx={{ minWidth: 120, overflowWrap: 'anywhere' }}
        card="name"
        label="What"
        disableSort
        render={(entry) => (
          <RowLink to={`/transactions/${entry.id}/show`} sx={apart}>
            {entry.description}
          </RowLink>
        )}
        under={(entry) => <Behind entry={entry} />}
      />
      <Column<Row> source="category" label="Category" disableSort />
      <Column<Row>
        source="amount"
        card="fact"
        label="Amount"
        align="right"
        render={(entry) => (
          <Money amount={signedAmount(entry)} currency={entry.currency} signed strong />
        )}
      />
      <Column<Row>
        source="balanceAfter"
        card="fact"
        label="Balance after"
        align="right"
        disableSort
        render={(entry) => (
          <Money amount={entry.balanceAfter} currency={entry.currency} warnBelowZero />
        )}
      />
      <Column<Row>
        source="recordedAt"
        label="Recorded"
        render={(entry) => (
          <>
            <InstantText at={entry.recordedAt} /> by {entry.recordedBy}
          </>
        )}
      />
      {custom}
    </RecordTable>
  );
}
