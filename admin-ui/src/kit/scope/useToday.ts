import { useViewer } from '../../api/viewer.ts';
import { todayOr } from '../dates.ts';
import { useTestDay } from './useTestDay.ts';

/** The day that it is where the pages look: at the viewer's partner, or at the test partner that they show. */
export function useToday(): string {
  const tested = useTestDay();
  const own = todayOr(useViewer()?.today);
  return tested ?? own;
}
