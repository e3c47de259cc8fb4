import { Box } from '@mui/material';
import { useNotify } from 'react-admin';
import { formatMoney } from '@backhaul/design';
import { request } from '../api/client.ts';
import type { InvoiceDetailFragment } from '../generated/graphql.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useDocumentWarnings } from '../printing/index.ts';
import { useLocale, Warnings } from '../kit/index.ts';
import { ApproveInvoice } from './api.ts';

/** Issues a draft: it gets its number and goes on the ledger. */
export function ApproveDialog({
  invoice,
  onClose,
}: {
  invoice: InvoiceDetailFragment;
  onClose: () => void;
}) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const submission = useSubmit();
  const asked = useDocumentWarnings(invoice.customer.id, invoice.documentDate);
  const amount = formatMoney(invoice.total, invoice.currency, locale);
  const approve = async () => {
    const done = await submission.submit(async () => {
      const { approveInvoice } = await request(ApproveInvoice, { id: invoice.id });
      notify(`Issued as ${approveInvoice.number ?? 'an invoice'}.`, { type: 'success' });
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title="Approve this draft"
      submitLabel={`Issue ${amount}`}
      submission={submission}
      onSubmit={() => void approve()}
      onClose={onClose}
      failure="The draft was not issued."
      width="xs"
      disabled={asked.blocked}
    >
      <Box>
        The invoice gets its number and charges {amount} to {invoice.customer.name}. From then on
        its lines are frozen; it can only be voided.
      </Box>
      <Warnings asked={asked} goOn="Yes, issue it like this" />
    </FormDialog>
  );
}
