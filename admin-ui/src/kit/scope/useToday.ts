import { createContext, useContext } from 'react';
import { useViewer } from '../../api/viewer.ts';
import { todayOr } from '../dates.ts';
import { useTestDay } from './useTestDay.ts';

/** A partner by its clock: that of a test partner goes by itself, a real one has none. */
export interface Clocked {
  clock?: string | null;
}

/** The day at the partner of the record that a page shows; null where that is a real one. */
export const DayOfRecord = createContext<string | null>(null);

/**
 * The day that it is where the pages look: at the partner of the record that is shown (or of the one given, where a
 * form chooses it), at the test partner that all pages show, or at the viewer's own.
 */
export function useToday(at?: Clocked | null): string {
  const shown = useContext(DayOfRecord);
  const tested = useTestDay();
  const own = todayOr(useViewer()?.today);
  return at?.clock ?? shown ?? tested ?? own;
}
