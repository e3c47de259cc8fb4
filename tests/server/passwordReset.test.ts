import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { openMailbox, type Mailbox } from '../support/mailbox.ts';
import { makeCustomer, makeTenant, makeUser } from '../support/tenants.ts';

let mailbox: Mailbox;
let server: TestServer;
let owner: pg.Client;
beforeAll(async () => {
  mailbox = await openMailbox();
  server = await startTestServer({ SMTP_URL: mailbox.url, MAIL_FROM: 'billing@isp.example' });
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.stop();
  await mailbox.close();
});

const request = (identifier: string) =>
  server.must<any>(
    'mutation ($i: String!) { requestPasswordReset(identifier: $i) }',
    { i: identifier },
    null,
  );
const RESET = 'mutation ($t: String!, $p: String!) { resetPassword(token: $t, password: $p) }';
async function linkTo(address: string, count = 1): Promise<string> {
  await vi.waitFor(() => {
    expect(mailbox.of(address)).toHaveLength(count);
  }, 10_000);
  return /token=([\w-]+)/.exec(String(mailbox.of(address).at(-1)!.mail.html))![1];
}

describe('a forgotten password', () => {
  it('is set anew by a user with the link of the mail, once; all sessions end', async () => {
    const tenant = await makeTenant(server, 'Reset Net');
    const user = await makeUser(server, tenant.id, 'MANAGER');
    expect(await request(user.email.toUpperCase())).toEqual({ requestPasswordReset: true });
    const token = await linkTo(user.email);
    expect(String(mailbox.of(user.email)[0].mail.html)).toContain('/admin/reset-password?token=');
    expect(await server.refused(RESET, { t: token, p: 'short' }, null)).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { password: expect.anything() },
    });
    expect(await server.must(RESET, { t: token, p: 'a brand new password' }, null)).toEqual({
      resetPassword: true,
    });
    expect(await server.signIn(user.email, 'a brand new password')).toBeTruthy();
    expect((await server.must<any>('{ viewer { id } }', {}, user.token)).viewer).toBeNull();
    expect(
      await server.refused(RESET, { t: token, p: 'yet another password' }, null),
    ).toMatchObject({ code: 'BAD_USER_INPUT', fields: { token: expect.anything() } });
  });

  it('works for customers by login or address, and by one of two at the same time', async () => {
    const tenant = await makeTenant(server, 'Portal Net');
    const customer = await makeCustomer(server, tenant.id, { email: 'portal@home.example' });
    await request(customer.login);
    const token = await linkTo('portal@home.example');
    const answers = await Promise.all(
      [0, 1, 2].map((n) =>
        server.ask<any>(RESET, { t: token, p: `new password number ${n}` }, null),
      ),
    );
    expect(answers.filter((answer) => answer.data?.resetPassword)).toHaveLength(1);
    expect(answers.filter((answer) => answer.errors?.[0].extensions.fields?.token)).toHaveLength(2);
  });

  it('ends its links when the password or the address changes in another way', async () => {
    const tenant = await makeTenant(server, 'Stale Net');
    const user = await makeUser(server, tenant.id, 'MANAGER');
    const customer = await makeCustomer(server, tenant.id, { email: 'stale@home.example' });
    const spent = async (token: string) =>
      expect(
        await server.refused(RESET, { t: token, p: 'taken by somebody else' }, null),
      ).toMatchObject({ code: 'BAD_USER_INPUT', fields: { token: expect.anything() } });
    await request(user.email);
    const first = await linkTo(user.email);
    await server.must(
      'mutation { changePassword(current: "a password for tests", next: "chosen under the profile") }',
      {},
      user.token,
    );
    await spent(first);
    await request(user.email);
    const second = await linkTo(user.email, 2);
    await server.must(
      'mutation ($id: ID!) { updateUser(id: $id, input: { email: "moved@tests.example" }) { id } }',
      { id: user.id },
      tenant.token,
    );
    await spent(second);
    await server.must(
      'mutation ($id: ID!) { sendWelcome(customerId: $id) { id } }',
      { id: customer.id },
      tenant.token,
    );
    const third = await linkTo('stale@home.example');
    await server.must(
      'mutation ($id: ID!) { updateCustomer(id: $id, input: { name: "Same Address" }) { id } }',
      { id: customer.id },
      tenant.token,
    );
    await server.must(
      'mutation ($id: ID!) { updateCustomer(id: $id, input: { email: "other@home.example" }) { id } }',
      { id: customer.id },
      tenant.token,
    );
    await spent(third);
    await request('other@home.example');
    await server.must(
      RESET,
      { t: await linkTo('other@home.example'), p: 'a brand new password' },
      null,
    );
  });

  it('gives the same answer for nobody, and sends nothing', async () => {
    const before = mailbox.arrived.length;
    expect(await request('nobody@nowhere.example')).toEqual({ requestPasswordReset: true });
    await vi.waitFor(async () => {
      expect(
        (
          await owner.query(
            `select 1 from graphile_worker.jobs where task_identifier = 'password-reset:request'`,
          )
        ).rowCount,
      ).toBe(0);
    }, 10_000);
    expect(mailbox.arrived.length).toBe(before);
    expect(
      await server.refused(RESET, { t: 'x'.repeat(43), p: 'a good long password' }, null),
    ).toMatchObject({ code: 'BAD_USER_INPUT', fields: { token: expect.anything() } });
  });

  it('leaves no token behind: hashed in the database, hidden in the outbox', async () => {
    const tenant = await makeTenant(server, 'Hidden Net');
    const user = await makeUser(server, tenant.id, 'MANAGER');
    await request(user.email);
    const token = await linkTo(user.email);
    await vi.waitFor(async () => {
      expect(
        (await owner.query(`select status from message where user_id = $1`, [user.id])).rows[0]
          .status,
      ).toBe('SENT');
    }, 10_000);
    const { rows } = await owner.query(
      'select to_jsonb(m) as message, to_jsonb(r) as reset from message m join password_reset r on r.id = m.reset_id where m.user_id = $1',
      [user.id],
    );
    expect(JSON.stringify(rows)).not.toContain(token);
    const { messages } = await server.must<any>(
      'query ($p: ID) { messages(filter: { partnerId: $p }) { nodes { id kind body status } } }',
      { p: tenant.id },
      tenant.token,
    );
    expect(messages.nodes[0]).toMatchObject({ kind: 'RESET_MAIL', status: 'SENT' });
    expect(messages.nodes[0].body).toContain('reset-password?token=…');
    expect(
      await server.refused(
        'mutation ($id: ID!) { resendMessage(id: $id) { id } }',
        { id: messages.nodes[0].id },
        tenant.token,
      ),
    ).toMatchObject({ code: 'CONFLICT', reason: 'LINK_SPENT' });
  });

  it('expires', async () => {
    const tenant = await makeTenant(server, 'Old Net');
    const user = await makeUser(server, tenant.id, 'MANAGER');
    await request(user.email);
    const token = await linkTo(user.email);
    await owner.query(
      `update password_reset set expires_at = now() - interval '1 second' where user_id = $1`,
      [user.id],
    );
    expect(
      await server.refused(RESET, { t: token, p: 'a good long password' }, null),
    ).toMatchObject({ code: 'BAD_USER_INPUT', fields: { token: expect.anything() } });
  });

  it('is asked for only so often', async () => {
    for (let i = 0; i < 5; i += 1) await request('again@nowhere.example');
    expect(
      await server.refused(
        'mutation { requestPasswordReset(identifier: "again@nowhere.example") }',
        {},
        null,
      ),
    ).toMatchObject({ code: 'RATE_LIMITED' });
  });

  it('is set for the first time from a welcome', async () => {
    const tenant = await makeTenant(server, 'Welcome Net');
    const customer = await makeCustomer(server, tenant.id, {
      email: 'new@home.example',
      password: undefined,
    });
    const { sendWelcome } = await server.must<any>(
      'mutation ($id: ID!) { sendWelcome(customerId: $id) { kind to } }',
      { id: customer.id },
      tenant.token,
    );
    expect(sendWelcome).toEqual({ kind: 'WELCOME_MAIL', to: 'new@home.example' });
    await server.must(
      RESET,
      { t: await linkTo('new@home.example'), p: 'my very first password' },
      null,
    );
    expect(await server.signIn(customer.login, 'my very first password')).toBeTruthy();
  });
});
