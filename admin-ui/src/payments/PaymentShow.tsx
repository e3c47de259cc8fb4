import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { Alert, AlertTitle, Box, Button, Card, Link } from '@mui/material';
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
import { WhereItWent } from '../kit/show/WhereItWent.tsx';
import { TaskNotice } from './TaskNotice.tsx';
import { DISPUTE_LOOKS, isUndecided, sayDispute, useDisputes } from './disputes.ts';
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
  const disputes = (useDisputes(payment.partner.id).data ?? []).filter(
    (dispute) => dispute.payment.id === payment.id,
  );
  return (
    <>
      {tasks.map((task) => (
        <Box key={task.id} sx={{ marginBlockEnd: 2 }}>
          <TaskNotice task={task} onPage />
        </Box>
      ))}
      {payment.flag && tasks.length === 0 && (
        <Alert severity="warning" variant="outlined" sx={{ marginBlockEnd: 2 }}>
          {payment.flag}
        </Alert>
      )}
      {disputes.map((dispute) => (
        <Alert
          key={dispute.id}
          severity={isUndecided(dispute) ? 'warning' : 'info'}
          variant="outlined"
          sx={{ marginBlockEnd: 2 }}
        >
          <AlertTitle>
            {DISPUTE_LOOKS[dispute.status].label}: a dispute of{' '}
            <Money amount={dispute.amount} currency={payment.currency} inline />
          </AlertTitle>
          {dispute.reason} {sayDispute(dispute)}
          {isUndecided(dispute) && dispute.answerBy && (
            <>
              {' '}
              Answer by <InstantText at={dispute.answerBy} exact />.
            </>
          )}
        </Alert>
      ))}
      {payment.reversed && (
        <Alert severity="info" variant="outlined" sx={{ marginBlockEnd: 2 }}>
          Reversed: {payment.reversalReason}
        </Alert>
      )}
      {payment.test && (
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
            {payment.source !== 'MANUAL' && `, ${payment.origin}`}
          </Figure>
        </Figures>
        <WhatItPaid payment={payment} />
        {isPositive(payment.passedOnFee) && (
          <Box>
            <Money amount={payment.passedOnFee} currency={payment.currency} inline /> of it is the
            fee that {payment.customer.name} paid for paying this way.
          </Box>
        )}
        {payment.providerFee !== null && (
          <Box>
            {payment.origin} kept{' '}
            <Money amount={payment.providerFee} currency={payment.currency} inline /> of it.
          </Box>
        )}
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
  const { unallocated, allocations, refunds, reversed, proforma } = payment;
  const waits = proforma?.status === 'UNPAID' && (
    <>
      Waits on{' '}
      <Link component={RouterLink} to={`/proformas/${proforma.id}/show`}>
        proforma {proforma.number}
      </Link>
    </>
  );
  const nothing = allocations.length === 0 && refunds.length === 0;
  return (
    <WhereItWent
      title="What it paid"
      of={payment}
      sayMethod={sayMethod}
      rest={
        isPositive(unallocated) || nothing
          ? {
              what: reversed
                ? 'Nothing: it was reversed'
                : waits || 'On the balance, for later invoices',
              amount: unallocated,
            }
          : null
      }
    />
  );
}
