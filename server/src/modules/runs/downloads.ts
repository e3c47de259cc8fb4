import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { Express, Request, Response } from 'express';
import type { App } from '../../kit/app.ts';
import { guardCell } from '@backhaul/domain/text/csvCell';
import { isId } from '../../kit/input.ts';
import { requestViewer } from '../access/index.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { EXCLUDED_ABOVE, toEntry, type BillingRunEntryType } from './entries.types.ts';
import type { BillingRunEntry } from '../../generated/prisma/client.ts';
import { seenRuns } from './seen.store.ts';
import { last } from '../../platform/must.ts';

const COLUMNS = [
  'Partner',
  'Customer number',
  'Customer',
  'Line',
  'From',
  'To',
  'Quantity',
  'Unit price',
  'Net',
  'Tax %',
  'Tax',
  'Total',
  'Currency',
  'Document date',
  'Due date',
  'Flags',
  'Left out because',
] as const;
const NUMERIC = new Set<string>([
  'Customer number',
  'Quantity',
  'Unit price',
  'Net',
  'Tax %',
  'Tax',
  'Total',
]);
const CHUNK = 1000;

type Row = (string | null)[];

/** Every line of a run in reading order, in chunks: memory stays flat however large the run is. */
async function* rowsOf(app: App, scope: ScopedSql['scope'], runId: string): AsyncGenerator<Row> {
  for (let after = 0; ;) {
    const entries = await app.boundary.inScope(scope, (tx) =>
      tx.billingRunEntry.findMany({
        where: { runId, customerNumber: { gt: after } },
        orderBy: { customerNumber: 'asc' },
        take: CHUNK,
      }),
    );
    const names = new Map(
      (
        await app.boundary.inScope(scope, (tx) =>
          tx.partner.findMany({
            where: { id: { in: [...new Set(entries.flatMap(partnersOf))] } },
          }),
        )
      ).map((partner) => [partner.id, partner.name]),
    );
    for (const entry of entries) yield* entryRows(entry, names);
    if (entries.length < CHUNK) return;
    after = last(entries).customerNumber;
  }
}

/** Whose an entry is, and whose staff left it out. */
function partnersOf({ partnerId, leftOutPartnerId }: BillingRunEntry): string[] {
  return leftOutPartnerId === null ? [partnerId] : [partnerId, leftOutPartnerId];
}

/** The amounts of an entry that is left out are not in the columns that add up to the run. */
function entryRows(row: BillingRunEntry, names: ReadonlyMap<string, string>): Row[] {
  const entry: BillingRunEntryType = toEntry(row);
  const { leftOutPartnerId: by } = row;
  const head = [names.get(row.partnerId) ?? '', String(row.customerNumber), row.customerName];
  const tail = [
    entry.currency,
    entry.documentDate,
    entry.dueDate,
    entry.flags.join(' '),
    by === null || names.has(by) ? entry.excludedReason : EXCLUDED_ABOVE,
  ];
  if (!entry.lines.length)
    return [[...head, null, null, null, null, null, null, null, null, null, ...tail]];
  return entry.lines.map((line) => [
    ...head,
    line.description,
    line.periodFrom,
    line.periodTo,
    line.quantity,
    line.unitPrice,
    entry.excludedReason === null ? line.net : null,
    line.taxPercent,
    entry.excludedReason === null ? line.tax : null,
    entry.excludedReason === null ? line.total : null,
    ...tail,
  ]);
}

/** GET /downloads/billing-runs/<id>.csv and .xlsx: whoever may see the run may download it; recorded. */
export function billingRunDownloads(app: App, express: Express): void {
  express.get('/downloads/billing-runs/:file', (req, res, next) => {
    download(app, req, res).catch((error: Error) => {
      if (res.headersSent) {
        app.log.warn({ error: error.message }, 'a download broke off');
        res.destroy();
      } else next(error);
    });
  });
}

async function download(app: App, req: Request, res: Response): Promise<void> {
  const [, runId, kind] = /^([0-9a-f-]{36})\.(csv|xlsx)$/i.exec(String(req.params.file)) ?? [];
  const viewer = await requestViewer(app, req, 'admin');
  if (!viewer) {
    res.status(401).type('text').send('Sign in first.\n');
    return;
  }
  if (!viewer.permissions.has('billing-runs:read')) {
    res.status(403).type('text').send('You are not allowed to do this.\n');
    return;
  }
  const run =
    runId && isId(runId)
      ? (await app.boundary.inScope(viewer.scope, (tx) => seenRuns(tx, [runId])))[0]
      : undefined;
  if (!run) {
    res.status(404).type('text').send('There is no such record.\n');
    return;
  }
  await app.boundary.inSql(viewer.scope, (sql) =>
    audit(sql, {
      action: 'download',
      entity: 'billing-run',
      entityId: run.id,
      after: { kind },
    }),
  );
  const rows = rowsOf(app, viewer.scope, run.id);
  res.setHeader('cache-control', 'no-store');
  res.attachment(`billing-run-${run.date.toISOString().slice(0, 10)}.${kind}`);
  if (kind === 'csv') {
    res.type('text/csv');
    // numbers stay numbers, so that a spreadsheet can add them up: only text is guarded
    const cells = (row: Row) =>
      row.map((value, i) => (value === null || NUMERIC.has(COLUMNS[i]) ? value : guardCell(value)));
    await pipeline(
      rows,
      async function* (given: AsyncIterable<Row>) {
        for await (const row of given) yield cells(row);
      },
      stringify({
        header: true,
        columns: [...COLUMNS],
        bom: true,
        record_delimiter: 'windows',
        quoted_match: /[\r\n]/,
      }),
      res,
    );
  } else await sendWorkbook(rows, res);
}

async function sendWorkbook(rows: AsyncGenerator<Row>, res: Response): Promise<void> {
  res.type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
  // loaded when somebody wants a workbook: it stays in memory
  const { default: Excel } = await import('@protobi/exceljs');
  const book = new Excel.stream.xlsx.WorkbookWriter({
    stream: res,
    useStyles: true,
    useSharedStrings: false,
  });
  const sheet = book.addWorksheet('Billing run', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = COLUMNS.map((header) => ({
    header,
    width: header === 'Customer' || header === 'Line' || header === 'Left out because' ? 32 : 14,
  }));
  sheet.getRow(1).font = { bold: true };
  for await (const row of rows)
    sheet
      .addRow(
        row.map((value, i) => (value !== null && NUMERIC.has(COLUMNS[i]) ? Number(value) : value)),
      )
      .commit(); // a spreadsheet's cells are binary numbers anyway
  sheet.commit();
  await book.commit();
}
