import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { openMailbox, type Mailbox } from '../support/mailbox.ts';
import { makeTenant, makeTree, makeUser, NOWHERE, type Tenant } from '../support/tenants.ts';

let mailbox: Mailbox;
let server: TestServer;
let north: Tenant;
let child: Tenant;
let south: Tenant;
beforeAll(async () => {
  mailbox = await openMailbox();
  server = await startTestServer({ OUTBOUND_PRIVATE: 'allow' });
  ({ north, northChild: child, south } = await makeTree(server));
});
afterAll(async () => {
  await server.stop();
  await mailbox.close();
});

const SEND = 'mutation ($p: ID!) { sendTestMail(partnerId: $p) { to sent words } }';
const setServer = (tenant: Tenant, input: object = {}) =>
  server.must(
    'mutation ($p: ID!, $i: NotificationSettingsInput!) { updateNotificationSettings(partnerId: $p, input: $i) { sendsMail } }',
    {
      p: tenant.id,
      i: {
        mailServer: {
          host: '127.0.0.1',
          port: mailbox.port,
          security: 'NONE',
          from: 'billing@north.example',
        },
        ...input,
      },
    },
    tenant.token,
  );

describe('a test mail', () => {
  it('needs a mail server, and says so', async () => {
    expect(await server.refused(SEND, { p: north.id }, north.token)).toMatchObject({
      code: 'CONFLICT',
      reason: 'NO_MAIL_SERVER',
      message: expect.stringContaining('North Net'),
    });
  });

  it("goes to whoever asks, the way the partner's messages do", async () => {
    await setServer(north, { replyTo: 'help@north.example' });
    const { sendTestMail } = await server.must<any>(SEND, { p: child.id }, child.token);
    expect(sendTestMail).toEqual({
      to: child.email,
      sent: true,
      words: expect.stringMatching(/./),
    });
    const [{ mail, raw }] = mailbox.of(child.email);
    expect(mail.from?.value[0]).toEqual({
      name: 'North Village',
      address: 'billing@north.example',
    });
    expect(mail.replyTo?.value[0].address).toBe('help@north.example');
    // of a server above only that there is one shows
    expect(raw.slice(raw.indexOf('\r\n\r\n'))).not.toContain('127.0.0.1');
    const owner = new pg.Client({ connectionString: server.ownerUrl });
    await owner.connect();
    const { rows } = await owner.query(
      `select entity_id, partner_id, after from audit_entry where action = 'test-mail'`,
    );
    await owner.end();
    expect(rows).toEqual([
      { entity_id: child.id, partner_id: child.id, after: { to: child.email, outcome: 'SENT' } },
    ]);
  });

  it('says what the mail server said when it refuses', async () => {
    mailbox.behave = { rcpt: () => 550 };
    expect((await server.must<any>(SEND, { p: north.id }, north.token)).sendTestMail).toMatchObject(
      { to: north.email, sent: false, words: expect.stringContaining('550') },
    );
    mailbox.behave = {};
  });

  it('is for whoever may change the settings, inside its own tree, and not often', async () => {
    const reader = await makeUser(server, north.id, 'READ_ONLY');
    expect((await server.refused(SEND, { p: north.id }, reader.token)).code).toBe('FORBIDDEN');
    expect((await server.refused(SEND, { p: north.id }, south.token)).code).toBe('NOT_FOUND');
    expect((await server.refused(SEND, { p: NOWHERE }, north.token)).code).toBe('NOT_FOUND');
    const busy = await makeTenant(server, 'Busy Net');
    await setServer(busy);
    for (let i = 0; i < 5; i += 1) await server.must(SEND, { p: busy.id }, busy.token);
    expect((await server.refused(SEND, { p: busy.id }, busy.token)).code).toBe('RATE_LIMITED');
    expect(mailbox.of(busy.email)).toHaveLength(5);
  });
});
