let owner: string | null = null;

/** The viewer's id for whom the pages were opened; null while nobody is signed in. */
export function pageOwner(): string | null {
  return owner;
}

export function setPageOwner(next: string | null): void {
  owner = next;
}

/**
 * What a request says of the page. The second lets the server refuse it when meanwhile another person
 * signed in with the same browser, who shares the cookie.
 */
export function pageHeaders(person = owner): Record<string, string> {
  return { 'x-backhaul-app': 'portal', ...(person ? { 'x-backhaul-viewer': person } : {}) };
}
