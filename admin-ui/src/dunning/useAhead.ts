import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { CustomerAhead } from './api.ts';

/** What comes next for a customer that pays nothing, and its promise. */
export function useAhead(customerId: string) {
  return useQuery({
    // with the customers: asked anew after everything that moves money
    queryKey: ['customers', 'ahead', customerId],
    queryFn: async () => (await request(CustomerAhead, { id: customerId })).customer,
  });
}
