import type { App } from '../../../kit/app.ts';
import { Refusal, violatedConstraint } from '../../../platform/refusal.ts';
import { passes, type ScopedSql } from '../../../tenancy/boundary.ts';
import type { Counts, Job } from './jobs.store.ts';
import { kindOf, lookAt } from './look.ts';
import type { KeptRow } from './mapped.ts';
import {
  beginRows,
  dropWritten,
  keepFound,
  keepRows,
  rowsIn,
  type Found,
  type RowState,
} from './rows.store.ts';

/** What a step did: how many rows, and how many are in which state now. */
export interface Stepped {
  rows: number;
  counts: Counts;
}

const NOTHING: Stepped = { rows: 0, counts: {} };

/** Looks at the next rows of a check. */
export async function checkSome(app: App, sql: ScopedSql, job: Job): Promise<Stepped> {
  const rows = await rowsIn(sql, job.id, ['NEW'], kindOf(job).atOnce);
  if (!rows.length) return NOTHING;
  const { found } = await lookAt(app, sql, job, rows);
  await keepFound(sql, job.id, found);
  return { rows: rows.length, counts: counted(job.counts, rows, found) };
}

function counted(
  before: Counts,
  rows: readonly { state: RowState }[],
  found: readonly Found[],
): Counts {
  const counts = { ...before };
  const add = (state: keyof Counts, by: number) => {
    counts[state] = Math.max(0, (counts[state] ?? 0) + by);
  };
  for (const { state } of rows) if (state !== 'NEW') add(state, -1);
  for (const { state, warnings } of found) {
    add(state, 1);
    if (rows[0].state === 'NEW' && Object.keys(warnings).length) add('WARNED', 1);
  }
  return counts;
}

/** Writes the next rows of a run. What is refused by now is set aside with its reason. */
export async function runSome(app: App, sql: ScopedSql, job: Job): Promise<Stepped> {
  const rows = await rowsIn(sql, job.id, ['CREATE', 'UPDATE'], kindOf(job).atOnce);
  if (!rows.length) return NOTHING;
  const found = (await together(app, sql, job, rows)) ?? (await oneByOne(app, sql, job, rows));
  await keepFound(sql, job.id, found);
  return { rows: rows.length, counts: counted(job.counts, rows, found) };
}

const DONE = { CREATE: 'CREATED', UPDATE: 'UPDATED', SAME: 'SAME', ERROR: 'REJECTED' } as const;

function done(found: Found): Found {
  return { ...found, state: DONE[found.state as keyof typeof DONE] };
}

/** All of a chunk by the same few statements; null where one of its rows is refused by the database. */
async function together(
  app: App,
  sql: ScopedSql,
  job: Job,
  rows: readonly KeptRow[],
): Promise<Found[] | null> {
  const first = await lookAt(app, sql, job, rows);
  const wrong = first.found.filter(({ state }) => state === 'ERROR');
  const bad = new Set(wrong.map(({ line }) => line));
  // the rows of one look may refer to each other: without the bad ones it is another look
  const look = bad.size
    ? await lookAt(
        app,
        sql,
        job,
        rows.filter(({ line }) => !bad.has(line)),
      )
    : first;
  if (look.found.some(({ state }) => state === 'ERROR')) return null;
  const written = await attempt(sql, look.write);
  return written === null ? [...look.found, ...wrong].map(done) : null;
}

async function oneByOne(
  app: App,
  sql: ScopedSql,
  job: Job,
  rows: readonly KeptRow[],
): Promise<Found[]> {
  const all: Found[] = [];
  for (const row of rows) {
    const look = await lookAt(app, sql, job, [row]);
    const wrong = look.found[0].state === 'ERROR';
    const problem = wrong ? null : await attempt(sql, look.write);
    const { found } = look;
    all.push(
      done(
        problem === null
          ? found[0]
          : { ...found[0], state: 'ERROR', errors: { 0: problem }, recordId: null, keys: [] },
      ),
    );
  }
  return all;
}

/** Does something in a savepoint of its own; why it cannot be done, in words, or null. */
export async function attempt(
  sql: ScopedSql,
  work: () => Promise<void>,
  words: (error: unknown) => string | null = wordsOf,
): Promise<string | null> {
  await beginRows(sql);
  try {
    await work();
    await keepRows(sql);
    return null;
  } catch (error) {
    if (passes(error)) throw error;
    const problem = words(error);
    if (problem === null) throw error;
    await dropWritten(sql);
    return problem;
  }
}

/** What a row is refused for; null for what is no fault of a row. */
function wordsOf(error: unknown): string | null {
  if (error instanceof Refusal) return error.message;
  if (violatedConstraint(error)) return 'its number or login is that of another record already';
  const { code } = error as { code?: string };
  return code?.startsWith('22') || code?.startsWith('23') ? 'a value of it cannot be stored' : null;
}
