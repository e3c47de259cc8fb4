import { pipeline } from 'node:stream/promises';
import type { Express, Request, Response } from 'express';
import type { App } from '../../kit/app.ts';
import { cellOf, csv } from '../../kit/cells.ts';
import { isId } from '../../kit/input.ts';
import type { Viewer } from '../../kit/viewer.ts';
import { last } from '../../platform/must.ts';
import { audit } from '../../tenancy/audit.ts';
import { visitors } from '../access/index.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { sumsOfInvoice } from './ofInvoice.ts';
import { toUsageRecord, type UsageRow, WITH_SUM } from './usage.types.ts';

const CHUNK = 1000;
const COLUMNS = ['at', 'service', 'kind', 'quantity', 'unit_price', 'amount', 'source_id'] as const;

/**
 * GET /documents/invoices/<id>/usage.csv: what an invoice bills of usage, record by record, for
 * whoever may read it; recorded.
 */
export function usageDownload(app: App, express: Express): void {
  express.get('/documents/invoices/:id/usage.csv', (req, res, next) => {
    download(app, req, res).catch((error: Error) => {
      if (res.headersSent) {
        app.log.warn({ error: error.message }, 'a download broke off');
        res.destroy();
      } else next(error);
    });
  });
}

async function download(app: App, req: Request, res: Response): Promise<void> {
  const refuse = (status: number, words: string) => {
    res.status(status).type('text').send(`${words}\n`);
  };
  const signedIn = await visitors(app, req);
  if (!signedIn.length) return refuse(401, 'Sign in first.');
  const allowed = signedIn.filter(
    ({ permissions }) => permissions.has('usage:read') && permissions.has('invoices:read'),
  );
  if (!allowed.length) return refuse(403, 'You are not allowed to do this.');
  const id = String(req.params.id).toLowerCase();
  for (const viewer of isId(id) ? allowed : []) {
    const invoice = await app.boundary.inScope(viewer.scope, (tx) =>
      tx.invoice.findUnique({ where: { id }, select: { number: true } }),
    );
    if (invoice) return send(app, viewer, { id, number: invoice.number }, res);
  }
  refuse(404, 'There is no such record.');
}

async function send(
  app: App,
  viewer: Viewer,
  { id, number }: { id: string; number: string | null },
  res: Response,
): Promise<void> {
  await app.boundary.inSql(viewer.scope, (sql) =>
    audit(sql, { action: 'download', entity: 'invoice', entityId: id, after: { usage: true } }),
  );
  res.setHeader('cache-control', 'no-store');
  res.attachment(`usage-${number ?? id}.csv`).type('text/csv');
  await pipeline(rowsOf(app, viewer, id), csv(COLUMNS), res);
}

/** In chunks, each a look of its own: memory stays flat however much there is. */
async function* rowsOf(app: App, { scope }: Viewer, invoiceId: string): AsyncGenerator<string[]> {
  const services = new Map<string, string>();
  for (let after: string | null = null; ;) {
    const rows = await recordsAfter(app, scope, invoiceId, after);
    await nameServices(app, scope, rows, services);
    for (const record of rows.map(toUsageRecord))
      yield [
        cellOf(record.at),
        cellOf(services.get(record.serviceId)),
        cellOf(record.kind),
        record.quantity,
        record.unitPrice ?? '',
        record.amount ?? '',
        cellOf(record.sourceId),
      ];
    if (rows.length < CHUNK) return;
    after = last(rows).id;
  }
}

function recordsAfter(
  app: App,
  scope: Scope,
  invoiceId: string,
  after: string | null,
): Promise<UsageRow[]> {
  return app.boundary.inScope(scope, async (tx) =>
    tx.usageRecord.findMany({
      where: { sum: await sumsOfInvoice(tx, invoiceId) },
      include: WITH_SUM,
      orderBy: [{ at: 'asc' }, { id: 'asc' }],
      take: CHUNK,
      ...(after !== null && { cursor: { id: after }, skip: 1 }),
    }),
  );
}

async function nameServices(
  app: App,
  scope: Scope,
  rows: readonly UsageRow[],
  names: Map<string, string>,
): Promise<void> {
  const unknown = [...new Set(rows.map((row) => row.serviceId))].filter((id) => !names.has(id));
  if (!unknown.length) return;
  const services = await app.boundary.inScope(scope, (tx) =>
    tx.service.findMany({
      where: { id: { in: unknown } },
      select: { id: true, description: true },
    }),
  );
  for (const { id, description } of services) names.set(id, description);
}
