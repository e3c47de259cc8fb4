import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { manyCustomers, operatorToken, wrongsAfterRun } from '../support/billable.ts';
import {
  killProgram,
  startServerProcess,
  stopProgram,
  type ServerProcess,
} from '../support/process.ts';

const LONG = process.env.BACKHAUL_LONG === 'yes';
const CUSTOMERS = LONG ? 20_000 : 2000;
const KILLS_PER_PHASE = LONG ? 12 : 1;
/** A kill falls anywhere into what follows the moment that work began: a chunk takes about this long. */
const WITHIN_MS = 400;

it(
  'charges everybody exactly once, whenever the server is killed',
  async () => {
    const { url, owner } = await manyCustomers(CUSTOMERS);
    const run = async () =>
      (
        await owner.query<{
          id: string;
          status: string;
          processed: number;
          fingerprint: string | null;
          failure: string | null;
        }>('select id, status, processed, fingerprint, failure from billing_run')
      ).rows[0];
    const kills: string[] = [];
    let server: ServerProcess = await startServerProcess(url);

    /** Lets the phase begin or go on, kills it at a random moment, starts the server again. */
    async function killDuring(phase: 'PREVIEWING' | 'CONFIRMING'): Promise<void> {
      for (let n = 0; n < KILLS_PER_PHASE; n += 1) {
        const before = await run();
        if (before.status !== phase) return;
        const moment = Math.round(Math.random() * WITHIN_MS);
        await pause(moment);
        await killProgram(server);
        const after = await run();
        kills.push(
          `${phase} at ${after.processed} of ${CUSTOMERS}, ${moment} ms after ${before.processed}`,
        );
        server = await startServerProcess(url);
      }
    }
    async function reached(status: string): Promise<void> {
      for (let now = await run(); now.status !== status; now = await run()) {
        if (now.status === 'FAILED') throw new Error(now.failure!);
        await pause(20);
      }
    }

    const token = await operatorToken(server);
    await server.ask(
      'mutation { createBillingRun(input: { date: "2026-04-01" }) { id } }',
      {},
      token,
    );
    await killDuring('PREVIEWING');
    await reached('READY');
    const { id, fingerprint } = await run();
    const { errors } = await server.ask(
      'mutation ($id: ID!, $f: String!) { confirmBillingRun(id: $id, fingerprint: $f) { status } }',
      { id, f: fingerprint },
      token,
    );
    expect(errors).toBeUndefined();
    await killDuring('CONFIRMING');
    await reached('PROCESSED');

    expect(kills.length, kills.join('\n')).toBeGreaterThanOrEqual(2);
    expect(await wrongsAfterRun(owner), kills.join('\n')).toEqual({});
    const {
      rows: [made],
    } = await owner.query(
      'select (select count(*)::int from charge) charges, (select count(*)::int from invoice) invoices, (select customer_count from billing_run) counted',
    );
    expect(made).toEqual({ charges: CUSTOMERS, invoices: CUSTOMERS, counted: CUSTOMERS });
    expect((await stopProgram(server)).code).toBe(0);
    await owner.end();
  },
  LONG ? 900_000 : 240_000,
);
