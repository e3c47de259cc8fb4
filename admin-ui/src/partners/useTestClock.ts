import { useEffect } from 'react';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { request, useConnectionState, useSubscription } from '../api/client.ts';
import type { TestClockPartsFragment } from '../generated/graphql.ts';
import { testClock, testClockMoves } from './api.ts';

/** Whether its days are being lived. */
export function isMoving({ day, until, problem }: TestClockPartsFragment): boolean {
  return day < until && problem === null;
}

/** A test partner's clock: pushed while it moves, and asked for every second while nothing can be pushed. */
export function useTestClock(partnerId: string): UseQueryResult<TestClockPartsFragment> {
  const client = useQueryClient();
  const connection = useConnectionState();
  const { data: pushed } = useSubscription(testClockMoves, { partnerId });
  const now = pushed?.testClockMoves ?? null;
  const key = ['partners', 'test-clock', partnerId];
  useEffect(() => {
    if (now) client.setQueryData(['partners', 'test-clock', partnerId], now);
  }, [client, partnerId, now]);
  return useQuery({
    queryKey: key,
    queryFn: async () => (await request(testClock, { partnerId })).testClock,
    refetchInterval: ({ state }) =>
      state.data && isMoving(state.data) && connection !== 'live' ? 1000 : false,
  });
}
