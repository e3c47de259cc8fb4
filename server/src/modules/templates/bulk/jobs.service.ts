import type { App } from '../../../app.ts';
import { badInput, conflict, notFound, Refusal } from '../../../platform/refusal.ts';
import { enqueue } from '../../../platform/queue.ts';
import { audit } from '../../../tenancy/audit.ts';
import type { ScopedSql } from '../../../tenancy/boundary.ts';
import { NOBODY, type Scope } from '../../../tenancy/scope.ts';
import { loadInvoices, sourceOf } from '../data.store.ts';
import { TemplateKind } from '../kinds.ts';
import { draw, preparedFrom, type NamedDocument, type Prepared } from '../render.ts';
import { TooLarge, ZipWriter } from './zip.ts';

export const JOB_MAX = 20_000;
/** So many documents are read from the database at once, and so many may be drawn before the oldest of them is written. */
const CHUNK = 50, AHEAD = 6;
const PART = 1024 * 1024;
const KEPT_HOURS = 24;
/** A job says this often that it goes on; silent for longer than the other, its process is dead. */
const BEAT_MS = 5000, SILENT_SECONDS = 25;
/** How often a job is begun: one that ends its process every time is not begun for ever. */
const ATTEMPTS_MAX = 5;
const UNFINISHED_MAX = 5;

export type JobFormat = 'PDF' | 'ZIP';

/**
 * Orders the documents of invoices as one file, made in the background. Refuses ids outside the scope (NOT_FOUND), none, and
 * too many; CONFLICT TOO_MANY_JOBS while the partner has enough of them unfinished.
 */
export async function createDocumentJob(sql: ScopedSql, format: JobFormat, invoiceIds: readonly string[]): Promise<string> {
  const { scope } = sql;
  if (scope.kind === 'nobody' || scope.kind === 'customer') throw notFound();
  const ids = [...new Set(invoiceIds)];
  if (!ids.length) throw badInput({ invoiceIds: 'there is nothing to print' });
  if (ids.length > JOB_MAX) throw badInput({ invoiceIds: `${ids.length} documents are too many for one file; ${JOB_MAX} is the most` });
  const { n } = await sql.row<{ n: number }>('select count(*)::int n from invoice where id = any($1::uuid[])', [ids]);
  if (n !== ids.length) throw notFound();
  const { unfinished } = await sql.row<{ unfinished: number }>(`select count(*)::int unfinished from document_job where partner_id = $1 and status in ('QUEUED', 'RUNNING') and expires_at > now()`, [scope.partnerId]);
  if (unfinished >= UNFINISHED_MAX) throw conflict('TOO_MANY_JOBS', `${unfinished} files are being made already; wait until one of them is ready.`);
  const { id } = await sql.row<{ id: string }>(`insert into document_job (partner_id, partner_path, format, invoice_ids, created_by, expires_at) values ($1, $2, $3, $4, $5, now() + interval '${KEPT_HOURS} hours') returning id`, [scope.partnerId, scope.path, format, ids, scope.actor.name]);
  await audit(sql, { action: 'create', entity: 'document-job', entityId: id, after: { format, documents: ids.length } });
  await enqueue(sql, 'documents:bulk', { partnerId: scope.partnerId, jobId: id }, { key: `documents:${id}` });
  return id;
}

interface Job { id: string; partner_id: string; partner_path: string; format: JobFormat; invoice_ids: string[]; lease: string; attempts: number }

/** Keeps a job's file in parts, and gives up when another process took the job over. */
class PartStore {
  private pending: Buffer[] = [];
  private waiting = 0;
  private total = 0n;
  private position = 0;
  constructor(private readonly app: App, private readonly scope: Scope, private readonly job: Job) {}

  readonly write = (bytes: Buffer): void => { this.pending.push(bytes); this.waiting += bytes.length; };

  /** Whether there is a part to be stored. */
  get full(): boolean { return this.waiting >= PART; }

