import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { LastChargeQuery } from '../customers/index.ts';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { useCan } from '../kit/index.ts';

/** Why a customer's last charge cannot be undone now; asked for when it is about to be offered. */
export function useLastChargeKept(
  { id, billingType }: CustomerDetailFragment,
  wanted: boolean,
): string | null | undefined {
  const mayVoid = useCan('invoices:void');
  return useQuery({
    queryKey: ['customers', id, 'lastChargeKept'],
    queryFn: () => request(LastChargeQuery, { id }),
    enabled: wanted && mayVoid && billingType === 'RECURRING',
    staleTime: 0,
  }).data?.customer.lastChargeKept;
}
