import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { graphql } from '../generated/index.ts';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { useCan } from '../kit/index.ts';

/** Whether the last charge could be undone, and why not. */
const LastChargeQuery = graphql(`
  query LastCharge($id: ID!, $may_invoices_void: Boolean = false) {
    customer(id: $id) {
      id
      lastChargeKept @include(if: $may_invoices_void)
    }
  }
`);

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
