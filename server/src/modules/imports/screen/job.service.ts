import { headingsKey, suggestTargets } from '@backhaul/domain/imports/headings';
import { questionOf } from '@backhaul/domain/imports/mapping';
import { TARGETS, targetOf, type ImportKind } from '@backhaul/domain/imports/targets';
import { countOf } from '@backhaul/domain/text/plural';
import type { App } from '../../../kit/app.ts';
import { badInput, conflict, notFound } from '../../../platform/refusal.ts';
import { announce } from '../../../platform/signals.ts';
import { audit } from '../../../tenancy/audit.ts';
import type { ScopedSql } from '../../../tenancy/boundary.ts';
import { pathOfPartner } from '../../partners/index.ts';
import { readSent } from './facts.ts';
import {
  beginStep,
  endJob,
  insertJob,
  lockJob,
  recount,
  type ImportStatus,
  type Job,
} from './jobs.store.ts';
import { queueTurns } from './job.tasks.ts';
import { SCREEN_KINDS } from './kinds.ts';
import { kindOf, lookAt } from './look.ts';
import { mapFor } from './maps.store.ts';
import { changeCell, forgetFound, lookAtFaultyAgain, rowAt, rowsIn } from './rows.store.ts';

/** Of several partners or kinds at once nothing more is told than of one. */
const place = (job: Job) => ({ id: job.partnerId, path: job.partnerPath });

/** A job, locked. Refuses NOT_FOUND, and CONFLICT where it is at another step. */
export async function jobAt(
  sql: ScopedSql,
  id: string,
  steps: readonly ImportStatus[],
): Promise<Job> {
  const job = await lockJob(sql, id);
  if (!job) throw notFound();
  if (steps.includes(job.status)) return job;
  if (job.status === 'CHECKING' || job.status === 'RUNNING')
    throw conflict('BUSY', 'It is being worked on at this moment. Wait until that is done.');
  throw conflict('NOT_READY', `This is not possible now that it is ${job.status.toLowerCase()}.`);
}

/**
 * Begins an import of a file that was sent: it is read once, and where its columns probably go is
 * said, as the partner said it before for the same headings. Refuses NOT_FOUND, a kind that has no
 * records yet, and files that cannot be read.
 */
export async function createImport(
  sql: ScopedSql,
  given: { kind: ImportKind; fileId: string; partnerId: string | null; kit: string | null },
): Promise<string> {
  const { scope } = sql;
  if (scope.kind === 'nobody') throw notFound();
  const { kind } = given;
  if (!SCREEN_KINDS[kind])
    throw badInput({ kind: `files of this kind, ${kind}, cannot be imported yet` });
  const partnerId = given.partnerId ?? scope.partnerId;
  const partnerPath = await pathOfPartner(sql, partnerId);
  if (partnerPath === undefined) throw notFound();
  const { name, file, facts, total } = await readSent(sql, given.fileId, { field: 'fileId' });
  const key = headingsKey(file.headings);
  const saved = await mapFor(sql, { partnerId, kind, headingsKey: key });
  const suggested = suggestTargets(kind, file.headings);
  const columns = facts.map((each, i) => ({
    ...each,
    ...(saved?.columns[i] ?? { target: suggested[i] }),
  }));
  const { encoding, delimiter, sheet, headerRow } = file;
  const id = await insertJob(sql, {
    place: { partnerId, partnerPath },
    actor: scope.actor,
    kind,
    kit: given.kit,
    fileId: given.fileId,
    fileName: name,
    how: { encoding, delimiter, sheet, headerRow },
    sheets: file.sheets,
    columns,
    headingsKey: key,
    total,
  });
  await audit(sql, {
    action: 'create',
    entity: 'import-job',
    entityId: id,
    partner: { id: partnerId, path: partnerPath },
    after: { kind, fileName: name, rows: total },
  });
  return id;
}

/**
 * Lets the rows of a job be looked at: everything that writing them would refuse is said, and
 * nothing is written. Refuses what is ambiguous still, and fields without which no row is whole.
 */
export async function checkImport(sql: ScopedSql, id: string): Promise<void> {
  const job = await jobAt(sql, id, ['MAPPED', 'CHECKED', 'FAILED', 'CANCELLED', 'UNDONE']);
  const problems: Record<string, string> = {};
  for (const [i, column] of job.columns.entries()) {
    const question = questionOf(job.kind, column, column);
    if (question)
      problems[`columns.${i}.format`] =
        question === 'DECIMAL_SIGN'
          ? `say how the amounts of ${column.heading} are written: its numbers can be read two ways`
          : `say how the dates of ${column.heading} are written: they can be read two ways`;
  }
  const mapped = new Set([
    ...Object.keys(job.constants),
    ...job.columns.flatMap(({ target }) =>
      target === null ? [] : (targetOf(job.kind, target)?.name ?? []),
    ),
  ]);
  const missing = (TARGETS[job.kind] ?? []).filter(
    ({ name, required }) => required && !mapped.has(name),
  );
  if (missing.length && job.mode !== 'UPDATE')
    problems.columns = `say which column holds: ${missing.map(({ label }) => label).join(', ')}`;
  if (job.mode !== 'CREATE' && !mapped.has(job.matchBy ?? ''))
    problems.matchBy = 'say which column holds it';
  if (Object.keys(problems).length) throw badInput(problems);
  if (job.rowsKept) await forgetFound(sql, id);
  await beginStep(sql, id, { status: 'CHECKING' });
  await queueTurns(sql, job.partnerId);
}

