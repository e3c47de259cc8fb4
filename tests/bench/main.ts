// npm run bench: what preview plus confirm costs beside a plain COPY of the very same rows, and the server's memory.
// Ratios of one run on one machine; never part of the tests. Sizes: npm run bench -- 10000 100000
import { openBenchServer } from './database.ts';
import { billingRunBench } from './billingRun.ts';

const sizes = process.argv.slice(2).map(Number).filter((size) => size > 0);
const postgres = await openBenchServer();
const table: Record<string, string | number>[] = [];
for (const customers of sizes.length ? sizes : [10_000, 100_000]) table.push(await billingRunBench(postgres, customers));
console.table(table);
await postgres.stop();
process.exit(0);
