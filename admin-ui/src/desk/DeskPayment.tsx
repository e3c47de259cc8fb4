import { Link as RouterLink, useParams } from 'react-router-dom';
import { Alert, Box, Card, Link } from '@mui/material';
import { useGetOne } from 'react-admin';
import { sayMethod } from '../customers/index.ts';
import { DocumentMenu } from '../printing/index.ts';
import type { DeskPaymentRowFragment } from '../generated/graphql.ts';
import {
  BlockSkeleton,
  DateText,
  ErrorState,
  Facts,
  InstantText,
  Money,
  PageHeader,
  ToneChip,
} from '../kit/index.ts';

const back = { label: 'Payments', to: '/payments' };

/** One payment that one took oneself, with its receipt to print again. */
export function DeskPayment() {
  const { id = '' } = useParams();
  const { data: payment, error, refetch } = useGetOne<DeskPaymentRowFragment>('payments', { id });
  if (!payment) {
    return (
      <>
        <PageHeader title="Payment" back={back} />
        {error ? (
          <ErrorState
            error={error}
            what="This payment could not be loaded."
            onRetry={() => void refetch()}
          />
        ) : (
          <Card sx={{ padding: 3 }}>
            <BlockSkeleton lines={6} />
          </Card>
        )}
      </>
    );
  }
  return (
    <Box sx={{ maxWidth: 760 }}>
      <PageHeader
        title={`Payment ${payment.receiptNumber}`}
        back={back}
        aside={payment.reversed && <ToneChip tone="neutral" label="Reversed" icon="ban" />}
        actions={
          <DocumentMenu
            title={`Receipt ${payment.receiptNumber}`}
            document={{ kind: 'receipts', id: payment.id }}
          />
        }
      />
      {payment.reversed && (
        <Alert severity="info" variant="outlined" sx={{ marginBlockEnd: 2 }}>
          Reversed: {payment.reversalReason}
        </Alert>
      )}
      <Facts
        title="Receipt"
        facts={[
          [
            'Amount',
            <Money key="a" amount={payment.amount} currency={payment.currency} inline strong />,
          ],
          [
            'Customer',
            <Link key="c" component={RouterLink} to={`/customers/${payment.customer.id}/show`}>
              {payment.customer.name}
            </Link>,
          ],
          ['Date', <DateText key="d" date={payment.date} weekday />],
          ['Method', sayMethod(payment.method)],
          [
            'Left on the balance',
            <Money key="u" amount={payment.unallocated} currency={payment.currency} inline />,
          ],
          ...(payment.comment ? [['Comment', payment.comment] as const] : []),
          ['Recorded', <InstantText key="r" at={payment.recordedAt} />],
        ]}
      />
    </Box>
  );
}
