// The renderer: a process of its own that is handed templates and data, and nothing else. It has no
// database, no secrets, no network use, and is killed when it takes too long.
import { fillTemplate, checkTemplate } from './template.ts';
import { parseHtml } from './html.ts';
import { mailHtml, mailPage, mailText } from './mail.ts';
import { pageTree } from './tree.ts';
import { drawPages } from './typst.ts';
import type { RenderAnswer, RenderJob } from './protocol.ts';
import { got } from '../../../platform/must.ts';

const PDF_MAX = 20_000_000;

function render(job: Extract<RenderJob, { op: 'render' }>): RenderAnswer {
  const data = JSON.parse(job.data) as Record<string, unknown>;
  const html = fillTemplate(job.source, data);
  if (job.htmlOnly) return { ok: true, html };
  const root = parseHtml(html);
  if (job.page) {
    const paths = new Map(job.assets.map(({ name, type }, i) => [name, `/asset-${i}.${type}`]));
    const drawn = drawPages({
      layout: job.layout,
      paper: job.paper,
      swiss: job.swiss,
      tree: pageTree(root, paths),
      title: job.title,
      author: job.author,
      lang: job.lang,
      issuedAt: job.issuedAt,
      make: job.make,
      assets: job.assets.map(({ name, bytes }) => ({
        path: got(paths, name),
        bytes: Buffer.from(bytes),
      })),
    });
    if ((drawn.pdf?.length ?? 0) > PDF_MAX || (drawn.picture?.length ?? 0) > PDF_MAX)
      throw new Error('The document is larger than 20 MB.');
    return { ok: true, ...drawn };
  }
  const subject = fillTemplate(job.subject ?? '', data, true)
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .trim()
    .slice(0, 300);
  return {
    ok: true,
    subject,
    html: mailPage(mailHtml(root.children), subject, job.lang),
    text: mailText(root),
  };
}

function answer(job: RenderJob): RenderAnswer {
  try {
    return job.op === 'check'
      ? {
          ok: true,
          problems: checkTemplate(job.source),
          subjectProblems: job.subject === null ? [] : checkTemplate(job.subject),
        }
      : render(job);
  } catch (error) {
    return { ok: false, problem: String((error as Error)?.message ?? error).slice(0, 500) };
  }
}

/** What this process has used so far: the pool replaces it by its memory, and measures by its time. */
function used(): { rss: number; cpuMs: number } {
  const { user, system } = process.cpuUsage();
  return { rss: process.memoryUsage.rss(), cpuMs: (user + system) / 1000 };
}

process.on('message', (job: RenderJob) => {
  const done = answer(job);
  process.send?.({ id: job.id, answer: done, ...used() });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true, ...used() });
