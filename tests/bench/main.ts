// npm run bench: customers move in by command and are billed for a year through the server; what preview plus confirm cost in
// the first and the twelfth month beside a plain COPY of the very same rows, and the server's memory.
// Then documents per second beside headless Chromium. Ratios of one run on one machine; never part of the tests.
// Sizes: npm run bench -- 10000 100000; documents alone: npm run bench -- documents 5000; lists by custom fields: npm run bench -- fields;
// long lists: npm run bench -- lists 1000000; figures of dashboards: npm run bench -- metrics; a night: npm run bench -- dunning
// runs that come by themselves: npm run bench -- automation; months ahead: npm run bench -- rehearsal
// a bank's file: npm run bench -- bank 100000; the lists of its entries: npm run bench -- bankQueue 1000000
// a file imported on screen: npm run bench -- importScreen 100000
// opening a dashboard: npm run bench -- dashboard 100000; many who watch: npm run bench -- watchers 2000
// reports over twelve months of so many customers: npm run bench -- reports 100000
// a month of usage, and its run with and without: npm run bench -- usage 1000000
import { automationBench } from './automation.ts';
import { bankBench } from './bank.ts';
import { bankQueueBench } from './bankQueue.ts';
import { customFieldsBench } from './customFields.ts';
import { dashboardBench } from './dashboard.ts';
import { openBenchServer } from './database.ts';
import { documentsBench } from './documents.ts';
import { billingRunBench } from './billingRun.ts';
import { dunningBench } from './dunning.ts';
import { importScreenBench } from './importScreen.ts';
import { listsBench } from './lists.ts';
import { metricsBench } from './metrics.ts';
import { rehearsalBench } from './rehearsal.ts';
import { reportsBench } from './reports.ts';
import { usageBench } from './usage.ts';
import { watchersBench } from './watchers.ts';
import type { Postgres } from '../../server/src/platform/postgres.ts';

type Table = Record<string, string | number>[];

/** What can be measured alone: by its name, with its usual size. */
const ALONE: Record<
  string,
  { size: number; bench: (server: Postgres, size: number) => Promise<Table> }
> = {
  fields: { size: 100_000, bench: customFieldsBench },
  lists: {
    size: 1_000_000,
    bench: (server, invoices) =>
      listsBench(server, { partners: 50, customers: invoices / 10, invoices }),
  },
  metrics: {
    size: 1_000_000,
    bench: (server, invoices) =>
      metricsBench(server, [
        { partners: 50, customers: 100_000, invoices },
        { partners: 5000, customers: 100_000, invoices },
      ]),
  },
  dashboard: { size: 100_000, bench: dashboardBench },
  watchers: { size: 2000, bench: watchersBench },
  automation: { size: 1000, bench: automationBench },
  dunning: { size: 100_000, bench: dunningBench },
  rehearsal: { size: 100_000, bench: rehearsalBench },
  usage: { size: 1_000_000, bench: usageBench },
  bank: { size: 100_000, bench: bankBench },
  bankQueue: { size: 1_000_000, bench: bankQueueBench },
  importScreen: { size: 100_000, bench: importScreenBench },
  reports: { size: 100_000, bench: reportsBench },
};

const [, , what = '', size] = process.argv;
const alone = ALONE[what];
if (alone) {
  const server = await openBenchServer();
  console.table(await alone.bench(server, Number(size) || alone.size));
  await server.stop();
  process.exit(0);
}
if (what === 'documents') {
  await printDocuments(Number(size) || undefined);
  process.exit(0);
}
const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((size) => size > 0);
/** months=1 bills only the first. */
const months = Number(/\bmonths=(\d+)/.exec(process.argv.join(' '))?.[1]) || undefined;
const postgres = await openBenchServer();
const table: Record<string, string | number>[] = [];
for (const customers of sizes.length ? sizes : [10_000, 100_000])
  table.push(...(await billingRunBench(postgres, customers, months)));
console.table(table);
await postgres.stop();
await printDocuments();
process.exit(0);

async function printDocuments(many?: number): Promise<void> {
  const { speed, memory } = await documentsBench(many);
  console.table(speed);
  console.table(memory);
}
