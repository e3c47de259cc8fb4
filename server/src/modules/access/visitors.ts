import type { Request } from 'express';
import type { App } from '../../kit/app.ts';
import type { Viewer } from '../../kit/viewer.ts';
import type { Door } from '../../kit/visitor.ts';
import { PERSON_HEADER, sameOrigin, tokenOf } from './origin.ts';
import { viewerFor } from './session.service.ts';

/**
 * Who may be meant by a request for a file or document: the bearer of a token, or whoever is signed
 * in to one of our apps. A link in a page cannot say which of the two, so both count where it only
 * reads; what writes must name its app by the header that other sites cannot send.
 */
export async function visitors(
  app: App,
  req: Request,
  options: { writes?: boolean } = {},
): Promise<Viewer[]> {
  if (!sameOrigin(app, req.headers)) return [];
  const named = req.header('x-backhaul-app') ?? (options.writes ? undefined : req.query.app);
  const doors = req.headers.authorization
    ? (['any'] as const)
    : named === 'admin' || named === 'portal'
      ? ([named] as const)
      : options.writes
        ? []
        : (['admin', 'portal'] as const);
  const viewers: Viewer[] = [];
  for (const door of doors) {
    const viewer = await requestViewer(app, req, door);
    if (viewer) viewers.push(viewer);
  }
  return viewers;
}

/** Who sends a request that is not GraphQL: by bearer token, or by the cookie of one of our pages. */
export async function requestViewer(app: App, req: Request, door: Door): Promise<Viewer | null> {
  const token = tokenOf(req.headers, req.headers.authorization, door);
  return viewerFor(app, token, req.header(PERSON_HEADER));
}
