// npm run bench -- rehearsal: twelve months of runs to come for 100,000 customers, written nowhere, and the books' check
// over them; how long each takes, and the most memory that the server's process took.
import type { Postgres } from '../../server/src/platform/postgres.ts';
import { movedIn } from './moveIn.ts';
import { startBenchServer } from './server.ts';

const MONTHS = 12;

/** One row for each. */
export async function rehearsalBench(
  postgres: Postgres,
  customers: number,
): Promise<Record<string, string | number>[]> {
  const { url } = await movedIn(postgres, 'bench', customers);
  const server = await startBenchServer(url, '2026-04-01', { WORKER: 'none' });
  const rows: Record<string, string | number>[] = [];
  const measure = async (what: string, query: string) => {
    server.forgetPeak();
    const started = performance.now();
    await server.ask(query);
    rows.push({
      what,
      customers,
      s: ((performance.now() - started) / 1000).toFixed(1),
      'MB at most': server.memoryMb().most,
    });
  };
  try {
    for (const months of [1, MONTHS])
      await measure(
        `${months} months`,
        `{ rehearsal(input: { from: "2026-04-01", months: ${months} }) { months { invoiceCount } } }`,
      );
    await measure('books', '{ books { name holds } }');
  } finally {
    await server.stop();
  }
  return rows;
}
