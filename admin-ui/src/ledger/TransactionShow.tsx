import { Box, Link } from '@mui/material';
import { Link as RouterLink } from 'react-router-dom';
import { CustomFieldFacts } from '../fields/index.ts';
import { CustomerLink } from '../customers/index.ts';
import type { TransactionRowFragment } from '../generated/graphql.ts';
import { DateText, Facts, InstantText, Money, PeriodText } from '../kit/index.ts';
import { ShowPage, useRecord } from '../kit/show/ShowPage.tsx';
import { signedAmount } from './TransactionTable.tsx';

const back = { label: 'Ledger', to: '/transactions' };

/** One entry of the ledger, with the document behind it. */
export function TransactionShow() {
  return (
    <ShowPage
      kind="ledger entry"
      back={back}
      asked={useRecord<TransactionRowFragment>('transactions')}
      width={760}
      head={(entry) => ({
        title: entry.description,
        description: (
          <>
            of <CustomerLink customer={entry.customer} tab="ledger" />
          </>
        ),
      })}
    >
      {(entry) => (
        <Box sx={{ display: 'grid', gap: 2 }}>
          <EntryFacts entry={entry} />
          <CustomFieldFacts
            entity="TRANSACTION"
            partnerId={entry.customer.partner.id}
            values={entry.customFields}
          />
        </Box>
      )}
    </ShowPage>
  );
}

function EntryFacts({ entry }: { entry: TransactionRowFragment }) {
  return (
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
  );
}
