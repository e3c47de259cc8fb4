import { Suspense, useState } from 'react';
import { Link as RouterLink, useParams } from 'react-router-dom';
import { Alert, Box, Button, Card } from '@mui/material';
import { formatDate } from '@backhaul/design';
import { DocumentMenu, RenewDialog } from '../printing/index.ts';
import type { InvoiceDetailFragment } from '../generated/graphql.ts';
import { InvoiceDetails } from './InvoiceDetails.tsx';
import {
  BlockSkeleton,
  ErrorState,
  InstantText,
  PageHeader,
  StatusChip,
  useCan,
  useLocale,
  WarningChips,
} from '../kit/index.ts';
import { ApproveDialog } from './ApproveDialog.tsx';
import { InvoiceDocument } from './InvoiceDocument.tsx';
import { useSlot } from '../kit/office/useSlot.ts';
import { useActions } from '../kit/office/useActions.tsx';
import { invoiceActions, invoiceParts } from './slots.ts';
import { useInvoice } from './useInvoice.ts';
import { VoidDialog } from './VoidDialog.tsx';

const back = { label: 'Invoices', to: '/invoices' };
type Dialog = 'void' | 'approve' | 'renew' | null;

/** One invoice as the page it is, with what can still be done about it. */
export function InvoiceShow() {
  const { id = '' } = useParams();
  const locale = useLocale();
  const { data: invoice, error, refetch } = useInvoice(id);
  const [open, setOpen] = useState<Dialog>(null);
  const parts = useSlot(invoiceParts);
  if (!invoice) {
    return (
      <Box sx={{ maxWidth: 900 }}>
        <PageHeader title="Invoice" back={back} />
        {error ? (
          <ErrorState
            error={error}
            what="This invoice could not be loaded."
            onRetry={() => void refetch()}
          />
        ) : (
          <Card sx={{ padding: 4 }}>
            <BlockSkeleton lines={12} />
          </Card>
        )}
      </Box>
    );
  }
  const close = () => setOpen(null);
  return (
    <Box sx={{ maxWidth: 900 }}>
      <PageHeader
        title={invoice.number ? `Invoice ${invoice.number}` : 'Draft invoice'}
        aside={
          <>
            <StatusChip status={invoice.status} />
            <WarningChips warnings={invoice.warnings} />
          </>
        }
        back={back}
        description={<Origin invoice={invoice} />}
        actions={<Actions invoice={invoice} onOpen={setOpen} />}
      />
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
          A draft is not on the ledger and has no number. Approve it to issue it.
        </Alert>
      )}
      <InvoiceDocument invoice={invoice} />
      <InvoiceDetails invoice={invoice} />
      <Suspense fallback={null}>
        {parts.map((Part, index) => (
          <Part key={index} invoice={invoice} />
        ))}
      </Suspense>
      {open === 'void' && <VoidDialog invoice={invoice} onClose={close} />}
      {open === 'renew' && <RenewDialog invoice={invoice} onClose={close} />}
      {open === 'approve' && <ApproveDialog invoice={invoice} onClose={close} />}
    </Box>
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

function Actions({
  invoice,
  onOpen,
}: {
  invoice: InvoiceDetailFragment;
  onOpen: (dialog: Dialog) => void;
}) {
  const mayVoid = useCan('invoices:void');
  const mayWrite = useCan('invoices:write');
  const { actions, dialog } = useActions(invoiceActions, invoice);
  const issued = invoice.status !== 'DRAFT' && invoice.status !== 'VOID';
  return (
    <>
      <DocumentMenu
        title={invoice.number ? `Invoice ${invoice.number}` : 'Draft invoice'}
        document={{ kind: 'invoices', id: invoice.id }}
        more={
          mayWrite && invoice.status !== 'DRAFT'
            ? [{ label: 'Print with today’s details', run: () => onOpen('renew') }]
            : []
        }
      />
      {mayVoid && issued && (
        <Button color="error" onClick={() => onOpen('void')}>
          Void invoice
        </Button>
      )}
      {actions.map(({ label, run }) => (
        <Button key={label} variant="contained" onClick={run}>
          {label}
        </Button>
      ))}
      {mayWrite && invoice.status === 'DRAFT' && (
        <Button variant="contained" onClick={() => onOpen('approve')}>
          Approve draft
        </Button>
      )}
      {dialog}
    </>
  );
}
