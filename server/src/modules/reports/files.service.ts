import type { Context } from '../../kit/context.ts';
import { isId } from '../../kit/input.ts';
import { enqueue } from '../../platform/queue.ts';
import { badInput, conflict, notFound } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { cancelFile, insertFile, ownFile, unfinishedFiles } from './files.store.ts';
import { FileFormat, toFileJob, type FileJobType } from './files.types.ts';
import { askedFor } from './input.ts';
import { KINDS } from './kinds.ts';
import type { ReportInput } from './reports.types.ts';

const KEPT_HOURS = 24;
const UNFINISHED_MAX = 20;

/**
 * Orders a report as a file: checked as the report is, with the rights of who asks. Refuses by field what is no file of
 * a report, CONFLICT TOO_MANY_JOBS while the partner has enough of them unfinished.
 */
export async function exportReport(
  ctx: Context,
  input: ReportInput,
  format: FileFormat,
): Promise<FileJobType> {
  if (format !== FileFormat.CSV && format !== FileFormat.XLSX)
    throw badInput({ format: 'of a report is CSV or XLSX' });
  const kind = KINDS[input.kind];
  for (const each of kind.need) ctx.need(each);
  const asked = await askedFor(ctx, kind, input);
  const { id: ownerId, name, partnerId, path } = ctx.someone;
  const id = await ctx.sql(async (sql) => {
    if ((await unfinishedFiles(sql, partnerId)) >= UNFINISHED_MAX)
      throw conflict('TOO_MANY_JOBS', 'Enough files are being made; wait until one is ready.');
    const made = await insertFile(
      sql,
      { id: ownerId, name, partnerId, path },
      { asked, format, fileName: fileNameOf(asked.kind, asked.to, format), hoursKept: KEPT_HOURS },
    );
    await audit(sql, {
      action: 'export',
      entity: `report ${asked.kind}`,
      entityId: made,
      after: { ...input, format },
    });
    await enqueue(sql, 'reports:file', { partnerId, fileId: made }, { key: `report:${made}` });
    return made;
  });
  return fileJob(ctx, id);
}

const fileNameOf = (kind: string, to: string, format: string): string =>
  `${kind.toLowerCase().replaceAll('_', '-')}-${to}.${format.toLowerCase()}`;

/** A file that the viewer ordered. Refuses NOT_FOUND what is no such file. */
export async function fileJob(ctx: Context, id: string): Promise<FileJobType> {
  const file = isId(id) ? await ctx.sql((sql) => ownFile(sql, ctx.someone.id, id)) : null;
  if (!file) throw notFound();
  return toFileJob(file);
}

/** Calls a file of the actor's off. */
export async function cancelReportFile(sql: ScopedSql, id: string): Promise<boolean> {
  const { actor } = sql.scope;
  return actor.id !== null && isId(id) && cancelFile(sql, actor.id, id);
}
