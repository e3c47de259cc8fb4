import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { request } from '../api/client.ts';
import { sayError } from '../api/errors.ts';
import { IgnoreDuplicate } from './api.ts';

/** Says of two customers that they are not the same; they are shown as alike no more. */
export function useTellApart() {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: (pair: { customerId: string; otherId: string }) => request(IgnoreDuplicate, pair),
    onSuccess: () => {
      notify('They are not shown as alike any more.', { type: 'success' });
      return client.invalidateQueries({ queryKey: ['customers', 'duplicates'] });
    },
    onError: (error) => notify(sayError(error), { type: 'error' }),
  });
}
