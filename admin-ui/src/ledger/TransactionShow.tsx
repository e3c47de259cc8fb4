import { Box, Link } from '@mui/material';
import { ShowBase, useShowContext } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import { CustomFieldFacts } from '../fields/index.ts';
import { CustomerLink } from '../customers/index.ts';
import type { TransactionRowFragment } from '../generated/graphql.ts';
import {
  BlockSkeleton,
  DateText,
  ErrorState,
  Facts,
  InstantText,
  Money,
  PageHeader,
  PeriodText,
} from '../kit/index.ts';
import { signedAmount } from './TransactionTable.tsx';

/** One entry of the ledger, with the document behind it. */
export function TransactionShow() {
  return (
    <ShowBase>
      <EntryDetails />
    </ShowBase>
  );
}

function EntryDetails() {
  const { record: entry, error, refetch } = useShowContext<TransactionRowFragment>();
  const back = { label: 'Ledger', to: '/transactions' };
  if (error)
    return (
      <>
        <PageHeader title="Ledger entry" back={back} />
        <ErrorState
          error={error}
          what="The entry could not be loaded."
          onRetry={() => void refetch()}
        />
      </>
    );
  if (!entry)
    return (
      <>
        <PageHeader title="Ledger entry" back={back} />
        <BlockSkeleton lines={6} />
      </>
    );
  return (
    <Box sx={{ maxWidth: 760 }}>
      <PageHeader
        title={entry.description}
        back={back}
        description={
          <>
            of <CustomerLink customer={entry.customer} tab="ledger" />
          </>
        }
      />
      <Box sx={{ display: 'grid', gap: 2 }}>
        <Facts
          title="Entry"
          facts={[
            [
              'Amount',
              <Money
                key="a"
                inline
                signed
                strong
                amount={signedAmount(entry)}
                currency={entry.currency}
              />,
            ],
            [
              'Balance after',
              <Money
                key="b"
                inline
                warnBelowZero
                amount={entry.balanceAfter}
                currency={entry.currency}
              />,
            ],
            ['Category', entry.category],
            ['Date', <DateText key="d" date={entry.date} weekday />],
            ...(entry.periodFrom
              ? [
                  [
                    'Period',
                    <PeriodText key="p" from={entry.periodFrom} to={entry.periodTo} />,
                  ] as const,
                ]
              : []),
            ...(entry.invoice
              ? [
                  [
                    'Invoice',
                    <Link key="i" component={RouterLink} to={`/invoices/${entry.invoice.id}/show`}>
                      {entry.invoice.number ?? 'Draft'}
                    </Link>,
                  ] as const,
                ]
              : []),
            ...(entry.payment
              ? [
                  [
                    'Receipt',
                    <Link key="r" component={RouterLink} to={`/payments/${entry.payment.id}/show`}>
                      {entry.payment.receiptNumber}
                    </Link>,
                  ] as const,
                ]
              : []),
            [
              'Recorded',
              <span key="w">
                <InstantText at={entry.recordedAt} /> by {entry.recordedBy}
              </span>,
            ],
          ]}
        />
        <CustomFieldFacts
          entity="TRANSACTION"
          partnerId={entry.customer.partner.id}
          values={entry.customFields}
        />
      </Box>
    </Box>
  );
}
