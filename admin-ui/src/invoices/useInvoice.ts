import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import type { InvoiceDetailFragment } from '../generated/graphql.ts';
import { InvoiceQuery } from './api.ts';

/**
 * All of an invoice. Not react-admin's getOne: that would start with the shorter record a list has
 * left in its cache.
 */
export function useInvoice(id: string): UseQueryResult<InvoiceDetailFragment> {
  return useQuery({
    queryKey: ['invoices', 'whole', id],
    queryFn: async () => (await request(InvoiceQuery, { id })).invoice,
  });
}
