import type { App } from '../../../kit/app.ts';
import { must } from '../../../platform/must.ts';
import type { ScopedSql } from '../../../tenancy/boundary.ts';
import { createHash } from 'node:crypto';
import { frameOf } from '../import.service.ts';
import type { Planned } from '../import.service.ts';
import type { Job } from './jobs.store.ts';
import { SCREEN_KINDS, type ScreenKind } from './kinds.ts';
import { byColumn, tableOf, type KeptRow, type RowInTable } from './mapped.ts';
import { holdersOf, type Found } from './rows.store.ts';
import { planUpdates } from './updates.ts';

export interface Looked {
  /** As it stands: with the records that were made as soon as they are. */
  readonly found: Found[];
  /** Writes all that was found good. */
  write(): Promise<void>;
}

/** The kind of a job. */
export function kindOf(job: Pick<Job, 'kind'>): ScreenKind {
  return must(SCREEN_KINDS[job.kind]);
}

const short = (jobId: string, key: string) =>
  createHash('sha256').update(`${jobId} ${key}`).digest('base64url').slice(0, 16);

/**
 * What rows of a job would come to, by the rules that write them; nothing is written before
 * write(). Both the check and the run look at rows by this.
 */
export async function lookAt(
  app: App,
  sql: ScopedSql,
  job: Job,
  rows: readonly KeptRow[],
): Promise<Looked> {
  const kind = kindOf(job);
  const frame = await frameOf(app, sql, { progress: () => {} }, job.partnerId);
  const standard = kind.standard(frame.operator, app.clock.today(frame.operator.clock));
  const { table, rows: mapped } = tableOf(job, { file: kind.file, standard }, rows);
  await refuseTwins(sql, job, kind, mapped);
  let planned: Planned;
  let updates: Awaited<ReturnType<typeof planUpdates>> | null = null;
  if (job.mode === 'CREATE') planned = await kind.plan(frame, table);
  else {
    updates = await planUpdates(app, sql, job, mapped);
    const ids = updates.changing;
    planned = await kind.plan(frame, {
      ...table,
      records: table.records.filter((record) => !ids.has(record) && !record.faults.length),
    });
  }
  return {
    get found() {
      return mapped.map((each) => foundOf(job, kind, each, updates?.of(each)));
    },
    async write() {
      await planned.write();
      await updates?.write();
    },
  };
}

/** Rows that share what only one may have with a row beyond those looked at. */
async function refuseTwins(
  sql: ScopedSql,
  job: Job,
  kind: ScreenKind,
  rows: readonly RowInTable[],
): Promise<void> {
  const keys = rows.map(({ values }) => kind.keys(values));
  const holders = await holdersOf(
    sql,
    job.id,
    keys.flat().map((key) => short(job.id, key)),
    rows.map(({ row }) => row.line),
  );
  if (!holders.size) return;
  for (const [i, { record }] of rows.entries())
    for (const key of keys[i]) {
      const line = holders.get(short(job.id, key));
      if (line === undefined) continue;
      const [column, ...rest] = key.split(' ');
      record.faults.push({ column, reason: `${rest.at(-1)} is given already on line ${line}` });
    }
}

function foundOf(
  job: Job,
  kind: ScreenKind,
  { row, record, values }: RowInTable,
  update: { id: string; before: object; after: object } | undefined,
): Found {
  const base = {
    line: row.line,
    errors: byColumn(job, record.faults),
    warnings: byColumn(job, record.warnings),
  };
  if (record.faults.length) return { ...base, state: 'ERROR', keys: [], recordId: null };
  const keys = kind.keys(values).map((key) => short(job.id, key));
  if (update)
    return Object.keys(update.after).length
      ? {
          ...base,
          state: 'UPDATE',
          keys,
          recordId: update.id,
          before: update.before,
          after: update.after,
        }
      : { ...base, state: 'SAME', keys, recordId: update.id };
  if (record.there !== undefined)
    return { ...base, state: 'SAME', keys, recordId: record.there || null };
  return { ...base, state: 'CREATE', keys, recordId: record.made ?? null };
}
