import { Box, Skeleton } from '@mui/material';
import { useNotify } from 'react-admin';
import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import type { InvoiceDetailFragment } from '../generated/graphql.ts';
import { CopyLine } from '../kit/CopyLine.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { ErrorState, InstantText, useCan } from '../kit/index.ts';
import type { ActionDialogProps } from '../kit/office/useActions.tsx';
import { PaymentLinkQuery, RevokePaymentLinks } from './api.ts';

/** The link by which anybody pays an invoice, to be copied; and all of them taken back. */
export function LinkDialog({ record, onClose }: ActionDialogProps<InvoiceDetailFragment>) {
  const notify = useNotify();
  const submission = useSubmit();
  const mayRevoke = useCan('invoices:write');
  const { data, error, refetch } = useQuery({
    queryKey: ['payment-link', record.id],
    queryFn: () => request(PaymentLinkQuery, { invoiceId: record.id }),
    gcTime: 0,
  });
  const link = data?.paymentLink;
  const revoke = async () => {
    const done = await submission.submit(async () => {
      await request(RevokePaymentLinks, { invoiceId: record.id });
      notify(`The payment links of invoice ${record.number ?? ''} work no longer.`, {
        type: 'success',
      });
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      danger
      title={`Payment link of invoice ${record.number ?? ''}`}
      submitLabel={link && mayRevoke ? 'Revoke all links' : null}
      cancelLabel="Close"
      submission={submission}
      onSubmit={() => void revoke()}
      onClose={onClose}
      failure="The links were not revoked."
    >
      <Box>
        Whoever has it can pay this invoice without signing in. It shows the number, what is due and
        until when, and nothing of {record.customer.name}.
      </Box>
      {link ? (
        <>
          <CopyLine label="Payment link" value={link.url} />
          <Box sx={{ color: 'text.secondary' }}>
            It works until <InstantText at={link.expiresAt} exact />.
            {mayRevoke &&
              ' Revoked, every link that was copied or mailed so far says that it does not work; the next one that is copied does. That cannot be undone.'}
          </Box>
        </>
      ) : error ? (
        <ErrorState
          error={error}
          what="The link could not be made."
          onRetry={() => void refetch()}
        />
      ) : (
        <Skeleton variant="rounded" height={52} />
      )}
    </FormDialog>
  );
}
