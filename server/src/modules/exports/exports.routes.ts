import { pipeline } from 'node:stream/promises';
import type { Express, NextFunction, Request, Response } from 'express';
import type { GraphQLSchema } from 'graphql';
import type { App } from '../../kit/app.ts';
import { requestViewer } from '../access/index.ts';
import { audit } from '../../tenancy/audit.ts';
import { lineOf } from '../../tenancy/scope.ts';
import type { Viewer } from '../../kit/viewer.ts';
import { fieldsOf, type StoredField } from '../fields/index.ts';
import { FIELD_PREFIX } from '../imports/index.ts';
import { cellOf, csv, fieldCell } from '../../kit/cells.ts';
import { sendJournal } from './journal.route.ts';
import { sendList } from './lists.route.ts';
import { recordsAfter, type ExportName } from './tables.store.ts';
import { EXPORT_TABLES, isExport, type ExportTable } from './tables.ts';
import { last } from '../../platform/must.ts';

const CHUNK = 1000;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * GET /exports/lists/<name>.csv: a list of the back office.
 * GET /exports/<customers|services|items|tariffs|partners>.csv: what the viewer's scope holds, in the columns
 * of the import, with the custom fields; recorded. Who may look at records one by one may not take
 * all of them home: that is exports:read.
 */
export function exportRoutes(app: App, express: Express, schema: GraphQLSchema): void {
  express.get('/exports/lists/:file', (req, res, next) => {
    guarded(app, schema, req, res).catch(broken(app, res, next));
  });
  express.get('/exports/ledger.hledger', (req, res, next) => {
    sendJournal(app, req, res).catch(broken(app, res, next));
  });
  express.get('/exports/:file', (req, res, next) => {
    send(app, req, res).catch(broken(app, res, next));
  });
}

function broken(app: App, res: Response, next: NextFunction) {
  return (error: Error) => {
    if (res.headersSent) {
      app.log.warn({ error: error.message }, 'an export broke off');
      res.destroy();
    } else next(error);
  };
}

/** Who may not take records home, may not take lists of them. */
async function guarded(
  app: App,
  schema: GraphQLSchema,
  req: Request,
  res: Response,
): Promise<void> {
  const viewer = await requestViewer(app, req, 'admin');
  if (!viewer || viewer.kind === 'CUSTOMER') {
    res.status(401).type('text').send('Sign in first.\n');
    return;
  }
  if (!viewer.permissions.has('exports:read')) {
    res.status(403).type('text').send('You are not allowed to do this.\n');
    return;
  }
  await sendList(app, schema, viewer, req, res);
}

async function send(app: App, req: Request, res: Response): Promise<void> {
  const name = /^([a-z]+)\.csv$/.exec(String(req.params.file))?.[1] ?? '';
  const viewer = await requestViewer(app, req, 'admin');
  if (!viewer || viewer.kind === 'CUSTOMER') {
    res.status(401).type('text').send('Sign in first.\n');
    return;
  }
  if (!isExport(name)) {
    res.status(404).type('text').send('There is no such file.\n');
    return;
  }
  const table = EXPORT_TABLES[name];
  if (!viewer.permissions.has(table.permission) || !viewer.permissions.has('exports:read')) {
    res.status(403).type('text').send('You are not allowed to do this.\n');
    return;
  }
  const fields = await app.boundary.inSql(viewer.scope, async (sql) => {
    await audit(sql, { action: 'export', entity: name });
    return table.entity ? fieldsOf(sql, table.entity) : [];
  });
  const keys = [...new Set(fields.map((field) => field.key))];
  const columns = table.columns.filter((column) => {
    const need = table.needs?.[column];
    return !need || viewer.permissions.has(need);
  });
  res.attachment(`${name}.csv`).type('text/csv');
  await pipeline(
    rowsOf(app, viewer, name, { ...table, columns }, keys, fields),
    csv([...columns, ...keys.map((key) => FIELD_PREFIX + key)]),
    res,
  );
}

/** In chunks, each a look of its own: memory stays flat however much there is. */
async function* rowsOf(
  app: App,
  viewer: Viewer,
  name: ExportName,
  table: ExportTable,
  keys: readonly string[],
  fields: readonly StoredField[],
): AsyncGenerator<string[]> {
  for (let after = BEFORE_ALL; ;) {
    const rows = await app.boundary.inSql(viewer.scope, (sql) =>
      recordsAfter(sql, name, after, CHUNK),
    );
    for (const row of rows) {
      const line = new Set(lineOf(row.path));
      const known = new Map(
        fields.filter((field) => line.has(field.partnerPath)).map((field) => [field.key, field]),
      );
      yield [
        ...table.columns.map((column) =>
          cellOf(table.cell ? table.cell(row, column) : row[column]),
        ),
        ...keys.map((key) => fieldCell(known.has(key) ? row.fields[key] : undefined)),
      ];
    }
    if (rows.length < CHUNK) return;
    after = last(rows).id;
  }
}
