import { useEffect } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { request, useSubscription } from '../api/client.ts';
import { SessionChanged, SessionQuery, TillsQuery } from './api.ts';

/** What the desk knows: the tills one may open, and the session one has, as it moves. */
export function useDesk() {
  const client = useQueryClient();
  const tills = useQuery({
    queryKey: ['desk', 'tills'],
    queryFn: () => request(TillsQuery, {}),
  });
  const usable = tills.data?.tills.filter(({ mine, archived }) => mine && !archived) ?? [];
  const own = usable.find(({ session }) => session?.mine)?.session?.id ?? null;
  const session = useQuery({
    queryKey: ['desk', 'session', own],
    queryFn: () => request(SessionQuery, { id: own ?? '' }),
    enabled: own !== null,
  });
  const { data } = useSubscription(SessionChanged, own === null ? null : { id: own });
  useEffect(() => {
    if (!data) return;
    client.setQueryData(['desk', 'session', data.tillSession.id], data);
    if (data.tillSession.status !== 'OPEN')
      void client.invalidateQueries({ queryKey: ['desk', 'tills'] });
  }, [client, data]);
  return {
    query: tills,
    tills: usable,
    session: own === null ? null : (session.data?.tillSession ?? null),
    waiting: own !== null && !session.data,
    failure: session.error,
    again: () => void client.invalidateQueries({ queryKey: ['desk'] }),
  };
}
