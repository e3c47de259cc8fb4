import { expect, it } from 'vitest';
import { manyCustomers, operatorToken } from '../support/billable.ts';
import { startServerProcess, stopProgram } from '../support/process.ts';

const CUSTOMERS = 100_000;
const MINUTE_MS = 60_000;

it(`checks the books of ${CUSTOMERS.toLocaleString('en-GB')} customers within a minute`, async () => {
  const { url, owner } = await manyCustomers(CUSTOMERS);
  const server = await startServerProcess(url);
  const run = async () =>
    (
      await owner.query<{ id: string; status: string; fingerprint: string | null }>(
        'select id, status, fingerprint from billing_run',
      )
    ).rows[0];
  const token = await operatorToken(server);
  await server.ask(
    'mutation { createBillingRun(input: { date: "2026-04-01" }) { id } }',
    {},
    token,
  );
  await expect.poll(async () => (await run()).status, { timeout: 240_000 }).toBe('READY');
  const { id, fingerprint } = await run();
  await server.ask(
    'mutation ($id: ID!, $f: String!) { confirmBillingRun(id: $id, fingerprint: $f) { id } }',
    { id, f: fingerprint },
    token,
  );
  await expect.poll(async () => (await run()).status, { timeout: 240_000 }).toBe('PROCESSED');
  const begun = performance.now();
  const { data } = await server.ask('{ books { name holds checked offending } }', {}, token);
  const took = performance.now() - begun;
  expect(data.books.filter(({ holds }: { holds: boolean }) => !holds)).toEqual([]);
  expect(data.books[0]).toMatchObject({ name: 'LEDGER', checked: CUSTOMERS });
  // told beside the result: how far from the limit it is
  process.stdout.write(`books of ${CUSTOMERS} customers: ${Math.round(took)} ms\n`);
  expect(took).toBeLessThan(MINUTE_MS);
  await stopProgram(server);
  await owner.end();
}, 600_000);
