import { Suspense, useId, useState } from 'react';
import { Link as RouterLink, useParams } from 'react-router-dom';
import { Alert, Box, Button, Link } from '@mui/material';
import { formatDate } from '@backhaul/design';
import { isPositive } from '@backhaul/domain/money/decimals';
import { DocumentMenu, RenewDialog } from '../printing/index.ts';
import type { InvoiceDetailFragment } from '../generated/graphql.ts';
import { InvoiceDetails } from './InvoiceDetails.tsx';
import { InstantText, StatusChip, useCan, useLocale, WarningChips } from '../kit/index.ts';
import { ShowPage } from '../kit/show/ShowPage.tsx';
import { ApproveDialog } from './ApproveDialog.tsx';
import { DiscardDialog } from './DiscardDialog.tsx';
import { InvoiceDocument } from './InvoiceDocument.tsx';
import { useSlot } from '../kit/office/useSlot.ts';
import { useActions } from '../kit/office/useActions.tsx';
import { invoiceActions, invoiceParts } from './slots.ts';
import { useInvoice } from './useInvoice.ts';
import { VoidDialog } from './VoidDialog.tsx';

const back = { label: 'Invoices', to: '/invoices' };
/** One invoice as the page it is, with what can still be done about it. */
export function InvoiceShow() {
  const { id = '' } = useParams();
  const parts = useSlot(invoiceParts);
  return (
    <ShowPage
      kind="invoice"
      back={back}
      asked={useInvoice(id)}
      width={900}
      head={(invoice) => ({
        title: invoice.number ? `Invoice ${invoice.number}` : 'Draft invoice',
        aside: (
          <>
            <StatusChip status={invoice.status} />
            <WarningChips warnings={invoice.warnings} />
          </>
        ),
        description: <Origin invoice={invoice} />,
        actions: <Actions invoice={invoice} />,
      })}
    >
      {(invoice) => (
        <>
          <Standing invoice={invoice} />
          <InvoiceDocument invoice={invoice} />
          <InvoiceDetails invoice={invoice} />
          <Suspense fallback={null}>
            {parts.map((Part, index) => (
              <Part key={index} invoice={invoice} />
            ))}
          </Suspense>
        </>
      )}
    </ShowPage>
  );
}

/** What its status means, where that is not plain. */
function Standing({ invoice }: { invoice: InvoiceDetailFragment }) {
  const locale = useLocale();
  return (
    <>
      {invoice.status === 'VOID' && (
        <Alert severity="info" variant="outlined" sx={{ marginBlockEnd: 2 }}>
          Void: {invoice.voidReason}. It keeps its number and is owed by nobody.
        </Alert>
      )}
      {invoice.status === 'OVERDUE' && (
        <Alert severity="error" variant="outlined" sx={{ marginBlockEnd: 2 }}>
          It was to be paid by {formatDate(invoice.dueDate, locale, { weekday: true })}.
        </Alert>
      )}
      {invoice.status === 'DRAFT' && (
        <Alert severity="info" variant="outlined" sx={{ marginBlockEnd: 2 }}>
          A draft is not on the ledger and has no number. It can be changed and discarded; approve
          it to issue it.
        </Alert>
      )}
    </>
  );
}

function Origin({ invoice }: { invoice: InvoiceDetailFragment }) {
  const locale = useLocale();
  return (
    <>
      {invoice.recurring ? 'Recurring' : 'One-time'}
      {invoice.billingRun && (
        <>
          {' '}
          · from the{' '}
          <RouterLink
            to={`/billing-runs/${invoice.billingRun.id}/show`}
            style={{ color: 'inherit' }}
          >
            run for {formatDate(invoice.billingRun.date, locale)}
          </RouterLink>
        </>
      )}
      {' · '}
      {invoice.issuedAt ? (
        <>
          issued <InstantText at={invoice.issuedAt} />
        </>
      ) : (
        <>
          made <InstantText at={invoice.createdAt} />
        </>
      )}
    </>
  );
}

function Actions({ invoice }: { invoice: InvoiceDetailFragment }) {
  const [open, setOpen] = useState<'void' | 'approve' | 'discard' | 'renew' | null>(null);
  const close = () => setOpen(null);
  // whoever may correct an invoice finds the void behind that door, where it is the right way
  const corrects = useCan('credit-notes:write');
  const mayVoid = useCan('invoices:void') && !corrects;
  const mayWrite = useCan('invoices:write');
  const { actions, dialog } = useActions(invoiceActions, invoice);
  const issued = invoice.status !== 'DRAFT' && invoice.status !== 'VOID';
  const whyId = useId();
  const kept = issued && mayVoid ? (invoice.voidKept ?? null) : null;
  return (
    <>
      <DocumentMenu
        title={invoice.number ? `Invoice ${invoice.number}` : 'Draft invoice'}
        document={{ kind: 'invoices', id: invoice.id }}
        more={
          mayWrite && invoice.status !== 'DRAFT'
            ? [{ label: 'Print with today’s details', run: () => setOpen('renew') }]
            : []
        }
      />
      {mayVoid && issued && (
        <Button
          color="error"
          onClick={() => setOpen('void')}
          disabled={kept !== null}
          {...(kept ? { 'aria-describedby': whyId } : {})}
        >
          Void invoice
        </Button>
      )}
      {actions.map(({ label, main, run }) => (
        <Button
          key={label}
          variant={invoice.status === 'DRAFT' || !main ? 'outlined' : 'contained'}
          onClick={run}
        >
          {label}
        </Button>
      ))}
      {mayWrite && invoice.status === 'DRAFT' && (
        <>
          <Button color="error" onClick={() => setOpen('discard')}>
            Discard draft
          </Button>
          <Button variant="outlined" component={RouterLink} to={`/invoices/${invoice.id}`}>
            Change draft
          </Button>
          <Button variant="contained" onClick={() => setOpen('approve')}>
            Approve draft
          </Button>
        </>
      )}
      {kept !== null && <WhyKept id={whyId} why={kept} invoice={invoice} />}
      {dialog}
      {open === 'void' && <VoidDialog invoice={invoice} onClose={close} />}
      {open === 'renew' && <RenewDialog invoice={invoice} onClose={close} />}
      {open === 'discard' && <DiscardDialog invoice={invoice} onClose={close} />}
      {open === 'approve' && <ApproveDialog invoice={invoice} onClose={close} />}
    </>
  );
}

/** Why it cannot be void now, and the way to what stands against it. */
function WhyKept({
  id,
  why,
  invoice,
}: {
  id: string;
  why: string;
  invoice: InvoiceDetailFragment;
}) {
  const paid = invoice.allocations.flatMap(({ amount, payment }) =>
    payment && isPositive(amount) ? [payment] : [],
  );
  const payments = [...new Map(paid.map((payment) => [payment.id, payment])).values()];
  return (
    <Box
      id={id}
      // As wide as the buttons, which it does not move.
      sx={{ color: 'text.secondary', width: 0, minWidth: '100%', textAlign: { sm: 'end' } }}
    >
      {why}
      {payments.map((payment) => (
        <Box key={payment.id} component="span">
          {' '}
          <Link component={RouterLink} to={`/payments/${payment.id}/show`}>
            Open payment {payment.receiptNumber}
          </Link>
        </Box>
      ))}
    </Box>
  );
}
