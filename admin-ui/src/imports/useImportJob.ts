import { useEffect } from 'react';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { request, useConnectionState, useSubscription } from '../api/client.ts';
import { ImportJobQuery, ImportProgressSubscription, type ImportJob } from './api.ts';
import { isWorking } from './words.ts';

/** An import as it is now: pushed while it moves, and asked for every second while nothing can be pushed. */
export function useImportJob(id: string): UseQueryResult<ImportJob> {
  const client = useQueryClient();
  const connection = useConnectionState();
  const { data: pushed } = useSubscription(ImportProgressSubscription, { id });
  const now = pushed?.importProgress ?? null;
  useEffect(() => {
    if (now?.id === id) client.setQueryData(['imports', id], now);
  }, [client, id, now]);
  return useQuery({
    queryKey: ['imports', id],
    queryFn: async () => (await request(ImportJobQuery, { id })).importJob,
    refetchInterval: ({ state }) =>
      state.data && isWorking(state.data) && connection !== 'live' ? 1000 : false,
  });
}
