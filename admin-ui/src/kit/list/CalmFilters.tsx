import { useRef, type ReactNode } from 'react';
import { ListContextProvider, removeEmpty, useListContext } from 'react-admin';

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * Filters that say nothing new change nothing. Inputs report a blank when they are merely left,
 * and the form of the filters passes it on half a second later: that would be another entry in the
 * history, the first page again, and the way back to a list that was left in the meantime.
 */
export function CalmFilters({ children }: { children: ReactNode }) {
  const list = useListContext();
  // The router's own place lags behind while the next page is still fetched.
  const place = useRef(window.location.pathname);
  const setFilters: typeof list.setFilters = (values, displayed, debounce) => {
    if (window.location.pathname !== place.current) return;
    const news =
      !same(removeEmpty(values), removeEmpty(list.filterValues)) ||
      (displayed !== undefined && !same(displayed, list.displayedFilters));
    if (news) list.setFilters(values, displayed, debounce);
  };
  return <ListContextProvider value={{ ...list, setFilters }}>{children}</ListContextProvider>;
}
