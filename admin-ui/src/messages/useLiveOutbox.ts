import { useEffect, useRef } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '../api/client.ts';
import { useCan } from '../api/access.ts';
import { OutboxChanged } from './api.ts';

/** While a run's messages go out, many change every second; nobody reads that fast. */
const RATE_MS = 1_000;

/** Everything that shows messages asks again, quietly, whenever one of them moves. */
export function useLiveOutbox(): void {
  const sees = useCan('messages:read');
  const client = useQueryClient();
  const { data } = useSubscription(OutboxChanged, sees ? {} : null);
  const last = useRef(0);
  useEffect(() => {
    if (!data) return;
    const timer = setTimeout(
      () => {
        last.current = Date.now();
        void client.invalidateQueries({ queryKey: ['messages'] });
      },
      Math.max(0, last.current + RATE_MS - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [client, data]);
}
