import { stringify } from 'csv-stringify';
import type { Express, Request, Response } from 'express';
import { guardCell } from '@backhaul/domain/text/csvCell';
import type { App } from '../../../kit/app.ts';
import { isId } from '../../../kit/input.ts';
import { visitors } from '../../access/index.ts';
import { rejectedOf, rejectedRows } from './rejected.store.ts';

/** GET /imports/<id>/rejected.csv: the rows that were not imported, with line and reason, importable again. */
export function rejectedRoutes(app: App, express: Express): void {
  express.get('/imports/:id/rejected.csv', (req, res, next) => {
    download(app, req, res).catch(next);
  });
}

const AT_ONCE = 2000;

async function download(app: App, req: Request, res: Response): Promise<void> {
  const viewers = (await visitors(app, req)).filter(({ permissions }) =>
    permissions.has('imports:run'),
  );
  const id = String(req.params.id).toLowerCase();
  for (const { scope } of isId(id) ? viewers : []) {
    const job = await app.boundary.inSql(scope, (sql) => rejectedOf(sql, id));
    if (!job) continue;
    res.attachment(`${job.fileName.replace(/\.[^.]*$/, '')}.rejected.csv`);
    res.setHeader('content-type', 'text/csv; charset=utf-8');
    res.setHeader('cache-control', 'private, no-store');
    const lines = stringify({ bom: true });
    lines.pipe(res);
    lines.write(['line', 'reason', ...job.headings]);
    let after = 0;
    for (;;) {
      const rows = await app.boundary.inSql(scope, (sql) => rejectedRows(sql, id, after, AT_ONCE));
      for (const { line, cells, errors } of rows) {
        const reason = Object.entries(errors)
          .map(([index, words]) => `${job.headings[Number(index)] ?? ''}: ${words}`)
          .join('; ');
        lines.write([String(line), guardCell(reason), ...cells.map(guardCell)]);
        after = line;
      }
      if (rows.length < AT_ONCE) break;
    }
    lines.end();
    return;
  }
  const signedIn = viewers.length > 0 || (await visitors(app, req)).length > 0;
  res
    .status(signedIn ? 404 : 401)
    .json({ error: signedIn ? 'There is no such record.' : 'Sign in first.' });
}
