import { Box } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { request } from '../../api/client.ts';
import type { CustomerBillingInput, CustomerDetailFragment } from '../../generated/graphql.ts';
import { useCan } from '../../kit/index.ts';
import { useRested } from '../../kit/useRested.ts';
import { BillingChangeQuery } from '../api.ts';

interface BillingEffectProps {
  customer: CustomerDetailFragment;
  input: CustomerBillingInput;
}

/** What a setting that is not saved yet would do to the next bill; says nothing about what is no value. */
export function BillingEffect({ customer, input }: BillingEffectProps) {
  const maySee = useCan('invoices:read');
  const rested = useRested(input);
  const { data, isFetching } = useQuery({
    queryKey: ['customers', 'billing-change', customer.id, rested],
    queryFn: async () =>
      (await request(BillingChangeQuery, { customerId: customer.id, input: rested })).billingChange,
    enabled: maySee,
    retry: false,
  });
  if (!maySee) return null;
  return (
    <Box role="status" aria-busy={isFetching} sx={{ color: 'text.secondary' }}>
      {data?.words ?? ''}
    </Box>
  );
}
