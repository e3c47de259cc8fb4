import type { IncomingHttpHeaders } from 'node:http';
import * as cookie from 'cookie';
import type { App } from '../../kit/app.ts';
import type { Door } from '../../kit/visitor.ts';

/** Names, by the viewer's id, whom a page was opened for. Optional: programs need not say it. */
export const PERSON_HEADER = 'x-backhaul-viewer';

export function doorOf(value: unknown): Door {
  return value === 'admin' || value === 'portal' ? value : 'any';
}
export function cookieName(door: Door): string {
  return `backhaul_${door}`;
}
export function bearer(value: unknown): string | null {
  return /^Bearer +([\w-]+) *$/i.exec(String(value ?? ''))?.[1] ?? null;
}

/**
 * The token of a request: a bearer token, or (for our own pages, which send a header that other
 * sites cannot) the cookie.
 */
export function tokenOf(
  headers: IncomingHttpHeaders,
  authorization: unknown,
  door: Door,
): string | null {
  const token = bearer(authorization);
  if (token) return token;
  return door === 'any'
    ? null
    : (cookie.parseCookie(headers.cookie ?? '')[cookieName(door)] ?? null);
}

/**
 * Whether a request comes from a page of ours, or from no page at all. Behind a proxy the host may
 * be another than the public one.
 */
export function sameOrigin(app: App, headers: IncomingHttpHeaders): boolean {
  if (!headers.origin) return true;
  try {
    const { host } = new URL(headers.origin);
    return host !== '' && (host === headers.host || host === new URL(app.publicUrl()).host);
  } catch {
    return false;
  }
}
