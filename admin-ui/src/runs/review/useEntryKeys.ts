import { useCallback, useEffect, useRef, type KeyboardEvent, type RefObject } from 'react';
import type { Virtualizer } from '@tanstack/react-virtual';
import type { RunEntryFragment } from '../../generated/graphql.ts';
import type { RunEntries } from '../useRunEntries.ts';
import type { EntryActions } from './EntryRow.tsx';

interface EntryKeysOptions {
  entries: RunEntries;
  active: number;
  setActive: (index: number) => void;
  toggle: (entry: RunEntryFragment) => void;
  opened: ReadonlySet<string>;
  actions: EntryActions;
  virtual: Virtualizer<HTMLDivElement, Element>;
  scroller: RefObject<HTMLDivElement | null>;
}

const pageRows = 10;

/** The review by keyboard alone. The same keys work from the page itself, as long as nothing else has the focus. */
export function useEntryKeys({
  entries,
  active,
  setActive,
  toggle,
  opened,
  actions,
  virtual,
  scroller,
}: EntryKeysOptions): (event: KeyboardEvent) => void {
  const focusWanted = useRef<number | null>(null);
  const count = entries.count ?? 0;

  const focusRow = useCallback(() => {
    if (focusWanted.current === null) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-row="${focusWanted.current}"]`);
    if (!row) return;
    row.focus({ preventScroll: true });
    focusWanted.current = null;
  }, [scroller]);
  // The row may be drawn only after scrolling there, so focus waits for it.
  useEffect(focusRow);

  const go = useCallback(
    (index: number) => {
      if (count === 0) return;
      const to = Math.min(count - 1, Math.max(0, index));
      focusWanted.current = to;
      setActive(to);
      virtual.scrollToIndex(to, { align: 'auto' });
      focusRow();
    },
    [count, setActive, virtual, focusRow],
  );

  // The lines may lie below the window; how tall they are is known only once they are drawn.
  const open = useCallback(
    (entry: RunEntryFragment) => {
      toggle(entry);
      setTimeout(() => virtual.scrollToIndex(active, { align: 'auto' }), 50);
    },
    [toggle, virtual, active],
  );

  const handle = useCallback(
    (key: string): boolean => {
      const entry = entries.entryAt(active);
      const isOpen = entry !== undefined && opened.has(entry.id);
      switch (key) {
        case 'ArrowDown':
        case 'j':
          go(active + 1);
          return true;
        case 'ArrowUp':
        case 'k':
          go(active - 1);
          return true;
        case 'PageDown':
          go(active + pageRows);
          return true;
        case 'PageUp':
          go(active - pageRows);
          return true;
        case 'Home':
          go(0);
          return true;
        case 'End':
          go(count - 1);
          return true;
        case 'Enter':
        case ' ':
          if (entry && isOpen) toggle(entry);
          else if (entry) open(entry);
          return true;
        case 'ArrowRight':
          if (entry && !isOpen) open(entry);
          return true;
        case 'ArrowLeft':
          if (entry && isOpen) toggle(entry);
          return true;
        case 'x':
          if (entry) actions.exclude?.(entry);
          return true;
        case 'n':
          void entries.findFlagged(active + 1).then((found) => found !== null && go(found));
          return true;
        default:
          return false;
      }
    },
    [entries, active, opened, go, count, toggle, open, actions],
  );

  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target as HTMLElement;
      // Buttons and links inside keep their own Enter and Space.
      if (
        target.closest('a, button, input, textarea') &&
        (event.key === 'Enter' || event.key === ' ')
      )
        return;
      if (handle(event.key)) event.preventDefault();
    },
    [handle],
  );

  useEffect(() => {
    const fromPage = (event: globalThis.KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.activeElement !== document.body || document.querySelector('[role="dialog"]'))
        return;
      const keys = ['ArrowDown', 'ArrowUp', 'j', 'k', 'n'];
      if (!keys.includes(event.key)) return;
      event.preventDefault();
      if (event.key === 'n') handle('n');
      else go(active);
    };
    document.addEventListener('keydown', fromPage);
    return () => document.removeEventListener('keydown', fromPage);
  }, [handle, go, active]);

  return onKeyDown;
}
