import { once } from 'node:events';
import type { Express, Request, Response } from 'express';
import type { App } from '../../kit/app.ts';
import { isId } from '../../kit/input.ts';
import { visitors } from '../access/index.ts';
import { filePart, ownFile } from './files.store.ts';

const TYPES = {
  CSV: 'text/csv; charset=utf-8',
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** GET /downloads/reports/<id>: a report that was made as a file, for who ordered it. */
export function reportFileRoutes(app: App, express: Express): void {
  express.get('/downloads/reports/:id', (req, res, next) => {
    download(app, req, res).catch(next);
  });
}

async function download(app: App, req: Request, res: Response): Promise<void> {
  const id = String(req.params.id).toLowerCase();
  const viewers = await visitors(app, req);
  for (const viewer of isId(id) ? viewers : []) {
    if (!viewer.permissions.has('reports:read')) continue;
    const file = await app.boundary.inSql(viewer.scope, (sql) => ownFile(sql, viewer.id, id));
    if (file?.status !== 'DONE' || file.size === null) continue;
    res.attachment(file.fileName);
    res.setHeader('content-type', TYPES[file.format]);
    res.setHeader('content-length', file.size.toString());
    res.setHeader('x-content-type-options', 'nosniff');
    res.setHeader('cache-control', 'private, no-store');
    for (let position = 0; ; position++) {
      const part = await app.boundary.inSql(viewer.scope, (sql) => filePart(sql, id, position));
      if (!part) break;
      if (!res.write(part)) await Promise.race([once(res, 'drain'), once(res, 'close')]);
      if (res.destroyed) return;
    }
    res.end();
    return;
  }
  res
    .status(viewers.length ? 404 : 401)
    .json({ error: viewers.length ? 'There is no such file.' : 'Sign in first.' });
}
