import { useCallback, useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router-dom';

/**
 * What the address says behind its question mark, and a way to change it that adds no step to the
 * history. Changes may follow each other faster than the page is drawn: each builds on the last. A
 * null takes a word away.
 */
export function useAddress(): [URLSearchParams, (changes: Record<string, string | null>) => void] {
  const [params, setParams] = useSearchParams();
  const wanted = useRef(params);
  const go = useRef(setParams);
  useEffect(() => {
    wanted.current = params;
    go.current = setParams;
  }, [params, setParams]);
  const change = useCallback((changes: Record<string, string | null>) => {
    const next = new URLSearchParams(wanted.current);
    for (const [word, value] of Object.entries(changes))
      if (value) next.set(word, value);
      else next.delete(word);
    wanted.current = next;
    go.current(next, { replace: true });
  }, []);
  return [params, change];
}
