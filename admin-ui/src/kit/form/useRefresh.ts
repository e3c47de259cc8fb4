import { useCallback } from 'react';
import { useQueryClient } from '@tanstack/react-query';

const touched = new Set([
  'customers',
  'services',
  'invoices',
  'payments',
  'transactions',
  'billing-runs',
  'messages',
]);

/** After money moved: every list and page of these resources asks again when it is next looked at. */
export function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    () =>
      client.invalidateQueries({
        predicate: ({ queryKey }) => typeof queryKey[0] === 'string' && touched.has(queryKey[0]),
      }),
    [client],
  );
}
