import { useSyncExternalStore } from 'react';

/** `lost` also counts a browser that says it is offline. */
export type Connection = 'connecting' | 'live' | 'lost';

let state: Connection = 'connecting';
let returns = 0;
const listeners = new Set<() => void>();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

/** Says how the live connection is; coming back from `lost` counts as a return, after which pages ask again once. */
export function setConnection(next: Connection): void {
  if (next === state) return;
  if (state === 'lost' && next === 'live') returns++;
  state = next;
  for (const listener of listeners) listener();
}

export const useConnection = (): Connection => useSyncExternalStore(subscribe, () => state);
export const useReturns = (): number => useSyncExternalStore(subscribe, () => returns);
