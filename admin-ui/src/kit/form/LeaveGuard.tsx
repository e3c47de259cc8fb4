import { useEffect, useRef } from 'react';
import { useBlocker } from 'react-router-dom';

/** Goes with the navigation after saving: nothing is lost by it, so nothing is asked. */
export const saved = { state: { saved: true } } as const;

const isSaved = (state: unknown): boolean =>
  typeof state === 'object' && state !== null && 'saved' in state;

/**
 * Asks before leaving loses what was changed: another page, another partner in the address, a
 * reload, a closed tab.
 */
export function LeaveGuard({ when, words }: { when: boolean; words: string }) {
  // The form still stands while the page after it is fetched: what is saved then holds nobody back
  // any more.
  const done = useRef(false);
  const blocker = useBlocker(({ nextLocation }) => {
    done.current ||= isSaved(nextLocation.state);
    return when && !done.current;
  });
  useEffect(() => {
    if (blocker.state !== 'blocked') return;
    if (window.confirm(words)) blocker.proceed();
    else blocker.reset();
  }, [blocker, words]);
  useEffect(() => {
    if (!when) {
      done.current = false;
      return;
    }
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [when]);
  return null;
}
