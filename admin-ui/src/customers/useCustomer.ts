import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { CustomerQuery } from './api.ts';

/**
 * All of a customer. Not react-admin's getOne: that would start with the shorter record a list has
 * left in its cache.
 */
export function useCustomer(id: string): UseQueryResult<CustomerDetailFragment> {
  return useQuery({
    queryKey: ['customers', 'whole', id],
    queryFn: async () => (await request(CustomerQuery, { id })).customer,
  });
}
