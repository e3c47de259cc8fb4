import { Box, Button, Card } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { request } from '../api/client.ts';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { BlockSkeleton, EmptyState, ErrorState, useCan } from '../kit/index.ts';
import { FormError } from '../kit/form/FormError.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { ForgetIban, KnownIbansQuery } from './api.ts';

/** The accounts that somebody paid for a customer from: what comes from them is proposed for it. */
export function CustomerIbans({ customer }: { customer: CustomerDetailFragment }) {
  const mayWrite = useCan('bank:write');
  const client = useQueryClient();
  const notify = useNotify();
  const submission = useSubmit();
  const queryKey = ['bank-ibans', customer.id];
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: async () => (await request(KnownIbansQuery, { id: customer.id })).customer,
  });
  if (error && !data)
    return (
      <ErrorState
        error={error}
        what="The accounts could not be loaded."
        onRetry={() => void refetch()}
      />
    );
  if (!data) return <BlockSkeleton lines={3} />;
  if (!data.knownIbans.length)
    return (
      <EmptyState title="No account is known">
        An account is learned when an entry of a bank statement is posted to {customer.name}. Until
        then its payments are found by an invoice number or {data.paymentReference}.
      </EmptyState>
    );
  const forget = (iban: string) =>
    submission.submit(async () => {
      await request(ForgetIban, { customerId: customer.id, iban });
      await client.invalidateQueries({ queryKey });
      notify('The account is forgotten.', { type: 'success' });
    });
  return (
    <Box sx={{ display: 'grid', gap: 2, maxWidth: 760, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box>
        Money from these accounts is proposed for {customer.name}, as is what names an invoice or{' '}
        {data.paymentReference}.
      </Box>
      <Card
        component="ul"
        aria-label="Known accounts"
        sx={{ listStyle: 'none', margin: 0, padding: 0 }}
      >
        {data.knownIbans.map((iban) => (
          <Box
            component="li"
            key={iban}
            sx={{
              display: 'flex',
              flexWrap: 'wrap',
              gap: 1,
              alignItems: 'center',
              justifyContent: 'space-between',
              padding: 1.5,
              '& + &': { borderBlockStart: '1px solid', borderColor: 'divider' },
            }}
          >
            <Box sx={{ fontVariantNumeric: 'tabular-nums', overflowWrap: 'anywhere' }}>
              {iban.replace(/(.{4})(?=.)/g, '$1 ')}
            </Box>
            {mayWrite && (
              <Button
                size="small"
                color="inherit"
                disabled={submission.busy}
                aria-label={`Forget ${iban}`}
                onClick={() => void forget(iban)}
              >
                Forget
              </Button>
            )}
          </Box>
        ))}
      </Card>
      <FormError error={submission.error} failure="It was not forgotten." />
    </Box>
  );
}
