import { Box } from '@mui/material';
import { useNavigate } from 'react-router-dom';
import { useNotify } from 'react-admin';
import { formatMoney } from '@backhaul/design';
import { request } from '../api/client.ts';
import type { InvoiceDetailFragment } from '../generated/graphql.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale } from '../kit/index.ts';
import { DiscardDraftInvoice } from './api.ts';

/** Throws a draft away. */
export function DiscardDialog({
  invoice,
  onClose,
}: {
  invoice: InvoiceDetailFragment;
  onClose: () => void;
}) {
  const locale = useLocale();
  const navigate = useNavigate();
  const notify = useNotify();
  const refresh = useRefresh();
  const submission = useSubmit();
  const discard = () =>
    void submission.submit(async () => {
      await request(DiscardDraftInvoice, { id: invoice.id });
      notify('Draft discarded.', { type: 'success' });
      // away from it first: what is refreshed would not be there
      await navigate('/invoices');
      void refresh();
    });
  return (
    <FormDialog
      danger
      title="Discard this draft"
      submitLabel="Discard draft"
      cancelLabel="Keep it"
      submission={submission}
      onSubmit={discard}
      onClose={onClose}
      failure="The draft was not discarded."
      width="xs"
    >
      <Box>
        The draft over {formatMoney(invoice.total, invoice.currency, locale)} for{' '}
        {invoice.customer.name} is removed. It moved no money and has no number: nothing else
        changes. This cannot be undone.
      </Box>
    </FormDialog>
  );
}
