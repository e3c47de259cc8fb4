import { Link as RouterLink, useParams } from 'react-router-dom';
import { Alert, Box, Button, Card, Link } from '@mui/material';
import type { InvoiceDetailFragment } from '../generated/graphql.ts';
import { BlockSkeleton, PageHeader } from '../kit/index.ts';
import { RecordFailure } from '../kit/show/RecordFailure.tsx';
import { InvoiceForm } from './InvoiceForm.tsx';
import { useInvoice } from './useInvoice.ts';
import { useInvoiceForm } from './useInvoiceForm.ts';

const list = { label: 'Invoices', to: '/invoices' };

/** Changes a draft; what is issued stays as it is. */
export function InvoiceEdit() {
  const { id = '' } = useParams();
  const { data: invoice, error, refetch } = useInvoice(id);
  if (invoice?.status === 'DRAFT') return <DraftForm key={invoice.id} draft={invoice} />;
  const page = `/invoices/${id}/show`;
  return (
    <Box sx={{ maxWidth: 960 }}>
      <PageHeader
        title={invoice ? `Invoice ${invoice.number ?? ''}` : 'Change the draft'}
        back={list}
      />
      {error ? (
        <RecordFailure kind="invoice" back={list} error={error} onRetry={() => void refetch()} />
      ) : invoice ? (
        <Alert severity="info" variant="outlined">
          It is issued: its lines stay as they are.{' '}
          <Link component={RouterLink} to={page}>
            See what can be done about it
          </Link>
        </Alert>
      ) : (
        <Card sx={{ padding: 3 }}>
          <BlockSkeleton lines={10} />
        </Card>
      )}
    </Box>
  );
}

function DraftForm({ draft }: { draft: InvoiceDetailFragment }) {
  const invoice = useInvoiceForm({ draft });
  const page = `/invoices/${draft.id}/show`;
  return (
    <InvoiceForm
      title="Change the draft"
      back={{ label: 'Draft invoice', to: page }}
      invoice={invoice}
      customer={
        <Box>
          <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>Customer</Box>
          <Box sx={{ overflowWrap: 'anywhere' }}>{draft.customer.name}</Box>
        </Box>
      }
      onSubmit={() => void invoice.save('DRAFT')}
      failure="The draft was not changed."
      leaving="The changes of the draft are not saved. Leave anyway?"
      buttons={
        <>
          <Button component={RouterLink} to={page}>
            Cancel
          </Button>
          <Button type="submit" variant="contained" disabled={invoice.submission.busy}>
            Save draft
          </Button>
        </>
      }
    />
  );
}
