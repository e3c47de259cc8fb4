import { Link as RouterLink } from 'react-router-dom';
import { Box, Link } from '@mui/material';
import { DataTable } from 'react-admin';
import type { TransactionRowFragment } from '../generated/graphql.ts';
import { CustomerLink } from '../customers/index.ts';
import { RowLink } from '../kit/list/RowLink.tsx';
import { wide } from '../kit/list/wide.ts';
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

const quiet = { fontWeight: 400 } as const;
/** Links below each other, tall enough to hit the right one. */
const apart = { display: 'inline-block', paddingBlock: '3px' } as const;

/** What an entry does to the balance, as a signed amount: a debit lowers it. */
export function signedAmount({ type, amount }: Pick<Row, 'type' | 'amount'>): string {
  if (type === 'CREDIT') return amount;
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}

/**
 * What happened, for which days, and the document behind it; on a phone also whose and when,
 * instead of columns.
 */
function EntryText({ entry, customer }: { entry: Row; customer: boolean }) {
  return (
    <Box sx={{ minWidth: { xs: 0, md: 120 }, overflowWrap: 'anywhere', '& a': apart }}>
      <RowLink to={`/transactions/${entry.id}/show`}>{entry.description}</RowLink>
      <Box sx={{ display: { md: 'none' }, color: 'text.secondary', fontSize: '0.8125rem' }}>
        {customer && (
          <Box>
            <CustomerLink customer={entry.customer} />
          </Box>
        )}
        <DateText date={entry.date} />
      </Box>
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
          <Link sx={quiet} component={RouterLink} to={`/invoices/${entry.invoice.id}/show`}>
            Invoice {entry.invoice.number ?? 'draft'}
          </Link>
        )}
        {entry.payment && (
          <Link sx={quiet} component={RouterLink} to={`/payments/${entry.payment.id}/show`}>
            Receipt {entry.payment.receiptNumber}
          </Link>
        )}
      </Box>
    </Box>
  );
}

/** The amount; on a phone the balance after it below, instead of a column. */
function EntryAmount({ entry }: { entry: Row }) {
  return (
    <>
      <Money amount={signedAmount(entry)} currency={entry.currency} signed strong />
      <Box
        sx={{
          display: { md: 'none' },
          color: 'text.secondary',
          fontSize: '0.8125rem',
        }}
      >
        balance <Money amount={entry.balanceAfter} currency={entry.currency} inline />
      </Box>
    </>
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
    <DataTable<Row> bulkActionButtons={false} rowClick={false}>
      <DataTable.Col<Row>
        source="date"
        sx={wide}
        label="Date"
        render={(entry) => <DateText date={entry.date} />}
      />
      {customer && (
        <DataTable.Col<Row>
          source="customer"
          sx={wide}
          label="Customer"
          disableSort
          render={(entry) => <CustomerLink customer={entry.customer} />}
        />
      )}
      <DataTable.Col<Row>
        source="description"
        label="What"
        disableSort
        render={(entry) => <EntryText entry={entry} customer={customer} />}
      />
      <DataTable.Col<Row> source="category" sx={wide} label="Category" disableSort />
      <DataTable.Col<Row>
        source="amount"
        label="Amount"
        align="right"
        render={(entry) => <EntryAmount entry={entry} />}
      />
      <DataTable.Col<Row>
        source="balanceAfter"
        sx={wide}
        label="Balance after"
        align="right"
        disableSort
        render={(entry) => (
          <Money amount={entry.balanceAfter} currency={entry.currency} warnBelowZero />
        )}
      />
      <DataTable.Col<Row>
        source="recordedAt"
        sx={wide}
        label="Recorded"
        render={(entry) => (
          <>
            <InstantText at={entry.recordedAt} /> by {entry.recordedBy}
          </>
        )}
      />
      {custom}
    </DataTable>
  );
}
