// npm run bench -- importScreen: a file of many customers, each with its first service, sent, mapped, checked and imported
// through the API as the page does it; how long each step takes, and the server's memory.
import type { Postgres } from '../../server/src/platform/postgres.ts';
import { movedIn } from './moveIn.ts';
import { startBenchServer, type BenchServer } from './server.ts';

const LOOK_MS = 250;
const PATIENCE_MS = 30 * 60_000;

/** One row: seconds of each step, rows a second of all of them, and what the server took of memory meanwhile. */
export async function importScreenBench(
  postgres: Postgres,
  customers: number,
): Promise<Record<string, string | number>[]> {
  const { url } = await movedIn(postgres, 'bench_import', 10);
  const server = await startBenchServer(url, '2026-04-01');
  try {
    const lines = Array.from(
      { length: customers },
      (_, n) =>
        `S${n},Customer ${n},s${n}@example.net,s${n},ACTIVE,P1,2026-03-01,"${n % 9}.50",${n} Main Road,Berlin`,
    );
    const file = new Blob([
      `customer,name,email,login,status,tariff,startDate,balance,street,city\n${lines.join('\n')}\n`,
    ]);
    const before = server.memoryMb().now;
    server.forgetPeak();
    const times = [performance.now()];
    const lap = () => times.push(performance.now());
    const { id: fileId } = await server.send('/files?purpose=import', file);
    lap();
    const { createImport: job } = await server.ask(
      'mutation ($f: ID!) { createImport(kind: CUSTOMER, fileId: $f) { id columns { index target } } }',
      { f: fileId },
    );
    const id = job.id as string;
    await server.ask(
      'mutation ($id: ID!, $i: ImportMappingInput!) { setImportMapping(id: $id, input: $i) { id } }',
      {
        id,
        i: { columns: job.columns, constants: { partner: '2' } },
      },
    );
    lap();
    await server.ask('mutation ($id: ID!) { checkImport(id: $id) { id } }', { id });
    const checked = await settled(server, id);
    lap();
    await server.ask(
      'mutation ($id: ID!, $f: String!) { runImport(id: $id, fingerprint: $f) { id } }',
      {
        id,
        f: checked.fingerprint,
      },
    );
    const done = await settled(server, id);
    lap();
    const [sent, read, check, run] = times
      .slice(1)
      .map((time, i) => ((time - times[i]) / 1000).toFixed(1));
    const all = (times.at(-1)! - times[0]) / 1000;
    return [
      {
        customers,
        status: done.status,
        created: done.creates,
        'sent s': sent,
        'read s': read,
        'checked s': check,
        'imported s': run,
        'customers/s': Math.round(customers / all),
        'server MB before': before,
        'server MB at most': server.memoryMb().most,
      },
    ];
  } finally {
    await server.stop();
  }
}

async function settled(
  server: BenchServer,
  id: string,
): Promise<{ status: string; creates: number; fingerprint: string }> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end;) {
    const { importJob } = await server.ask(
      'query ($id: ID!) { importJob(id: $id) { status creates fingerprint failure } }',
      { id },
    );
    if (importJob.status === 'FAILED') throw new Error(importJob.failure);
    if (!['CHECKING', 'RUNNING'].includes(importJob.status)) return importJob;
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_MS);
    });
  }
  throw new Error('the import does not end');
}
