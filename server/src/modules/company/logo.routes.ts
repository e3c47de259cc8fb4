import type { Express, Request, Response } from 'express';
import { hostName } from '@backhaul/domain/access/hostName';
import type { App } from '../../kit/app.ts';
import { isId } from '../../kit/input.ts';
import { NOBODY } from '../../tenancy/scope.ts';
import { visitors } from '../access/index.ts';
import { printedLogo } from '../files/index.ts';
import { logoOfHost } from '../partners/index.ts';
import { brandingOfHost, LOGOS } from './branding.ts';
import { icon, manifest } from './installed.ts';

const hostOf = (req: Request): string => hostName(req.headers.host ?? '') ?? '';

/**
 * GET /logo/<file id>: the logo of the partner whose host was asked, for anybody, and the logos that
 * those signed in see. GET /icon.svg and /manifest.webmanifest: how that host's portal is installed.
 */
export function logoRoutes(app: App, express: Express): void {
  express.get(`${LOGOS}/:id`, (req, res, next) => {
    logo(app, req, res).catch(next);
  });
  express.get('/icon.svg', (req, res, next) => {
    sendIcon(app, req, res).catch(next);
  });
  express.get('/manifest.webmanifest', (req, res, next) => {
    sendManifest(app, req, res).catch(next);
  });
}

/** The picture of a logo that the host itself shows; null for every other file. */
async function shownAtHost(app: App, host: string, id: string): Promise<Buffer | null> {
  return app.boundary.inSql(NOBODY, async (sql) => {
    const { logoUrl } = await brandingOfHost(sql, host);
    return logoUrl === `${LOGOS}/${id}` ? logoOfHost(sql, host, id) : null;
  });
}

async function shownToVisitor(app: App, req: Request, id: string): Promise<Buffer | null> {
  for (const viewer of await visitors(app, req)) {
    const bytes = await app.boundary.inSql(viewer.scope, (sql) => printedLogo(sql, id));
    if (bytes) return bytes;
  }
  return null;
}

async function logo(app: App, req: Request, res: Response): Promise<void> {
  const id = String(req.params.id).toLowerCase();
  const bytes = isId(id)
    ? ((await shownAtHost(app, hostOf(req), id)) ?? (await shownToVisitor(app, req, id)))
    : null;
  if (!bytes) {
    res.status(404).json({ error: 'There is no such record.' });
    return;
  }
  // a file never changes, and another logo has another address; private: a cache between would not know who asks
  res.setHeader('cache-control', 'private, max-age=31536000, immutable');
  res.setHeader('x-content-type-options', 'nosniff');
  res.type('png').send(bytes);
}

async function sendIcon(app: App, req: Request, res: Response): Promise<void> {
  const host = hostOf(req);
  const svg = await app.boundary.inSql(NOBODY, async (sql) => {
    const branding = await brandingOfHost(sql, host);
    const id = branding.logoUrl?.slice(LOGOS.length + 1);
    return icon(branding, id ? await logoOfHost(sql, host, id) : null);
  });
  res.setHeader('cache-control', 'no-cache');
  res.type('svg').send(svg);
}

async function sendManifest(app: App, req: Request, res: Response): Promise<void> {
  const branding = await app.boundary.inSql(NOBODY, (sql) => brandingOfHost(sql, hostOf(req)));
  res.setHeader('cache-control', 'no-cache');
  res.type('application/manifest+json').send(JSON.stringify(manifest(branding)));
}
