import type { App } from '../../kit/app.ts';
import { enqueue } from '../../platform/queue.ts';
import { NOBODY } from '../../tenancy/scope.ts';
import { rootPartner } from '../partners/index.ts';
import {
  advanceFile,
  failFile,
  finishFile,
  giveFileBack,
  insertFilePart,
  leftFiles,
  purgeFiles,
  takeFile,
  type TakenFile,
} from './files.store.ts';
import { KINDS } from './kinds.ts';
import { rowOf } from './reports.service.ts';
import { eachChunk } from './table.store.ts';
import { TableFile } from './tableFile.ts';

/** So many files of one partner are made side by side; the others wait and let those of others pass. */
const AT_ONCE = 2;
const BUSY_MS = 1000;
/** A process that is silent for so long is dead. */
const SILENT_SECONDS = 25;
const ATTEMPTS_MAX = 5;
const KEPT_HOURS = 24;
const PART = 1024 * 1024;

type JobScope = NonNullable<Awaited<ReturnType<App['boundary']['jobScope']>>>;

/** Makes a file that was ordered, from the beginning: what a killed process left of it is thrown away. */
export async function makeReportFile(
  app: App,
  { partnerId, fileId }: { partnerId: string; fileId: string },
  stop: AbortSignal,
): Promise<void> {
  const scope = await app.boundary.jobScope(partnerId);
  if (!scope) return;
  const file = await app.boundary.inSql(scope, (sql) =>
    takeFile(sql, fileId, { silentSeconds: SILENT_SECONDS, atOnce: AT_ONCE }),
  );
  if (!file) return;
  if (file === 'busy') return again(app, scope, { partnerId, fileId });
  try {
    const made = await write(app, scope, file, stop);
    if (made === 'stopped') await app.boundary.inSql(scope, (sql) => giveFileBack(sql, file));
  } catch (error) {
    if (file.attempts < ATTEMPTS_MAX) {
      await app.boundary.inSql(scope, (sql) => giveFileBack(sql, file));
      throw error;
    }
    await app.boundary.inSql(scope, (sql) => failFile(sql, file, 'The file could not be made.'));
  }
}

function again(
  app: App,
  scope: JobScope,
  payload: { partnerId: string; fileId: string },
): Promise<void> {
  const at = new Date(Date.now() + BUSY_MS);
  return app.boundary.inSql(scope, (sql) =>
    enqueue(sql, 'reports:file', payload, { key: `report:${payload.fileId}`, at }),
  );
}

/** Reads the report as it stands at one moment, chunk by chunk, and keeps what is written of its file. */
async function write(
  app: App,
  scope: JobScope,
  file: TakenFile,
  stop: AbortSignal,
): Promise<'made' | 'gone' | 'stopped'> {
  const kind = KINDS[file.asked.kind];
  const table = new TableFile(file.format, kind, file.asked, app.clock.now());
  let position = 0;
  let size = 0n;
  let done = 0;
  const keep = async (of: number, last: boolean): Promise<boolean> => {
    const bytes = await table.taken(last);
    return app.boundary.inSql(scope, async (sql) => {
      if (!(await advanceFile(sql, file, { done, of }))) return false;
      for (let at = 0; at < bytes.length; at += PART)
        await insertFilePart(sql, file, position++, bytes.subarray(at, at + PART));
      size += BigInt(bytes.length);
      if (last) await finishFile(sql, file, { size, hoursKept: KEPT_HOURS });
      return true;
    });
  };
  return app.boundary.atOnce(scope, async (sql) => {
    let of = 0;
    for await (const { rows, rowCount, totals } of eachChunk(sql, kind, file.asked)) {
      if (stop.aborted) return 'stopped';
      of = rowCount;
      await table.add(
        rows.map((row) => rowOf(kind, file.asked, row).values),
        totals,
      );
      done += rows.length;
      if (!(await keep(of, false))) return 'gone';
    }
    return (await keep(of, true)) ? 'made' : 'gone';
  });
}

/** Has files made again whose process died, and puts away those that are kept no longer. */
export async function sweepReportFiles(app: App): Promise<void> {
  const root = await app.boundary.inSql(NOBODY, rootPartner);
  const scope = root ? await app.boundary.jobScope(root) : null;
  if (!scope) return;
  await app.boundary.inSql(scope, async (sql) => {
    await purgeFiles(sql);
    for (const { id, partnerId } of await leftFiles(sql, SILENT_SECONDS))
      await enqueue(sql, 'reports:file', { partnerId, fileId: id }, { key: `report:${id}` });
  });
}