  /** Stores full parts and says how far the job is; false when it is somebody else's now. */
  async flush(done: number, last = false): Promise<boolean> {
    const all = Buffer.concat(this.pending);
    const kept = last ? all.length : Math.floor(all.length / PART) * PART;
    const { job } = this;
    const mine = await this.app.boundary.inSql(this.scope, async (sql) => {
      const [own] = await sql.rows(`update document_job set done = $2, heartbeat_at = now()${last ? `, status = 'READY', size = ${this.total + BigInt(kept)}, lease = null` : ''} where id = $1 and lease = $3 and status = 'RUNNING' returning 1`, [job.id, done, job.lease]);
      if (!own) return false;
      for (let at = 0; at < kept; at += PART) await sql.rows('insert into document_job_part (job_id, position, partner_id, partner_path, content) values ($1, $2, $3, $4, $5)', [job.id, this.position + at / PART, job.partner_id, job.partner_path, all.subarray(at, Math.min(kept, at + PART))]);
      return true;
    });
    // a copy: the rest of a part would keep the whole of it
    this.pending = [Buffer.from(all.subarray(kept))];
    this.waiting -= kept;
    this.position += Math.ceil(kept / PART);
    this.total += BigInt(kept);
    return mine;
  }
}

/** Makes a job's file. Stopped or killed at any moment, it begins again from the first document. */
export async function runDocumentJob(app: App, { partnerId, jobId }: { partnerId: string; jobId: string }, stop: AbortSignal): Promise<void> {
  const scope = await app.boundary.jobScope(partnerId);
  if (!scope) return;
  const set = (values: string, params: unknown[] = []) => app.boundary.inSql(scope, (sql) => sql.rows(`update document_job set ${values} where id = $1 and lease = $2`, [jobId, job.lease, ...params]));
  const [job] = await app.boundary.inSql(scope, async (sql) => {
    const taken = await sql.rows<Job>(`update document_job set status = 'RUNNING', done = 0, lease = gen_random_uuid(), attempts = attempts + 1, heartbeat_at = now() where id = $1 and status in ('QUEUED', 'RUNNING') and expires_at > now()
      and (status = 'QUEUED' or heartbeat_at < now() - interval '${SILENT_SECONDS} seconds') returning id, partner_id, partner_path, format, invoice_ids, lease, attempts`, [jobId]);
    if (taken.length) await sql.rows('delete from document_job_part where job_id = $1', [jobId]);
    return taken;
  });
  if (!job) return;
  if (job.attempts > ATTEMPTS_MAX) { await set(`status = 'FAILED', error = 'Making the file was broken off ${ATTEMPTS_MAX} times. Order it again, with fewer documents.', lease = null`); return; }
  const beat = setInterval(() => { set('heartbeat_at = now()').catch(() => {}); }, BEAT_MS);
  try {
    // given back, for another process or this one after its next start
    if (!await make(app, scope, job, new PartStore(app, scope, job), stop)) await set(`status = 'QUEUED', lease = null, attempts = attempts - 1, heartbeat_at = now() - interval '1 hour'`);
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof TooLarge)) {
      // a database that was away for a moment is no fault of the documents: it is begun again, a few times
      app.log.error({ err: error, jobId, attempt: job.attempts }, 'making documents broke off');
      await set(`status = 'QUEUED', lease = null, heartbeat_at = now() - interval '1 hour'`);
      return;
    }
    await set(`status = 'FAILED', error = $3, lease = null`, [error.message.slice(0, 500)]);
    await app.boundary.inSql(scope, (sql) => sql.rows('delete from document_job_part where job_id = $1', [jobId]));
    app.log.warn({ jobId, error: error.message }, 'documents could not be made');
  } finally { clearInterval(beat); }
}

