import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { manyCustomers, operatorToken } from '../support/billable.ts';
import { openMailbox } from '../support/mailbox.ts';
import { killProgram, startServerProcess, stopProgram } from '../support/process.ts';

const CUSTOMERS = 60;

it('nobody gets a mail twice, though the server is killed again and again while it sends', async () => {
  const { url, owner } = await manyCustomers(CUSTOMERS);
  const mailbox = await openMailbox();
  // slow enough to be killed between the last byte and the answer
  mailbox.behave = {
    data: async () => {
      await pause(100);
      return null;
    },
  };
  const start = () =>
    startServerProcess(url, { SMTP_URL: mailbox.url, MAIL_FROM: 'billing@isp.example' });
  const count = async (where: string): Promise<number> =>
    (await owner.query<{ n: number }>(`select count(*)::int n from message where ${where}`)).rows[0]
      .n;

  let server = await start();
  const token = await operatorToken(server);
  await server.ask(
    'mutation { createBillingRun(input: { date: "2026-04-01" }) { id } }',
    {},
    token,
  );
  const reached = async (status: string) => {
    for (;;) {
      const {
        rows: [run],
      } = await owner.query('select id, status, fingerprint, failure from billing_run');
      if (run.status === status) return run;
      if (run.failure) throw new Error(run.failure);
      await pause(20);
    }
  };
  const run = await reached('READY');
  await server.ask(
    'mutation ($id: ID!, $f: String!) { confirmBillingRun(id: $id, fingerprint: $f) { status } }',
    { id: run.id, f: run.fingerprint },
    token,
  );
  await reached('PROCESSED');
  expect(await count('true')).toBe(CUSTOMERS);

  for (const arrived of [8, 25]) {
    await mailbox.until(arrived, 60_000);
    await killProgram(server);
    const killed = Date.now();
    const { rows: held } = await owner.query<{ id: string }>(
      `select id from message where status = 'SENDING' and transmitting_at is null`,
    );
    server = await start();
    // what it had taken and not begun goes on by itself
    await expect
      .poll(
        () =>
          count(
            `status = 'SENDING' and lease_until < now() - interval '30 seconds' or id in (${held.map(({ id }) => `'${id}'`).join() || 'null'}) and status <> 'SENT'`,
          ),
        { timeout: 90_000 },
      )
      .toBe(0);
    expect(Date.now() - killed).toBeLessThan(60_000);
  }
  await expect.poll(() => count(`status in ('QUEUED', 'SENDING')`), { timeout: 90_000 }).toBe(0);

  const mails = new Map<string, number>();
  for (const { to } of mailbox.arrived) mails.set(to[0], (mails.get(to[0]) ?? 0) + 1);
  expect([...mails].filter(([, times]) => times > 1)).toEqual([]);
  const { rows } = await owner.query<{ status: string; error: string | null; email: string }>(
    'select m.status, m.error, c.email from message m join customer c on c.id = m.customer_id',
  );
  expect(rows).toHaveLength(CUSTOMERS);
  expect(rows.filter(({ status, email }) => status === 'SENT' && !mails.has(email))).toEqual([]);
  // of those that were on their way when it died nobody can know; a person is told, and decides
  const unsure = rows.filter(({ status }) => status !== 'SENT');
  for (const { status, error } of unsure)
    expect([status, error]).toEqual(['FAILED', expect.stringContaining('may have arrived')]);
  expect(unsure.length).toBeLessThan(CUSTOMERS / 2);
  expect((await stopProgram(server)).code).toBe(0);
  await mailbox.close();
  await owner.end();
}, 300_000);
