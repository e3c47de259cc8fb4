/** What had the keyboard when the page changed last; nothing before the first change. */
let leading: Element | null | undefined;

/** Another page is about to stand here. */
export function pageChanged(): void {
  leading = document.activeElement;
}

/**
 * Gives the keyboard to the heading of a page that one has come to, unless something there has
 * taken it already: a field, a dialog. The first page begins at the top of the window, as any does.
 */
export function arriveAt(heading: HTMLElement | null): void {
  const at = document.activeElement;
  if (leading === undefined || (at !== document.body && at !== leading)) return;
  heading?.focus({ preventScroll: true });
  leading = null;
}
