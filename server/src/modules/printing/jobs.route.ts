import { once } from 'node:events';
import type { Request, Response } from 'express';
import type { App } from '../../kit/app.ts';
import { isId } from '../../kit/input.ts';
import { audit } from '../../tenancy/audit.ts';
import { allowed } from './allowed.ts';
import { partOf, type ReadyFile, readyFile } from './bulk/jobs.store.ts';

/** Sends the file of a finished job part by part: memory stays flat however large it is. */
export async function sendJob(app: App, req: Request, res: Response): Promise<void> {
  const id = String(req.params.id).toLowerCase();
  let job: ReadyFile | undefined;
  const viewer = await allowed(app, req, res, ['invoices:read'], async ({ scope }) => {
    if (!isId(id)) return false;
    job = await app.boundary.inSql(scope, (sql) => readyFile(sql, id));
    return Boolean(job);
  });
  if (!viewer || !job) return;
  await app.boundary.inSql(viewer.scope, (sql) =>
    audit(sql, { action: 'download', entity: 'document-job', entityId: id }),
  );
  res.attachment(`documents-${job.createdOn}.${job.format.toLowerCase()}`);
  res.setHeader('content-type', job.format === 'PDF' ? 'application/pdf' : 'application/zip');
  res.setHeader('content-length', job.size.toString());
  res.setHeader('x-content-type-options', 'nosniff');
  res.setHeader('cache-control', 'private, no-store');
  for (let position = 0; ; position++) {
    const part = await app.boundary.inSql(viewer.scope, (sql) => partOf(sql, id, position));
    if (!part) break;
    if (!res.write(part)) await Promise.race([once(res, 'drain'), once(res, 'close')]);
    if (res.destroyed) return;
  }
  res.end();
}
