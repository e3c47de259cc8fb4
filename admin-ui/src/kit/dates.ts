/**
 * Today as the viewer's partner sees it, which the server tells; the browser's own day until it
 * has.
 */
export function todayOr(viewerToday: string | undefined): string {
  return viewerToday ?? new Date().toISOString().slice(0, 10);
}

/** The first day of a date's month. */
export function monthStart(date: string): string {
  return `${date.slice(0, 7)}-01`;
}
