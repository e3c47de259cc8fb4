import { Box, Card, Link } from '@mui/material';
import { Link as RouterLink } from 'react-router-dom';
import {
  BlockSkeleton,
  EmptyState,
  ErrorState,
  InstantText,
  Money,
  PageHeader,
  ToneChip,
  useCan,
  usePartnerScope,
} from '../kit/index.ts';
import { NoAccess } from '../kit/pages.tsx';
import { DISPUTE_LOOKS, isUndecided, sayDispute, useDisputes, type Dispute } from './disputes.ts';

/** Payments that customers took up with their bank: how they stand, until when to answer, what to do. */
export function DisputesPage() {
  const mayRead = useCan('payments:read');
  const { data, error, refetch } = useDisputes(usePartnerScope().partnerId);
  if (!mayRead) return <NoAccess />;
  const sorted = data && [
    ...data.filter(isUndecided),
    ...data.filter((each) => !isUndecided(each)),
  ];
  return (
    <Box sx={{ maxWidth: 880 }}>
      <PageHeader
        title="Disputes"
        description="Payments that customers took up with their bank. They are answered on the provider’s own pages; how they end is booked here by itself."
      />
      {error && !data && (
        <ErrorState
          error={error}
          what="The disputes could not be loaded."
          onRetry={() => void refetch()}
        />
      )}
      {!data && !error && <BlockSkeleton lines={5} />}
      {sorted?.length === 0 && (
        <EmptyState title="No disputes">
          When a customer asks its bank to take back a payment by card or PayPal, it stands here
          with the day until which to answer.
        </EmptyState>
      )}
      {sorted && sorted.length > 0 && (
        <Card
          component="ul"
          aria-label="Disputes"
          sx={{ listStyle: 'none', margin: 0, padding: 0 }}
        >
          {sorted.map((dispute) => (
            <DisputeLine key={dispute.id} dispute={dispute} />
          ))}
        </Card>
      )}
    </Box>
  );
}

function DisputeLine({ dispute }: { dispute: Dispute }) {
  const { payment, status, reason, answerBy, openedAt, amount } = dispute;
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: 2,
        justifyContent: 'space-between',
        padding: 2,
        '& + &': { borderBlockStart: '1px solid', borderColor: 'divider' },
      }}
    >
      <Box
        sx={{ display: 'grid', gap: 0.5, flex: '1 1 18rem', minWidth: 0, overflowWrap: 'anywhere' }}
      >
        <Box>
          <ToneChip {...DISPUTE_LOOKS[status]} />
        </Box>
        <Box sx={{ fontWeight: 600 }}>
          <Link component={RouterLink} to={`/customers/${payment.customer.id}/show?tab=payments`}>
            {payment.customer.name}
          </Link>
        </Box>
        <Box>{reason}</Box>
        <Box sx={{ color: 'text.secondary' }}>{sayDispute(dispute)}</Box>
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
          <Link component={RouterLink} to={`/payments/${payment.id}/show`}>
            Payment {payment.receiptNumber}
          </Link>
          ,{' '}
          <Box component="span" sx={payment.test ? { color: 'warning.main' } : {}}>
            {payment.origin}
          </Box>
          ; opened <InstantText at={openedAt} />
        </Box>
      </Box>
      <Box sx={{ textAlign: 'end', marginInlineStart: 'auto' }}>
        <Money amount={amount} currency={payment.currency} strong />
        {isUndecided(dispute) && answerBy && (
          <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
            Answer by <InstantText at={answerBy} exact />
          </Box>
        )}
      </Box>
    </Box>
  );
}
