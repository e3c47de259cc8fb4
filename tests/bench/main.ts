// npm run bench: customers move in by command and are billed for a year through the server; what preview plus confirm cost in
// the first and the twelfth month beside a plain COPY of the very same rows, and the server's memory.
// Then documents per second beside headless Chromium. Ratios of one run on one machine; never part of the tests.
// Sizes: npm run bench -- 10000 100000; documents alone: npm run bench -- documents 5000; lists by custom fields: npm run bench -- fields;
// long lists: npm run bench -- lists 1000000; figures of dashboards: npm run bench -- metrics; a night: npm run bench -- dunning
// runs that come by themselves: npm run bench -- automation
import { automationBench } from './automation.ts';
import { customFieldsBench } from './customFields.ts';
import { openBenchServer } from './database.ts';
import { documentsBench } from './documents.ts';
import { billingRunBench } from './billingRun.ts';
import { dunningBench } from './dunning.ts';
import { listsBench } from './lists.ts';
import { metricsBench } from './metrics.ts';

if (process.argv[2] === 'fields') {
  const server = await openBenchServer();
  console.table(await customFieldsBench(server, Number(process.argv[3]) || 100_000));
  await server.stop();
  process.exit(0);
}
if (process.argv[2] === 'lists') {
  const invoices = Number(process.argv[3]) || 1_000_000;
  const server = await openBenchServer();
  console.table(await listsBench(server, { partners: 50, customers: invoices / 10, invoices }));
  await server.stop();
  process.exit(0);
}
if (process.argv[2] === 'metrics') {
  const server = await openBenchServer();
  const invoices = Number(process.argv[3]) || 1_000_000;
  console.table(
    await metricsBench(server, [
      { partners: 50, customers: 100_000, invoices },
      { partners: 5000, customers: 100_000, invoices },
    ]),
  );
  await server.stop();
  process.exit(0);
}
if (process.argv[2] === 'automation') {
  const server = await openBenchServer();
  console.table(await automationBench(server, Number(process.argv[3]) || 1000));
  await server.stop();
  process.exit(0);
}
if (process.argv[2] === 'dunning') {
  const server = await openBenchServer();
  console.table(await dunningBench(server, Number(process.argv[3]) || 100_000));
  await server.stop();
  process.exit(0);
}
if (process.argv[2] === 'documents') {
  await printDocuments(Number(process.argv[3]) || undefined);
  process.exit(0);
}
const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((size) => size > 0);
const postgres = await openBenchServer();
const table: Record<string, string | number>[] = [];
for (const customers of sizes.length ? sizes : [10_000, 100_000])
  table.push(...(await billingRunBench(postgres, customers)));
console.table(table);
await postgres.stop();
await printDocuments();
process.exit(0);

async function printDocuments(many?: number): Promise<void> {
  const { speed, memory } = await documentsBench(many);
  console.table(speed);
  console.table(memory);
}
