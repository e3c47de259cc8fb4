import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type pg from 'pg';
import { manyCustomers, operatorToken, wrongsAfterRun } from '../support/billable.ts';
import {
  runProgram,
  says,
  startServerProcess,
  stopProgram,
  type Program,
  type ServerProcess,
} from '../support/process.ts';
import { SECRET } from '../support/secret.ts';

const CUSTOMERS = 1500;
let a: ServerProcess,
  b: ServerProcess,
  worker: Program,
  owner: pg.Client,
  url: string,
  token: string;
beforeAll(async () => {
  const made = await manyCustomers(CUSTOMERS);
  ({ owner, url } = made);
  worker = runProgram(['worker'], {
    DATABASE_URL: made.url,
    SECRET_KEY: SECRET,
    LOG_LEVEL: 'warn',
  });
  [a, b] = await Promise.all([
    startServerProcess(made.url),
    startServerProcess(made.url),
    says(worker, 'ready'),
  ]);
  token = await operatorToken(a);
});
afterAll(async () => {
  const stopped = await Promise.all([a, b, worker].map((each) => stopProgram(each)));
  expect(stopped.map(({ code }) => code)).toEqual([0, 0, 0]);
  await owner.end();
});

/** Every run that server b tells of, until one has the status. */
async function heardOnB(id: string, status: string, begin: () => Promise<void>): Promise<string[]> {
  const client = createClient({
    url: `${b.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
  });
  const heard: string[] = [];
  let begun: Promise<void> | undefined;
  for await (const { data, errors } of client.iterate<{ billingRunProgress: { status: string } }>({
    query: 'subscription ($id: ID!) { billingRunProgress(id: $id) { status progress } }',
    variables: { id },
  })) {
    if (errors) throw errors[0];
    begun ??= begin();
    heard.push(data!.billingRunProgress.status);
    if (heard.at(-1) === status) break;
  }
  await begun;
  await client.dispose();
  return heard;
}

it('two servers and a worker do every job once, and each hears what the others do', async () => {
  const {
    data: {
      createBillingRun: [{ id }],
    },
  } = await a.ask('mutation { createBillingRun(input: { date: "2026-04-01" }) { id } }', {}, token);
  expect((await heardOnB(id, 'READY', async () => {})).at(-1)).toBe('READY');
  const {
    data: {
      billingRun: { fingerprint },
    },
  } = await b.ask('query ($id: ID!) { billingRun(id: $id) { fingerprint } }', { id }, token);

  const confirm = (server: ServerProcess) =>
    server.ask(
      'mutation ($id: ID!, $f: String!) { confirmBillingRun(id: $id, fingerprint: $f) { status } }',
      { id, f: fingerprint },
      token,
    );
  let answers: any[] = [];
  const heard = await heardOnB(id, 'PROCESSED', async () => {
    answers = await Promise.all([confirm(a), confirm(b), confirm(a), confirm(b)]);
  });
  expect(heard).toContain('CONFIRMING');
  const refusals = answers
    .flatMap((answer) => answer.errors ?? [])
    .map((error) => error.extensions.reason);
  expect(refusals).toEqual(['ALREADY_CONFIRMED', 'ALREADY_CONFIRMED', 'ALREADY_CONFIRMED']);

  expect(await wrongsAfterRun(owner)).toEqual({});
  expect((await confirm(b)).errors[0].extensions.reason).toBe('ALREADY_CONFIRMED');
  expect((await owner.query('select count(*)::int n from charge')).rows[0].n).toBe(CUSTOMERS);
});

it('a password is kept as a hash that takes what guessing should cost', async () => {
  const { viewer } = (await a.ask('{ viewer { partner { id } } }', {}, token)).data;
  const { data } = await a.ask(
    'mutation ($i: UserInput!) { createUser(input: $i) { id } }',
    {
      i: {
        partnerId: viewer.partner.id,
        email: 'new@isp.example',
        name: 'New',
        role: 'READ_ONLY',
        password: 'long enough',
      },
    },
    token,
  );
  const { rows } = await owner.query('select password_hash from app_user where id = $1', [
    data.createUser.id,
  ]);
  expect(rows[0].password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

it('a session ended on one server ends on the other', async () => {
  const second = await operatorToken(a);
  expect((await b.ask('{ viewer { email } }', {}, second)).data.viewer).not.toBeNull();
  await a.ask('mutation { signOut }', {}, second);
  expect((await b.ask('{ viewer { email } }', {}, second)).data.viewer).toBeNull();
  expect((await b.ask('{ customers { totalCount } }', {}, second)).errors[0].extensions.code).toBe(
    'UNAUTHENTICATED',
  );
});

it('a server with another secret key is refused', async () => {
  const stranger = runProgram(['start'], {
    DATABASE_URL: url,
    PORT: '0',
    SECRET_KEY: 'some other secret key',
  });
  const { code } = await stranger.ended;
  expect(code).toBe(1);
  expect(stranger.output()).toContain('SECRET_KEY is not the one');
});
