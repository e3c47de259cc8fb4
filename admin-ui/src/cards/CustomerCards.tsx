import { Box } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { BlockSkeleton, EmptyState, ErrorState } from '../kit/index.ts';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { CustomerCardsQuery, holderOf } from './api.ts';
import { AttemptsCard } from './AttemptsCard.tsx';
import { AutopayCard } from './AutopayCard.tsx';
import { CardList } from './CardList.tsx';

/** The cards that a customer saved, whether it is charged by itself, and how the last charges went. */
export function CustomerCards({ customer }: { customer: CustomerDetailFragment }) {
  const client = useQueryClient();
  const refresh = useRefresh();
  const queryKey = ['customer-cards', customer.id, customer.balance];
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: async () =>
      holderOf((await request(CustomerCardsQuery, { id: customer.id })).customer),
  });
  const changed = async () => {
    await client.invalidateQueries({ queryKey: ['customer-cards', customer.id] });
    await refresh();
  };
  if (error && !data)
    return (
      <ErrorState
        error={error}
        what="The cards could not be loaded."
        onRetry={() => void refetch()}
      />
    );
  if (!data) return <BlockSkeleton lines={4} />;
  if (!data.savedMethods.length && !data.chargeAttempts.length)
    return (
      <EmptyState title="No card is saved">
        {customer.name} saves cards itself, in the portal: when paying, or under Payments, Cards and
        automatic payment. Cards are kept by the payment provider, where the account of{' '}
        {customer.partner.name} keeps any.
      </EmptyState>
    );
  return (
    <Box sx={{ display: 'grid', gap: 2, maxWidth: 760, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <CardList customer={customer} holder={data} onChanged={changed} />
      <AutopayCard customer={customer} holder={data} onChanged={changed} />
      {data.chargeAttempts.length > 0 && <AttemptsCard attempts={data.chargeAttempts} />}
    </Box>
  );
}
