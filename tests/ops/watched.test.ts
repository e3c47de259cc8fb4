import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { expect, it } from 'vitest';
import { hashPassword } from '../../server/src/modules/access/password.ts';
import { freshDatabase } from '../support/backhaul.ts';
import { operatorToken } from '../support/billable.ts';
import { runProgram, says, startServerProcess, stopProgram } from '../support/process.ts';
import { Socket } from '../support/socket.ts';

it('the figures of the process are for this machine, and from elsewhere for whoever has the token', async () => {
  const url = await freshDatabase();
  const ask = async (base: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${base}/metrics`, { headers });
    return [response.status, (await response.text()).includes('process_resident_memory_bytes')];
  };
  const closed = await startServerProcess(url);
  expect(await ask(closed.url)).toEqual([200, true]);
  // through a proxy on this machine the whole world comes from the loopback address
  for (const header of ['X-Forwarded-For', 'Forwarded', 'X-Real-IP'])
    expect(await ask(closed.url, { [header]: '127.0.0.1' }), header).toEqual([403, false]);
  await stopProgram(closed);
  const open = await startServerProcess(url, { METRICS_TOKEN: 'a token for prometheus' });
  expect(await ask(open.url)).toEqual([401, false]);
  for (const wrong of [
    'Bearer a token',
    'Bearer ',
    'a token for prometheus',
    `Basic ${btoa('a token for prometheus')}`,
  ])
    expect(await ask(open.url, { authorization: wrong }), wrong).toEqual([401, false]);
  expect(
    await ask(open.url, {
      authorization: 'Bearer a token for prometheus',
      'x-forwarded-for': '203.0.113.7',
    }),
  ).toEqual([200, true]);
  await stopProgram(open);
});

it.each([
  ['in production', { NODE_ENV: 'production' }],
  [
    'for an operator of its own',
    { OPERATOR_EMAIL: 'owner@isp.example', OPERATOR_PASSWORD: 'correct horse battery' },
  ],
])(
  'the embedded database %s holds no sample accounts',
  { timeout: 120_000 },
  async (_name, env) => {
    const folder = path.join(tmpdir(), `backhaul-ops-${randomBytes(4).toString('hex')}`);
    const program = runProgram(['start'], {
      DATA_DIR: folder,
      PORT: '0',
      LOG_LEVEL: 'warn',
      DATABASE_URL: '',
      SEED: '',
      ...env,
    });
    try {
      await says(program, 'is ready');
      const [, base] = /GraphQL\s+(http:\/\/\S+)\/graphql/.exec(program.output())!;
      const signIn = async (identifier: string, password: string) => {
        const response = await fetch(`${base}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            query:
              'mutation ($i: String!, $p: String!) { signIn(identifier: $i, password: $p) { viewer { name } } }',
            variables: { i: identifier, p: password },
          }),
        });
        return JSON.stringify(await response.json());
      };
      for (const who of ['admin@demo.example', 'reseller@demo.example', 'demo'])
        expect(await signIn(who, 'backhaul-demo'), who).toContain('UNAUTHENTICATED');
      expect(program.output()).not.toContain('backhaul-demo');
      if ('OPERATOR_EMAIL' in env)
        expect(await signIn(env.OPERATOR_EMAIL, env.OPERATOR_PASSWORD)).toContain('"viewer"');
    } finally {
      await stopProgram(program);
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

it(
  'sample accounts that came along into production are spoken of',
  { timeout: 120_000 },
  async () => {
    const url = await freshDatabase();
    await stopProgram(await startServerProcess(url));
    const owner = new pg.Client({ connectionString: url });
    await owner.connect();
    await owner.query(
      `insert into app_user (partner_id, partner_path, email, email_key, name, password_hash, role) select id, path, 'admin@demo.example', 'admin@demo.example', 'Ada', $1, 'SUPER_ADMINISTRATOR' from partner where number = 1`,
      [await hashPassword('backhaul-demo')],
    );
    const server = await startServerProcess(url, { SEED: '', NODE_ENV: 'production' });
    expect(server.output()).toContain('sample accounts whose password is published');
    await owner.query('update app_user set active = false');
    await owner.end();
    await stopProgram(server);
    const quiet = await startServerProcess(url, { SEED: '', NODE_ENV: 'production' });
    expect(quiet.output()).not.toContain('sample accounts');
    await stopProgram(quiet);
  },
);

it('a WebSocket message beyond the limit, or a frame that is none, is a line of the log and closes its socket alone', async () => {
  const server = await startServerProcess(await freshDatabase(), {
    OPERATOR_EMAIL: 'owner@isp.example',
    OPERATOR_PASSWORD: 'correct horse battery',
  });
  const token = await operatorToken(server);
  const ready = server.output().length;
  const open = () => new Socket(server.url).init({ authorization: `Bearer ${token}` });
  const [other, long, broken] = [await open(), await open(), await open()];
  long.send('x'.repeat(200_000));
  expect(await long.code()).toBe(1009);
  (broken.ws as unknown as { _socket: NodeJS.WritableStream })._socket.write(
    Buffer.from([0xff, 0xff, 0xff, 0xff]),
  );
  await broken.code();
  await expect
    .poll(() => server.output().slice(ready).split('\n').filter(Boolean).length)
    .toBeGreaterThanOrEqual(2);
  for (const line of server.output().slice(ready).split('\n').filter(Boolean))
    expect(JSON.parse(line)).toMatchObject({ level: 40, msg: 'a WebSocket broke' });
  other.send({ type: 'ping' });
  await other.until(() => other.messages.find((message) => message.type === 'pong'));
  other.end();
  await stopProgram(server);
});
