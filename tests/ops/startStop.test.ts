import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { describe, expect, it } from 'vitest';
// first: it brings what the decorators of all others need
import { freshDatabase } from '../support/backhaul.ts';
import { startBackhaul } from '../../server/src/app/start.ts';
import { readConfig } from '../../server/src/config.ts';
import { StartupError } from '../../server/src/platform/startupError.ts';
import { manyCustomers, operatorToken } from '../support/billable.ts';
import {
  killProgram,
  ROOT,
  runProgram,
  says,
  startServerProcess,
  stopProgram,
} from '../support/process.ts';

const STOP_LIMIT_MS = 10_000;

/** What a start that fails says; it must be words for a person and the exit code 1. */
async function refusal(env: Record<string, string>): Promise<string> {
  const program = runProgram(['start'], { PORT: '0', SEED: 'none', ...env });
  const { code } = await program.ended;
  const said = program.output();
  expect(code, said).toBe(1);
  expect(said).toContain('Backhaul cannot start.');
  expect(said).not.toMatch(/\n\s+at .*:\d+:\d+/); // no stack trace
  return said;
}

/** What a start that cannot be throws: the same as its program says, without starting one. */
const refused = async (env: Record<string, string>): Promise<unknown> => {
  try {
    return await startBackhaul(readConfig(env));
  } catch (error) {
    return error;
  }
};

const SCHEMA = path.join(ROOT, 'server/schema.graphql');

describe('a start that cannot be says why', () => {
  it.each([
    ['a wrong variable', { PORT: 'many' }, /PORT:/],
    [
      'several wrong variables at once',
      { PORT: '70000', OPERATOR_EMAIL: 'nobody' },
      /PORT:[^]*OPERATOR_EMAIL:/,
    ],
    [
      'half an operator',
      { OPERATOR_EMAIL: 'a@isp.example' },
      /OPERATOR_EMAIL and OPERATOR_PASSWORD go together/,
    ],
    [
      'a pretended date in production',
      { NODE_ENV: 'production', BUSINESS_DATE: '2026-04-01' },
      /BUSINESS_DATE .* refused with NODE_ENV=production/,
    ],
    [
      'no server at the address',
      { DATABASE_URL: 'postgresql://backhaul:secret-words@127.0.0.1:1/backhaul' },
      /127\.0\.0\.1:1, database backhaul cannot be reached: .*ECONNREFUSED/,
    ],
    [
      'an unknown host',
      { DATABASE_URL: 'postgresql://backhaul@nowhere.invalid/backhaul' },
      /nowhere\.invalid:5432.* host name is not known/,
    ],
    [
      'another kind of address',
      { DATABASE_URL: 'mysql://localhost/backhaul' },
      /DATABASE_URL: must begin with postgresql:/,
    ],
    [
      'a broken address',
      { DATABASE_URL: 'postgresql://backhaul:secret-words@:::/backhaul' },
      /DATABASE_URL is not an address/,
    ],
    ['a folder that cannot be made', { DATA_DIR: '/dev/null/backhaul' }, /\/dev\/null\/backhaul/],
    ['a disk that cannot be written', { DATA_DIR: '/sys/backhaul' }, /\/sys\/backhaul/],
  ])('%s', async (_name, env, words) => {
    const problem: unknown = await refused({ PORT: '0', SEED: 'none', ...env });
    expect(problem).toBeInstanceOf(StartupError);
    expect((problem as Error).message).toMatch(words);
    expect((problem as Error).message).not.toContain('secret-words');
  });

  it('in a program of its own, which ends', async () => {
    const said = await refusal({
      DATABASE_URL: 'postgresql://backhaul:secret-words@127.0.0.1:1/backhaul',
    });
    expect(said).toMatch(/127\.0\.0\.1:1, database backhaul cannot be reached: .*ECONNREFUSED/);
    expect(said).not.toContain('secret-words');
  });

  it('a database that is not there', async () => {
    expect(
      await refusal({ DATABASE_URL: (await freshDatabase()).replace(/\/[^/]*$/, '/nowhere') }),
    ).toContain('database "nowhere" does not exist');
  });

  it('a port that is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => {
      taken.listen(0, '127.0.0.1', resolve);
    });
    const { port } = taken.address() as { port: number };
    expect(
      await refusal({
        DATABASE_URL: await freshDatabase(),
        SECRET_KEY: 'a secret key only for the tests',
        PORT: String(port),
      }),
    ).toMatch(new RegExp(`Port ${port} .* is taken`));
    taken.close();
  });
});

