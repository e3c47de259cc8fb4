import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import {
  Alert,
  Box,
  Button,
  Card,
  Link,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { DocumentMenu } from '../printing/index.ts';
import type { PaymentDetailFragment } from '../generated/graphql.ts';
import { isPositive } from '@backhaul/domain/money/decimals';
import { sayMethod } from '../customers/index.ts';
import { CustomFieldFacts } from '../fields/index.ts';
import {
  DateText,
  Figure,
  Figures,
  InstantText,
  Money,
  ToneChip,
  WarningChips,
  useCan,
} from '../kit/index.ts';
import { ShowPage, useRecord } from '../kit/show/ShowPage.tsx';
import { TaskNotice } from './TaskNotice.tsx';
import { usePaymentTasks } from './usePaymentTasks.ts';
import { RefundPaymentDialog } from './RefundPaymentDialog.tsx';
import { ReversePaymentDialog } from './ReversePaymentDialog.tsx';

const back = { label: 'Payments', to: '/payments' };

/** One payment: who paid, how, and what it settled. */
export function PaymentShow() {
  return (
    <ShowPage
      kind="payment"
      back={back}
      asked={useRecord<PaymentDetailFragment>('payments')}
      width={760}
      head={(payment) => ({
        title: `Payment ${payment.receiptNumber}`,
        aside: (
          <>
            {payment.reversed && <ToneChip tone="neutral" label="Reversed" icon="ban" />}
            {payment.flag && <ToneChip tone="due" label="Look at it" icon="alert" />}
            <WarningChips warnings={payment.warnings} />
          </>
        ),
        actions: <PaymentActions payment={payment} />,
      })}
    >
      {(payment) => <PaymentDetails payment={payment} />}
    </ShowPage>
  );
}

function PaymentActions({ payment }: { payment: PaymentDetailFragment }) {
  const mayReverse = useCan('payments:delete');
  const [open, setOpen] = useState<'reverse' | 'refund' | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <DocumentMenu
        title={`Receipt ${payment.receiptNumber}`}
        document={{ kind: 'receipts', id: payment.id }}
      />
      {isPositive(payment.refundable ?? '0') && (
        <Button variant="outlined" onClick={() => setOpen('refund')}>
          Refund
        </Button>
      )}
      {mayReverse && !payment.reversed && !isPositive(payment.refunded) && (
        <Button color="error" variant="outlined" onClick={() => setOpen('reverse')}>
          Reverse payment
        </Button>
      )}
      {open === 'refund' && <RefundPaymentDialog payment={payment} onClose={close} />}
      {open === 'reverse' && <ReversePaymentDialog payment={payment} onClose={close} />}
    </>
  );
}

function PaymentDetails({ payment }: { payment: PaymentDetailFragment }) {
  const tasks = usePaymentTasks(payment.partner.id).filter(
    (task) => task.payment?.id === payment.id,
  );
  return (
    <>
      {tasks.map((task) => (
        <Box key={task.id} sx={{ marginBlockEnd: 2 }}>
          <TaskNotice task={task} onPage />
        </Box>
      ))}
      {payment.reversed && (
        <Alert severity="info" variant="outlined" sx={{ marginBlockEnd: 2 }}>
          Reversed: {payment.reversalReason}
        </Alert>
      )}
      {payment.sandbox && (
        <Alert severity="warning" variant="outlined" sx={{ marginBlockEnd: 2 }}>
          {payment.origin}. It settled what stands below all the same.
        </Alert>
      )}
      <Card
        sx={{
          padding: { xs: 2, sm: 3 },
          display: 'grid',
          gridTemplateColumns: 'minmax(0, 1fr)',
          gap: 3,
        }}
      >
        <Figures>
          <Figure label="Amount">
            <Money amount={payment.amount} currency={payment.currency} inline strong />
          </Figure>
          <Figure label="Customer">
            <Link component={RouterLink} to={`/customers/${payment.customer.id}/show`}>
              {payment.customer.name}
            </Link>
          </Figure>
          <Figure label="Date">
            <DateText date={payment.date} weekday />
          </Figure>
          <Figure label="Method">
            {sayMethod(payment.method)}
            {payment.origin && `, ${payment.origin}`}
          </Figure>
        </Figures>
        <WhatItPaid payment={payment} />
        <Box sx={{ color: 'text.secondary' }}>
          {payment.comment && (
            <Box sx={{ color: 'text.primary', marginBlockEnd: 1 }}>{payment.comment}</Box>
          )}
          Recorded <InstantText at={payment.recordedAt} /> by {payment.recordedBy}
        </Box>
      </Card>
      <Box sx={{ marginBlockStart: 2 }}>
        <CustomFieldFacts
          entity="PAYMENT"
          partnerId={payment.partner.id}
          values={payment.customFields}
        />
      </Box>
    </>
  );
}

/** The invoices that it settled, and what is left of it on the balance. */
function WhatItPaid({ payment }: { payment: PaymentDetailFragment }) {
  return (
    <Box>
      <Typography variant="h2" sx={{ marginBlockEnd: 1 }}>
        What it paid
      </Typography>
      <Table size="small" aria-label="What it paid">
        <TableHead>
          <TableRow>
            <TableCell>Invoice</TableCell>
            <TableCell align="right">Amount</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {payment.allocations.map(({ invoice, amount }) => (
            <TableRow key={invoice.id}>
              <TableCell>
                <Link component={RouterLink} to={`/invoices/${invoice.id}/show`}>
                  {invoice.number ?? 'Draft'}
                </Link>
              </TableCell>
              <TableCell align="right">
                <Money amount={amount} currency={payment.currency} />
              </TableCell>
            </TableRow>
          ))}
          {payment.refunds.map(({ id, amount, date, method }) => (
            <TableRow key={id}>
              <TableCell>
                Given back on <DateText date={date} />, {sayMethod(method)}
              </TableCell>
              <TableCell align="right">
                <Money amount={amount} currency={payment.currency} />
              </TableCell>
            </TableRow>
          ))}
          {(isPositive(payment.unallocated) ||
            (payment.allocations.length === 0 && payment.refunds.length === 0)) && (
            <TableRow>
              <TableCell>
                {payment.reversed
                  ? 'Nothing: it was reversed'
                  : 'On the balance, for later invoices'}
              </TableCell>
              <TableCell align="right">
                <Money amount={payment.unallocated} currency={payment.currency} />
              </TableCell>
            </TableRow>
          )}
        </TableBody>
      </Table>
    </Box>
  );
}
