import { Suspense, useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { Alert, Box, Button, Card, Link, Typography } from '@mui/material';
import { isPositive } from '@backhaul/domain/money/decimals';
import { request } from '../api/client.ts';
import { EditableFields } from '../fields/index.ts';
import type { ProformaDetailFragment } from '../generated/graphql.ts';
import { LinesTable } from '../invoices/index.ts';
import { DateText, Figure, Figures, InstantText, Money, useCan } from '../kit/index.ts';
import { useSlot } from '../kit/office/useSlot.ts';
import { ShowPage, useRecord } from '../kit/show/ShowPage.tsx';
import { DocumentMenu } from '../printing/index.ts';
import { UpdateProformaDetails } from './api.ts';
import { PayProformaDialog } from './PayProformaDialog.tsx';
import { ProformaChip } from './ProformaChip.tsx';
import { proformaParts } from './slots.ts';
import { VoidProformaDialog } from './VoidProformaDialog.tsx';

type Proforma = ProformaDetailFragment;
const back = { label: 'Proformas', to: '/proformas' };

/** One proforma invoice: what it asks for, what was paid, and what became of it. */
export function ProformaShow() {
  const mayWrite = useCan('invoices:write');
  const parts = useSlot(proformaParts);
  return (
    <ShowPage
      kind="proforma"
      back={back}
      asked={useRecord<Proforma>('proformas')}
      width={860}
      head={(proforma) => ({
        title: `Proforma ${proforma.number}`,
        aside: <ProformaChip proforma={proforma} />,
        actions: <Actions proforma={proforma} />,
      })}
    >
      {(proforma) => (
        <>
          <WhatBecameOfIt proforma={proforma} />
          <Details proforma={proforma} />
          <EditableFields
            entity="PROFORMA"
            partnerId={proforma.partner.id}
            values={proforma.customFields}
            of={`proforma ${proforma.number}`}
            mayWrite={mayWrite}
            save={(customFields) =>
              request(UpdateProformaDetails, { id: proforma.id, customFields })
            }
          />
          <Suspense fallback={null}>
            {parts.map((Part, index) => (
              <Part key={index} proforma={proforma} />
            ))}
          </Suspense>
        </>
      )}
    </ShowPage>
  );
}

function Actions({ proforma }: { proforma: Proforma }) {
  const mayPay = useCan('payments:write');
  const mayVoid = useCan('invoices:void');
  const [open, setOpen] = useState<'pay' | 'void' | null>(null);
  const close = () => setOpen(null);
  const isOpen = proforma.status === 'UNPAID';
  return (
    <>
      <DocumentMenu
        title={`Proforma ${proforma.number}`}
        document={{ kind: 'proformas', id: proforma.id }}
      />
      {isOpen && mayVoid && (
        <Button color="error" variant="outlined" onClick={() => setOpen('void')}>
          Void
        </Button>
      )}
      {isOpen && mayPay && (
        <Button variant="contained" onClick={() => setOpen('pay')}>
          Record payment
        </Button>
      )}
      {open === 'pay' && <PayProformaDialog proforma={proforma} onClose={close} />}
      {open === 'void' && <VoidProformaDialog proforma={proforma} onClose={close} />}
    </>
  );
}

function WhatBecameOfIt({
  proforma: { status, invoice, voidReason, billingDate, paid, received, currency },
}: {
  proforma: Proforma;
}) {
  const openAgain = invoice !== null && isPositive(invoice.due);
  return (
    <Alert
      severity={status !== 'PAID' ? 'info' : openAgain ? 'warning' : 'success'}
      variant="outlined"
      sx={{ marginBlockEnd: 2 }}
    >
      {status === 'VOID' && <Box>Void: {voidReason}</Box>}
      {status === 'VOID' && isPositive(received) && (
        <>
          <Money amount={received} currency={currency} inline /> that came for it went to the
          balance, and pays what is open.
        </>
      )}
      {status === 'PAID' && invoice && (
        <>
          {openAgain ? 'It became invoice ' : 'Paid in full. It became invoice '}
          <Link component={RouterLink} to={`/invoices/${invoice.id}/show`}>
            {invoice.number}
          </Link>
          {openAgain ? (
            <>
              , of which <Money amount={invoice.due} currency={currency} inline /> is open again:
              money was taken or given back. What is paid now pays the invoice.
            </>
          ) : (
            '.'
          )}
        </>
      )}
      {status === 'UNPAID' && isPositive(paid) && (
        <>
          <Money amount={paid} currency={currency} inline /> waits on it and pays nothing else.{' '}
        </>
      )}
      {status === 'UNPAID' &&
        (billingDate ? (
          <>
            It asks ahead for the charge of <DateText date={billingDate} />. Paid, it is that
            charge; a run that charges these days before makes it void.
          </>
        ) : (
          'Paid in full, it becomes a paid invoice; nothing is charged before.'
        ))}
    </Alert>
  );
}

function Details({ proforma }: { proforma: Proforma }) {
  const { currency } = proforma;
  return (
    <Card
      sx={{
        padding: { xs: 2, sm: 3 },
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 1fr)',
        gap: 3,
      }}
    >
      <Figures>
        <Figure label="Total">
          <Money amount={proforma.total} currency={currency} inline strong />
        </Figure>
        <Figure label={proforma.status === 'UNPAID' ? 'Still to pay' : 'Received'}>
          <Money
            amount={proforma.status === 'UNPAID' ? proforma.due : proforma.received}
            currency={currency}
            inline
            strong
          />
        </Figure>
        <Figure label="Customer">
          <Link component={RouterLink} to={`/customers/${proforma.customer.id}/show`}>
            {proforma.customer.name}
          </Link>
        </Figure>
        <Figure label="Date">
          <DateText date={proforma.documentDate} weekday />
        </Figure>
        <Figure label="Pay by">
          <DateText date={proforma.dueDate} weekday />
        </Figure>
      </Figures>
      <Box sx={{ overflowX: 'auto', marginInline: { xs: -2, sm: 0 } }}>
        <LinesTable
          lines={proforma.lines}
          currency={currency}
          label={`Lines of proforma ${proforma.number}`}
        />
      </Box>
      <Payments proforma={proforma} />
      <Box sx={{ color: 'text.secondary' }}>
        Issued <InstantText at={proforma.createdAt} /> by {proforma.recordedBy}
      </Box>
    </Card>
  );
}

/** What came in for it, also what was taken back. */
function Payments({ proforma: { payments, currency } }: { proforma: Proforma }) {
  if (!payments?.length) return null;
  return (
    <Box component="section" aria-labelledby="proforma-payments">
      <Typography id="proforma-payments" variant="h2" sx={{ marginBlockEnd: 1 }}>
        Payments
      </Typography>
      <Box sx={{ display: 'grid', gap: 1 }}>
        {payments.map((payment) => (
          <Box
            key={payment.id}
            sx={{ display: 'grid', columnGap: 3, gridTemplateColumns: '1fr auto auto' }}
          >
            <span>
              <Link component={RouterLink} to={`/payments/${payment.id}/show`}>
                {payment.receiptNumber}
              </Link>
              {payment.reversed && ' (taken back)'}
              {isPositive(payment.refunded) && (
                <>
                  {' '}
                  (given back: <Money amount={payment.refunded} currency={currency} inline />)
                </>
              )}
            </span>
            <DateText date={payment.date} />
            <Money amount={payment.amount} currency={currency} />
          </Box>
        ))}
      </Box>
    </Box>
  );
}
