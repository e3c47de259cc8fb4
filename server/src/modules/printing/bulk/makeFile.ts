import type { App } from '../../../kit/app.ts';
import { Refusal } from '../../../platform/refusal.ts';
import type { ScopedSql } from '../../../tenancy/boundary.ts';
import type { Scope } from '../../../tenancy/scope.ts';
import { sourceOf } from '../documentData.ts';
import { loadInvoices } from '../invoiceData.ts';
import { TemplateKind } from '../../templates/index.ts';
import { draw, type NamedDocument, type Prepared } from '../draw.ts';
import { withPaymentLinks } from '../paymentLinks.ts';
import { preparedFrom } from '../render.ts';
import type { Job } from './jobs.store.ts';
import type { PartStore } from './partStore.ts';
import { ZipWriter } from './zip.ts';
import { must } from '../../../platform/must.ts';

const KIND = TemplateKind.INVOICE_PDF;
/**
 * So many documents are read from the database at once, and so many may be drawn before the oldest
 * of them is written.
 */
const CHUNK = 50,
  AHEAD = 6;

/** Draws a job's documents into one file, in their order. False when it was stopped before the end. */
export async function makeFile(
  app: App,
  scope: Scope,
  job: Job,
  parts: PartStore,
  stop: AbortSignal,
): Promise<boolean> {
  const zip = new ZipWriter(parts.write);
  // loaded for the first PDF of this kind: it stays in memory
  const merger =
    job.format === 'PDF' ? new (await import('./merge.ts')).PdfMerger(parts.write) : null;
  const names = new Set<string>();
  for (let from = 0; from < job.invoiceIds.length; from += CHUNK) {
    if (stop.aborted) return false;
    const prepared = await app.boundary.inSql(scope, (sql) =>
      prepareMany(app, sql, job.invoiceIds.slice(from, from + CHUNK)),
    );
    let done = from;
    for await (const { pdf, fileName, title } of inOrder(prepared)) {
      if (merger) await merger.add(title, must(pdf));
      else zip.add(unique(names, fileName), must(pdf));
      done++;
      if (parts.full && !(await parts.flush(done))) return true;
    }
    if (!(await parts.flush(done))) return true;
  }
  (merger ?? zip).end();
  await parts.flush(job.invoiceIds.length, true);
  return true;
}

/** Documents in their order, a few of them drawn ahead: however fast they are drawn, only those few are in memory. */
async function* inOrder(
  prepared: readonly Prepared[],
): AsyncGenerator<NamedDocument & { title: string }> {
  const drawing: Promise<NamedDocument>[] = [];
  for (const [i, { title }] of prepared.entries()) {
    while (drawing.length < AHEAD && i + drawing.length < prepared.length) {
      const next = patiently(prepared[i + drawing.length]);
      // the first that fails ends the job; nobody hears of those behind it
      next.catch(() => {});
      drawing.push(next);
    }
    yield { ...(await drawing.shift()!), title };
  }
}

/** One document; once more when its process was ended, for then the machine may have been busy. */
async function patiently(prepared: Prepared): Promise<NamedDocument> {
  try {
    return await draw(prepared, { bulk: true });
  } catch (error) {
    if (!(error instanceof Refusal && error.details.reason === 'RENDERING_STOPPED')) throw error;
    return draw(prepared, { bulk: true });
  }
}

/** What many invoices need, in the order of their ids; those that are gone meanwhile are left out. */
async function prepareMany(app: App, sql: ScopedSql, ids: readonly string[]): Promise<Prepared[]> {
  const found = new Map((await loadInvoices(sql, ids)).map((document) => [document.id, document]));
  const prepared: Prepared[] = [];
  for (const id of ids) {
    const document = found.get(id);
    if (!document) continue;
    const template = await sourceOf(sql, KIND, document);
    const whole = await withPaymentLinks(app, sql, KIND, document, template);
    prepared.push(await preparedFrom(sql, KIND, whole, template));
  }
  return prepared;
}

/** Two partners may have given out the same number, or one that differs by its case or its signs alone. */
function unique(names: Set<string>, wanted: string): string {
  let name = wanted;
  for (let n = 2; names.has(name.toLowerCase()); n++) name = wanted.replace(/\.pdf$/, `-${n}.pdf`);
  names.add(name.toLowerCase());
  return name;
}
