let owner: string | null = null;

/** The viewer's id for whom the page was opened; null while nobody is signed in at it. */
export function pageOwner(): string | null {
  return owner;
}

export function setPageOwner(next: string | null): void {
  owner = next;
}

/**
 * What every request of the page says of it. The first proves to the server that it was made by this
 * page and not by another site. The second lets the server refuse it when meanwhile another person
 * signed in with the same browser, who shares the cookie.
 */
export function pageHeaders(person = owner): Record<string, string> {
  return { 'x-backhaul-app': 'admin', ...(person ? { 'x-backhaul-viewer': person } : {}) };
}
