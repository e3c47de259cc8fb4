import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { Express, Request, Response } from 'express';
import type { App } from '../../app.ts';
import { guardCell } from '../../domain/csvCell.ts';
import { printCell } from '../../domain/customFieldText.ts';
import type { FieldValues } from '../../domain/customFields.ts';
import { requestViewer } from '../../graphql/server.ts';
import { audit } from '../../tenancy/audit.ts';
import type { Viewer } from '../auth/viewer.ts';
import { FIELD_COLUMNS, lineOf, type StoredField } from '../customFields/definition.ts';
import { FIELD_PREFIX } from '../imports/table.ts';
import { EXPORT_TABLES, type ExportRow, type ExportTable } from './tables.ts';

const CHUNK = 1000;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';
/** Quoted even alone: by itself csv-stringify looks only for the pair that ends a record. */
const LINE_BREAK = /[\r\n]/;

const textCell = (value: unknown): string => (value === null || value === undefined ? '' : guardCell(String(value)));
const NUMBERS: ReadonlySet<string> = new Set(['INTEGER', 'DECIMAL']);

/** GET /exports/<customers|services|tariffs|partners>.csv: what the viewer's scope holds, in the columns of the import, with the custom fields; recorded. Who may look at records one by one may not take all of them home: that is exports:read. */
export function exportRoutes(app: App, express: Express): void {
  express.get('/exports/:file', (req, res, next) => {
    send(app, req, res).catch((error: Error) => {
      if (res.headersSent) { app.log.warn({ error: error.message }, 'an export broke off'); res.destroy(); } else next(error);
    });
  });
}

async function send(app: App, req: Request, res: Response): Promise<void> {
  const name = /^([a-z]+)\.csv$/.exec(String(req.params.file))?.[1] ?? '';
  const viewer = await requestViewer(app, req, 'admin');
  if (!viewer || viewer.kind === 'CUSTOMER') { res.status(401).type('text').send('Sign in first.\n'); return; }
  const table = Object.hasOwn(EXPORT_TABLES, name) ? EXPORT_TABLES[name] : null;
  if (!table) { res.status(404).type('text').send('There is no such file.\n'); return; }
  if (!viewer.permissions.has(table.permission) || !viewer.permissions.has('exports:read')) { res.status(403).type('text').send('You are not allowed to do this.\n'); return; }
  const fields = await app.boundary.inSql(viewer.scope, async (sql) => {
    await audit(sql, { action: 'export', entity: name });
    return sql.rows<StoredField>(`select ${FIELD_COLUMNS} from custom_field f where f.entity = $1 order by f.position, f.number`, [table.entity]);
  });
  const keys = [...new Set(fields.map((field) => field.key))];
  const columns = table.columns.filter((column) => { const need = table.needs?.[column]; return !need || viewer.permissions.has(need); });
  res.attachment(`${name}.csv`).type('text/csv');
  await pipeline(rowsOf(app, viewer, { ...table, columns }, keys, fields), stringify({ header: true, columns: [...columns, ...keys.map((key) => FIELD_PREFIX + key)], bom: true, record_delimiter: 'windows', quoted_match: LINE_BREAK }), res);
}

function fieldCell(field: StoredField | undefined, values: FieldValues): string {
  const text = field ? printCell(field, values[field.key]) : '';
  return field && NUMBERS.has(field.type) ? text : textCell(text);
}

/** In chunks, each a look of its own: memory stays flat however much there is. */
async function* rowsOf(app: App, viewer: Viewer, table: ExportTable, keys: readonly string[], fields: readonly StoredField[]): AsyncGenerator<string[]> {
  for (let after = BEFORE_ALL; ;) {
    const rows = await app.boundary.inSql(viewer.scope, (sql) => sql.rows<ExportRow>(table.sql, [after, CHUNK]));
    for (const row of rows) {
      const line = new Set(lineOf(row.path));
      const known = new Map(fields.filter((field) => line.has(field.partnerPath)).map((field) => [field.key, field]));
      yield [...table.columns.map((column) => textCell(table.cell ? table.cell(row, column) : row[column])), ...keys.map((key) => fieldCell(known.get(key), row.fields))];
    }
    if (rows.length < CHUNK) return;
    after = rows.at(-1)!.id;
  }
}
