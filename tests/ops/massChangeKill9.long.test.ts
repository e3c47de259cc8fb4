import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { manyCustomers, operatorToken } from '../support/billable.ts';
import { killProgram, startServerProcess, stopProgram } from '../support/process.ts';

const CUSTOMERS = 600;
const KILLS = 5;
/** A kill falls anywhere into what follows the moment that work began. */
const WITHIN_MS = 300;

it('a change of many customers is done and taken back exactly once each, whenever the server is killed', async () => {
  const { url, owner } = await manyCustomers(CUSTOMERS);
  let server = await startServerProcess(url);
  const job = async () =>
    (
      await owner.query<{
        id: string;
        status: string;
        looked: number;
        done: number;
        undone: number;
        fingerprint: string;
      }>('select id, status, looked, done, undone, fingerprint from mass_job')
    ).rows[0];
  /** Kills it a moment after a count was reached, and starts it again. */
  async function killedAfter(count: 'looked' | 'done' | 'undone', n: number): Promise<void> {
    while ((await job())[count] < n) await pause(5);
    await pause(Math.random() * WITHIN_MS);
    await killProgram(server);
    server = await startServerProcess(url);
  }
  async function killedAgainAndAgain(count: 'looked' | 'done' | 'undone'): Promise<void> {
    for (let n = 1; n <= KILLS; n += 1)
      await killedAfter(count, Math.floor((n * CUSTOMERS) / (KILLS + 2)));
  }
  async function reached(status: string): Promise<void> {
    for (let now = await job(); now.status !== status; now = await job()) {
      expect(now.status).not.toBe('FAILED');
      await pause(20);
    }
  }
  /** How many customers have a billing day of their own, and how often that was written down. */
  const counted = async () =>
    (
      await owner.query<{ own: number; written: number }>(
        `select (select count(*)::int from customer where billing->>'billingDay' = '15') own,
          (select count(*)::int from audit_entry where action = 'update-billing') written`,
      )
    ).rows[0];

  const token = await operatorToken(server);
  const ask = async (query: string, variables: object) =>
    expect((await server.ask(query, variables, token)).errors).toBeUndefined();
  await ask('mutation ($i: MassChangeInput!) { previewMassChange(input: $i) { id } }', {
    i: {
      list: 'customers',
      filter: {},
      steps: [{ field: 'billing.billingDay', operation: 'SET', value: 15 }],
    },
  });
  await killedAgainAndAgain('looked');
  await reached('READY');
  expect(await counted()).toEqual({ own: 0, written: 0 });
  const { id, fingerprint } = await job();
  await ask(
    'mutation ($id: ID!, $f: String!) { confirmMassJob(id: $id, fingerprint: $f) { id } }',
    { id, f: fingerprint },
  );
  await killedAgainAndAgain('done');
  await reached('DONE');
  expect((await job()).done).toBe(CUSTOMERS);
  expect(await counted()).toEqual({ own: CUSTOMERS, written: CUSTOMERS });
  await ask('mutation ($id: ID!) { undoMassJob(id: $id) { id } }', { id });
  await killedAgainAndAgain('undone');
  await reached('UNDONE');
  expect((await job()).undone).toBe(CUSTOMERS);
  expect(await counted()).toEqual({ own: 0, written: 2 * CUSTOMERS });
  expect((await stopProgram(server)).code).toBe(0);
  await owner.end();
}, 600_000);
