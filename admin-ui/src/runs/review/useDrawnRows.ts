import { useCallback, useEffect, type RefObject } from 'react';
import {
  defaultRangeExtractor,
  useVirtualizer,
  type Range,
  type Virtualizer,
} from '@tanstack/react-virtual';
import type { RunEntries } from '../useRunEntries.ts';
import { headHeight } from './EntryHead.tsx';

interface DrawnRowsOptions {
  scroller: RefObject<HTMLDivElement | null>;
  entries: RunEntries;
  active: number;
  phone: boolean;
}

/** Which rows are drawn: those in the window and a few around them; their pages are fetched as they come near. */
export function useDrawnRows({
  scroller,
  entries: { count, show },
  active,
  phone,
}: DrawnRowsOptions): Virtualizer<HTMLDivElement, Element> {
  // The row with the keyboard stays in the page even when scrolled away, or focus would be lost.
  const rangeExtractor = useCallback(
    (range: Range) => {
      const drawn = defaultRangeExtractor(range);
      return active < range.count && !drawn.includes(active)
        ? [...drawn, active].sort((a, b) => a - b)
        : drawn;
    },
    [active],
  );
  const virtual = useVirtualizer({
    count: count ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => (phone ? 68 : 45),
    overscan: 12,
    rangeExtractor,
    // The heads stay at the top of what scrolls, so rows begin, and come into sight, below them.
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
  });
  const first = virtual.range?.startIndex ?? 0;
  const last = virtual.range?.endIndex ?? 0;
  useEffect(
    () => show(first - 20, Math.min(last + 20, Math.max(0, (count ?? 1) - 1))),
    [show, first, last, count],
  );
  return virtual;
}
