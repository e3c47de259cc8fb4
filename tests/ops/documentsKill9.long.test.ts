import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { readPdf } from '../support/files.ts';
import { manyCustomers, operatorToken } from '../support/billable.ts';
import {
  RENDERER,
  killProgram,
  startServerProcess,
  stopProgram,
  type ServerProcess,
} from '../support/process.ts';

const DOCUMENTS = Number(process.env.DOCUMENTS) || 400;

interface JobNow {
  status: string;
  done: number;
  total: number;
  error: string | null;
  url: string | null;
}

/** The most memory that a process ever had, in MB. */
function peakMegabytes(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1000;
}
function renderers(): number[] {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .flatMap((pid) => {
      try {
        return RENDERER.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')) ? [Number(pid)] : [];
      } catch {
        return [];
      }
    });
}

it('makes every document of a job once, though the server is killed while it makes them', async () => {
  const { url, owner } = await manyCustomers(DOCUMENTS);
  let server: ServerProcess = await startServerProcess(url);
  const token = await operatorToken(server);
  await server.ask(
    'mutation { createBillingRun(input: { date: "2026-04-01" }) { id } }',
    {},
    token,
  );
  const reached = async (status: string) => {
    for (;;) {
      const {
        rows: [run],
      } = await owner.query('select id, status, fingerprint, failure from billing_run');
      if (run.status === status) return run;
      if (run.failure) throw new Error(run.failure);
      await pause(50);
    }
  };
  const run = await reached('READY');
  await server.ask(
    'mutation ($id: ID!, $f: String!) { confirmBillingRun(id: $id, fingerprint: $f) { status } }',
    { id: run.id, f: run.fingerprint },
    token,
  );
  await reached('PROCESSED');

  const order = async (format: string): Promise<string> =>
    (
      await server.ask(
        'mutation ($f: DocumentJobFormat!) { createDocumentJob(input: { format: $f, filter: {} }) { id total } }',
        { f: format },
        token,
      )
    ).data.createDocumentJob.id;
  const now = async (id: string): Promise<JobNow> =>
    (
      await server.ask(
        'query ($id: ID!) { documentJob(id: $id) { status done total error url } }',
        { id },
        token,
      )
    ).data.documentJob;
  const until = async (id: string, what: (job: JobNow) => boolean): Promise<JobNow> => {
    for (;;) {
      const job = await now(id);
      if (job.status === 'FAILED') throw new Error(job.error!);
      if (what(job)) return job;
      await pause(50);
    }
  };
  const before = new Set(renderers());
  const [zip, pdf] = [await order('ZIP'), await order('PDF')];
  const seen = new Set<number>();
  await until(zip, (job) => {
    seen.add(job.done);
    return job.done >= 50;
  });
  const working = renderers().filter((pid) => !before.has(pid));
  expect(working.length).toBeGreaterThan(0);
  await killProgram(server);
  // the renderers end with it
  await expect
    .poll(() => renderers().filter((pid) => working.includes(pid)), { timeout: 5000 })
    .toEqual([]);
  const {
    rows: [left],
  } = await owner.query('select status, done, attempts from document_job where id = $1', [zip]);
  expect(left).toMatchObject({ status: 'RUNNING', attempts: 1 });

  server = await startServerProcess(url);
  const atStart = peakMegabytes(server.child.pid!);
  const [readyZip, readyPdf] = await Promise.all([
    until(zip, (job) => job.status === 'READY'),
    until(pdf, (job) => job.status === 'READY'),
  ]);
  expect([readyZip, readyPdf]).toMatchObject([
    { done: DOCUMENTS, total: DOCUMENTS },
    { done: DOCUMENTS, total: DOCUMENTS },
  ]);
  expect(seen.size).toBeGreaterThan(1);
  const load = async (job: JobNow) =>
    Buffer.from(
      await (
        await fetch(`${server.url}${job.url}`, { headers: { authorization: `Bearer ${token}` } })
      ).arrayBuffer(),
    );
  const packed = await load(readyZip);
  const numbers = (
    await owner.query<{ number: string }>('select number from invoice order by number')
  ).rows.map((row) => row.number);
  const count = packed.readUInt16LE(packed.length - 12);
  const names: string[] = [];
  for (let i = 0, at = packed.readUInt32LE(packed.length - 6); i < count; i++) {
    const length = packed.readUInt16LE(at + 28),
      from = packed.readUInt32LE(at + 42);
    names.push(packed.toString('utf8', at + 46, at + 46 + length));
    expect(packed.toString('latin1', from + 30 + length, from + 35 + length)).toBe('%PDF-');
    at += 46 + length;
  }
  // two partners may have given out the same number
  expect(names.map((name) => /^invoice-(\d+)(-\d+)?\.pdf$/.exec(name)![1]).sort()).toEqual(numbers);
  expect(new Set(names).size).toBe(DOCUMENTS);
  const merged = await readPdf(await load(readyPdf));
  expect(merged.pages).toBe(DOCUMENTS);
  const peak = peakMegabytes(server.child.pid!);
  console.log(
    `server's most memory after its start, and with two jobs of ${DOCUMENTS}: ${Math.round(atStart)}, ${Math.round(peak)} MB; files ${Math.round(packed.length / 1e6)} MB`,
  );
  expect(peak).toBeLessThan(700);
  expect((await stopProgram(server)).code).toBe(0);
  await owner.end();
}, 300_000);
