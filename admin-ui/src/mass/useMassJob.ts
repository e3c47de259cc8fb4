import { useEffect } from 'react';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { request, useConnectionState, useSubscription } from '../api/client.ts';
import type { MassJobPartsFragment } from '../generated/graphql.ts';
import { MassJobQuery, MassProgressSubscription } from './api.ts';

/** Whether the server is at work on it. */
export function isWorking({ status }: Pick<MassJobPartsFragment, 'status'>): boolean {
  return status === 'QUEUED' || status === 'RUNNING';
}

/** A job as it is now: pushed while it moves, and asked for every second while nothing can be pushed. */
export function useMassJob(begun: MassJobPartsFragment): UseQueryResult<MassJobPartsFragment> {
  const client = useQueryClient();
  const connection = useConnectionState();
  const { id } = begun;
  const { data: pushed } = useSubscription(MassProgressSubscription, { id });
  const now = pushed?.massProgress ?? null;
  useEffect(() => {
    if (now) client.setQueryData(['mass-jobs', id], now);
  }, [client, id, now]);
  return useQuery({
    queryKey: ['mass-jobs', id],
    queryFn: async () => (await request(MassJobQuery, { id })).massJob,
    initialData: begun,
    refetchInterval: ({ state }) =>
      state.data && isWorking(state.data) && connection !== 'live' ? 1000 : false,
  });
}
