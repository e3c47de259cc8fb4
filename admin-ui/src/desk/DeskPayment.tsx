import { Link as RouterLink } from 'react-router-dom';
import { Alert, Link } from '@mui/material';
import { sayMethod } from '../customers/index.ts';
import { DocumentMenu } from '../printing/index.ts';
import type { PaymentBasicsFragment } from '../generated/graphql.ts';
import { DateText, Facts, InstantText, Money, ToneChip } from '../kit/index.ts';
import { ShowPage, useRecord } from '../kit/show/ShowPage.tsx';

const back = { label: 'Payments', to: '/payments' };

/** One payment that one took oneself, with its receipt to print again. */
export function DeskPayment() {
  return (
    <ShowPage
      kind="payment"
      back={back}
      asked={useRecord<PaymentBasicsFragment>('payments')}
      width={760}
      head={(payment) => ({
        title: `Payment ${payment.receiptNumber}`,
        aside: payment.reversed && <ToneChip tone="neutral" label="Reversed" icon="ban" />,
        actions: (
          <DocumentMenu
            title={`Receipt ${payment.receiptNumber}`}
            document={{ kind: 'receipts', id: payment.id }}
          />
        ),
      })}
    >
      {(payment) => <Receipt payment={payment} />}
    </ShowPage>
  );
}

function Receipt({ payment }: { payment: PaymentBasicsFragment }) {
  return (
    <>
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
    </>
  );
}
