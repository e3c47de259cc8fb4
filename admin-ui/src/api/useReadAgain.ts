import { useEffect, useRef } from 'react';
import { useQueryClient } from '@tanstack/react-query';

/** Where work goes on in the background, many change every second; nobody reads that fast. */
const RATE_MS = 1_000;

/** What is asked for by a key is asked for again, quietly, whenever something is pushed. pushed: the newest of it. */
export function useReadAgain(pushed: unknown, key: string): void {
  const client = useQueryClient();
  const last = useRef(0);
  useEffect(() => {
    if (!pushed) return;
    const timer = setTimeout(
      () => {
        last.current = Date.now();
        void client.invalidateQueries({ queryKey: [key] });
      },
      Math.max(0, last.current + RATE_MS - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [client, pushed, key]);
}
