import { useOffice } from '../kit/office/context.ts';

/**
 * How much waits at the pages of the navigation, by their address. The list of pages never
 * changes, so its hooks run in one order.
 */
export function useWaiting(): ReadonlyMap<string, number> {
  const waiting = new Map<string, number>();
  for (const { to, waiting: counted } of useOffice().navigation.flat())
    if (counted) waiting.set(to, counted.use());
  return waiting;
}