/**
 * Changes cells of a row in place; all like it: of every row that has the same text there. What
 * changed, and what was at fault, is looked at again. Refuses by name what the file does not have.
 */
export async function editRow(
  sql: ScopedSql,
  id: string,
  edit: { line: number; values: unknown; allLike: boolean },
): Promise<void> {
  const given = cellsGiven(edit.values);
  const job = await jobAt(sql, id, ['CHECKED']);
  if (!given.length) throw badInput({ values: 'say at least one cell' });
  for (const [index] of given)
    if (!job.columns[index])
      throw badInput({
        [`values.${index}`]: `the file has the columns 0 to ${job.columns.length - 1}`,
      });
  const row = await rowAt(sql, id, edit.line);
  if (!row) throw badInput({ line: `there is no row on line ${edit.line}` });
  for (const [index, text] of given)
    await changeCell(sql, id, {
      index,
      text,
      line: edit.line,
      old: edit.allLike ? row.cells[index] : null,
    });
  await lookAtFaultyAgain(sql, id);
  await recount(sql, id);
  await beginStep(sql, id, { status: 'CHECKING' });
  await queueTurns(sql, job.partnerId);
}

const CELL_MAX = 10_000;

function cellsGiven(values: unknown): [index: number, text: string][] {
  if (values === null || typeof values !== 'object' || Array.isArray(values))
    throw badInput({ values: 'must say by the index of a column what its cell is to hold' });
  const given = Object.entries(values as Record<string, unknown>);
  return given.map(([key, text]) => {
    if (!/^\d{1,3}$/.test(key)) throw badInput({ [`values.${key}`]: 'is no index of a column' });
    if (typeof text !== 'string') throw badInput({ [`values.${key}`]: 'must be a text' });
    if (text.length > CELL_MAX || text.includes('\u0000'))
      throw badInput({ [`values.${key}`]: 'is too long, or holds what no text has' });
    return [Number(key), text];
  });
}

/**
 * Lets what was checked be written, once however often it is asked for. Refuses CONFLICT STALE_CHECK
 * where it would come to something else by now, and rows at fault that are not to be set aside.
 */
export async function runImportJob(
  app: App,
  inSql: <T>(work: (sql: ScopedSql) => Promise<T>) => Promise<T>,
  id: string,
  given: { fingerprint: string; setAside: boolean },
): Promise<void> {
  const waiting = await inSql((sql) => jobToRun(sql, id, given));
  if (!waiting) return;
  await refuseStale(app, waiting);
  await inSql(async (sql) => {
    const job = await jobToRun(sql, id, given);
    if (!job) return;
    await beginStep(sql, id, { status: 'RUNNING', setAside: given.setAside });
    await audit(sql, {
      action: 'confirm',
      entity: 'import-job',
      entityId: id,
      partner: place(job),
      after: { kind: job.kind, fileName: job.fileName, setAside: job.counts.ERROR ?? 0 },
    });
    await queueTurns(sql, job.partnerId);
  });
}

/** A job that can be run, locked; null where that was asked for already. */
async function jobToRun(
  sql: ScopedSql,
  id: string,
  given: { fingerprint: string; setAside: boolean },
): Promise<Job | null> {
  const job = await lockJob(sql, id);
  if (!job) throw notFound();
  if (job.fingerprint === given.fingerprint && (job.status === 'RUNNING' || job.status === 'DONE'))
    return null;
  if (job.status !== 'CHECKED')
    throw conflict('NOT_READY', 'Check it first: what would be done is not known yet.');
  if (job.fingerprint !== given.fingerprint) throw stale();
  const errors = job.counts.ERROR ?? 0;
  if (errors && !given.setAside)
    throw badInput({
      setAside: `${countOf(errors, 'row')} cannot be imported: correct them, or set them aside`,
    });
  return job;
}

/** Looks at the first rows again, from where they were checked: the rest is looked at again as it is written. */
async function refuseStale(app: App, job: Job): Promise<void> {
  const scope = await app.boundary.jobScope(job.partnerId);
  if (!scope) throw notFound();
  await app.boundary.inSql({ ...scope, actor: job.actor }, async (sql) => {
    const rows = await rowsIn(sql, job.id, ['CREATE', 'UPDATE'], kindOf(job).atOnce);
    if (!rows.length) return;
    const { found } = await lookAt(app, sql, job, rows);
    const before = new Map(rows.map(({ line, state }) => [line, state]));
    if (found.some(({ line, state }) => state !== before.get(line))) throw stale();
  });
}

function stale() {
  return conflict(
    'STALE_CHECK',
    'It would come to something else by now than was checked. Check it again.',
  );
}

/** Stops an import; what is written stays. False where there is none with this id. */
export async function cancelImport(sql: ScopedSql, id: string): Promise<boolean> {
  const job = await lockJob(sql, id);
  if (!job) return false;
  if (job.status === 'CANCELLED') return true;
  if (job.status === 'DONE' || job.status === 'FAILED' || job.status === 'UNDONE')
    throw conflict('ENDED', 'It has ended already. Begin anew for what is left.');
  await endJob(sql, id, 'CANCELLED');
  await audit(sql, { action: 'cancel', entity: 'import-job', entityId: id, partner: place(job) });
  await announce(sql, { topic: 'import', path: job.partnerPath, id });
  return true;
}
