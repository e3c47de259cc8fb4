import { useEffect } from 'react';

/**
 * When a dialog is gone, its button gets the keyboard back. Where what was done took the button away, the page gets it:
 * otherwise the next Tab would begin at the top of the window.
 */
export function useReturnFocus(): void {
  useEffect(
    () => () => {
      // After the dialog itself, and after the page drew what has changed.
      setTimeout(() => {
        if (document.activeElement === document.body)
          document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
      }, 300);
    },
    [],
  );
}
