import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { manyCustomers, operatorToken, wrongsAfterRun } from '../support/billable.ts';
import { killProgram, startServerProcess, stopProgram } from '../support/process.ts';

const CUSTOMERS = 2000;
const KILLS = 10;
/** A kill falls anywhere into what follows the moment that work began. */
const WITHIN_MS = 300;

it('work on many records does each exactly once, whenever the server is killed', async () => {
  const { url, owner } = await manyCustomers(CUSTOMERS);
  let server = await startServerProcess(url);
  const job = async () =>
    (
      await owner.query<{
        id: string;
        status: string;
        looked: number;
        done: number;
        fingerprint: string;
      }>('select id, status, looked, done, fingerprint from mass_job')
    ).rows[0];
  /** Kills it a moment after a count was reached, and starts it again. */
  async function killedAfter(count: 'looked' | 'done', n: number): Promise<void> {
    while ((await job())[count] < n) await pause(5);
    await pause(Math.random() * WITHIN_MS);
    await killProgram(server);
    server = await startServerProcess(url);
  }
  async function reached(status: string): Promise<void> {
    for (let now = await job(); now.status !== status; now = await job()) {
      expect(now.status).not.toBe('FAILED');
      await pause(20);
    }
  }

  const token = await operatorToken(server);
  const looking = await server.ask(
    'mutation { previewCharges(filter: {}, date: "2026-04-01") { id } }',
    {},
    token,
  );
  expect(looking.errors).toBeUndefined();
  await killedAfter('looked', 0);
  await reached('READY');
  const { id, fingerprint } = await job();
  const CONFIRM =
    'mutation ($id: ID!, $f: String!) { confirmMassJob(id: $id, fingerprint: $f) { id } }';
  const confirmed = await server.ask(CONFIRM, { id, f: fingerprint }, token);
  expect(confirmed.errors).toBeUndefined();
  for (let n = 1; n <= KILLS; n += 1)
    await killedAfter('done', Math.floor((n * CUSTOMERS) / (KILLS + 2)));
  await reached('DONE');
  expect((await job()).done).toBe(CUSTOMERS);
  expect(await wrongsAfterRun(owner)).toEqual({});
  expect((await stopProgram(server)).code).toBe(0);
  await owner.end();
}, 300_000);