/** False when it was stopped before the end. */
async function make(app: App, scope: Scope, job: Job, parts: PartStore, stop: AbortSignal): Promise<boolean> {
  const zip = new ZipWriter(parts.write);
  // loaded for the first PDF of this kind: it stays in memory
  const merger = job.format === 'PDF' ? new (await import('./merge.ts')).PdfMerger(parts.write) : null;
  const names = new Set<string>();
  for (let from = 0; from < job.invoice_ids.length; from += CHUNK) {
    if (stop.aborted) return false;
    const prepared = await app.boundary.inSql(scope, (sql) => prepareMany(sql, job.invoice_ids.slice(from, from + CHUNK)));
    let done = from;
    for await (const { pdf, fileName, title } of inOrder(prepared)) {
      if (merger) await merger.add(title, pdf!);
      else zip.add(unique(names, fileName), pdf!);
      done++;
      if (parts.full && !await parts.flush(done)) return true;
    }
    if (!await parts.flush(done)) return true;
  }
  (merger ?? zip).end();
  await parts.flush(job.invoice_ids.length, true);
  return true;
}

/** Documents in their order, a few of them drawn ahead: however fast they are drawn, only those few are in memory. */
async function* inOrder(prepared: readonly Prepared[]): AsyncGenerator<NamedDocument & { title: string }> {
  const drawing: Promise<NamedDocument>[] = [];
  for (const [i, { title }] of prepared.entries()) {
    while (drawing.length < AHEAD && i + drawing.length < prepared.length) {
      const next = patiently(prepared[i + drawing.length]);
      // the first that fails ends the job; nobody hears of those behind it
      next.catch(() => {});
      drawing.push(next);
    }
    yield { ...await drawing.shift()!, title };
  }
}

/** One document; once more when its process was ended, for then the machine may have been busy. */
async function patiently(prepared: Prepared): Promise<NamedDocument> {
  try { return await draw(prepared, { bulk: true }); } catch (error) {
    if (!(error instanceof Refusal && error.details.reason === 'RENDERING_STOPPED')) throw error;
    return draw(prepared, { bulk: true });
  }
}

/** What many invoices need, in the order of their ids; those that are gone meanwhile are left out. */
async function prepareMany(sql: ScopedSql, ids: readonly string[]): Promise<Prepared[]> {
  const found = new Map((await loadInvoices(sql, ids)).map((document) => [document.id, document]));
  const prepared: Prepared[] = [];
  for (const id of ids) {
    const document = found.get(id);
    if (document) prepared.push(await preparedFrom(sql, TemplateKind.INVOICE_PDF, document, await sourceOf(sql, TemplateKind.INVOICE_PDF, document)));
  }
  return prepared;
}

/** Two partners may have given out the same number. */
function unique(names: Set<string>, wanted: string): string {
  let name = wanted;
  for (let n = 2; names.has(name); n++) name = wanted.replace(/\.pdf$/, `-${n}.pdf`);
  names.add(name);
  return name;
}

/** Takes up jobs whose process died, and throws away files that expired: a minute after the other at the latest. */
export async function sweepDocumentJobs(app: App): Promise<void> {
  const stale = await app.boundary.inSql(NOBODY, (sql) => sql.rows<{ job_id: string; partner_id: string; expired: boolean }>(`select job_id, partner_id, expired from stale_document_jobs(interval '${SILENT_SECONDS} seconds')`));
  for (const { job_id: jobId, partner_id: partnerId, expired } of stale) {
    const scope = await app.boundary.jobScope(partnerId);
    if (!scope) continue;
    await app.boundary.inSql(scope, async (sql) => {
      if (!expired) { await enqueue(sql, 'documents:bulk', { partnerId, jobId }, { key: `documents:${jobId}` }); return; }
      await sql.rows('delete from document_job_part where job_id = $1', [jobId]);
      await sql.rows(`update document_job set status = 'EXPIRED', invoice_ids = '{}' where id = $1`, [jobId]);
    });
  }
}