describe('a running server', () => {
  it(
    'is ready when it says so, answers those who watch it, and stops within ten seconds in the middle of work',
    { timeout: 120_000 },
    async () => {
      const { url, owner } = await manyCustomers(3000);
      const server = await startServerProcess(url);
      const get = async (at: string) => {
        const response = await fetch(`${server.url}${at}`);
        return { status: response.status, text: await response.text() };
      };
      expect(await get('/readyz')).toEqual({ status: 200, text: 'ready\n' });
      expect((await get('/healthz')).status).toBe(200);
      expect((await get('/metrics')).text).toContain('process_resident_memory_bytes');

      // what is built calls its types as the sources do
      const { data } = await server.ask(getIntrospectionQuery({ specifiedByUrl: true }));
      expect(printSchema(lexicographicSortSchema(buildClientSchema(data)))).toBe(
        printSchema(lexicographicSortSchema(buildSchema(readFileSync(SCHEMA, 'utf8')))),
      );

      const token = await operatorToken(server);
      const { closed } = await watching(server.url, token);
      await server.ask(
        'mutation { createBillingRun(input: { date: "2026-04-01" }) { id } }',
        {},
        token,
      );
      const { code, ms } = await stopProgram(server);
      expect(code, server.output()).toBe(0);
      expect(ms).toBeLessThan(STOP_LIMIT_MS);
      await closed;
      // what was begun is kept, and the next start goes on with it
      const status = async () =>
        (await owner.query('select status from billing_run')).rows[0].status;
      const next = await startServerProcess(url);
      await expect.poll(status, { timeout: 30_000 }).toBe('READY');
      expect((await stopProgram(next, 'SIGINT')).code).toBe(0);
      await owner.end();
    },
  );

  it('says not ready while the database is away, and comes back with it', async () => {
    const url = await freshDatabase();
    const server = await startServerProcess(url);
    const { default: pg } = await import('pg');
    const admin = new pg.Client({ connectionString: url.replace(/\/[^/]*$/, '/postgres') });
    await admin.connect();
    const name = url.split('/').at(-1)!;
    const ready = async () => (await fetch(`${server.url}/readyz`)).status;
    await admin.query(`alter database ${name} allow_connections false`);
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
      name,
    ]);
    await expect.poll(ready).toBe(503);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    await admin.query(`alter database ${name} allow_connections true`);
    await expect.poll(ready).toBe(200);
    await admin.end();
    expect((await stopProgram(server)).code, server.output()).toBe(0);
  });

  it(
    'brings its own database, takes it along when it stops, and survives being killed',
    { timeout: 120_000 },
    async () => {
      const folder = path.join(tmpdir(), `backhaul-ops-${randomBytes(4).toString('hex')}`);
      const env = {
        DATA_DIR: folder,
        PORT: '0',
        SEED: 'none',
        LOG_LEVEL: 'warn',
        DATABASE_URL: '',
      };
      const pidFile = path.join(folder, 'postgres/data/postmaster.pid');
      try {
        const first = runProgram(['start'], env);
        await says(first, 'is ready');
        await killProgram(first);
        expect(existsSync(pidFile)).toBe(true);
        const second = runProgram(['start'], env);
        await says(second, 'is ready');
        expect((await stopProgram(second)).code).toBe(0);
        await expect.poll(() => existsSync(pidFile), { timeout: 30_000 }).toBe(false);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});

/** A WebSocket with a subscription on it; open when this resolves; `closed` resolves when it is closed. */
async function watching(url: string, token: string): Promise<{ closed: Promise<void> }> {
  let wasClosed!: () => void;
  const closed = new Promise<void>((resolve) => {
    wasClosed = resolve;
  });
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${token}` },
    on: { closed: () => wasClosed() },
  });
  await new Promise<void>((resolve, reject) => {
    client.subscribe(
      { query: 'subscription { financeMetrics { asOf } }' },
      { next: () => resolve(), error: reject, complete: () => resolve() },
    );
  });
  return { closed };
}
