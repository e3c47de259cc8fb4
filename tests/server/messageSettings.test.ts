import { createServer, type Server } from 'node:http';
import { generateKeyPairSync } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { composeMail } from '../../server/src/platform/mailer.ts';
import {
  isPrivateByName,
  isPublicAddress,
  outboundAddress,
} from '../../server/src/platform/outbound.ts';
import { open, seal } from '../../server/src/platform/secretBox.ts';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { openMailbox, type Mailbox } from '../support/mailbox.ts';
import { story } from '../support/story.ts';
import { makeCustomer, makeTenant, makeUser, type Tenant } from '../support/tenants.ts';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
let mailbox: Mailbox;
let server: TestServer;
let owner: pg.Client;
let north: Tenant;
let child: Tenant;
beforeAll(async () => {
  mailbox = await openMailbox({
    authOptional: false,
    allowInsecureAuth: true,
    hideSTARTTLS: false,
    onAuth: (auth, _session, done) => {
      if (auth.username === 'reseller' && auth.password === 'smtp secret')
        done(null, { user: 'reseller' });
      else done(Object.assign(new Error('wrong'), { responseCode: 535 }));
    },
  });
  server = await startTestServer({ OUTBOUND_PRIVATE: 'allow' });
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  north = await makeTenant(server, 'North Net');
  child = await makeTenant(server, 'North Village', { parentId: north.id });
});
afterAll(async () => {
  await owner.end();
  await server.stop();
  await mailbox.close();
});

const FIELDS =
  'invoiceAutoSend invoiceDelayHours weekdays fromHour toHour bcc attachPdf replyTo overridden sendsMail sendsSms mailServer { host port security user from hasPassword } dkim { domain selector } smsGateway { url hasToken } provenance { key origin originName setBy inheritedValue } partner { name }';
const read = async (id: string, token: string): Promise<any> =>
  (
    await server.must<any>(
      `query ($p: ID!) { notificationSettings(partnerId: $p) { ${FIELDS} } }`,
      { p: id },
      token,
    )
  ).notificationSettings;
const UPDATE = `mutation ($p: ID!, $i: NotificationSettingsInput!) { updateNotificationSettings(partnerId: $p, input: $i) { ${FIELDS} } }`;
const update = async (id: string, input: object, token: string): Promise<any> =>
  (await server.must<any>(UPDATE, { p: id, i: input }, token)).updateNotificationSettings;
const of = (settings: any, key: string) =>
  settings.provenance.find((each: { key: string }) => each.key === key);

describe('notification settings', () => {
  it('inherit with provenance, and return to inheriting with null', async () => {
    expect(await read(child.id, child.token)).toMatchObject({
      invoiceAutoSend: true,
      fromHour: 0,
      toHour: 24,
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      overridden: [],
      sendsMail: false,
    });
    await update(
      north.id,
      { fromHour: 8, toHour: 18, weekdays: [5, 1, 1], bcc: 'books@north.example' },
      north.token,
    );
    const seen = await read(child.id, child.token);
    expect(seen).toMatchObject({
      fromHour: 8,
      weekdays: [1, 5],
      bcc: 'books@north.example',
      overridden: [],
    });
    expect(of(seen, 'fromHour')).toMatchObject({
      origin: 'INHERITED',
      originName: null,
      setBy: null,
      inheritedValue: 8,
    }); // who set it above shows to nobody below
    expect(of(await read(child.id, north.token), 'fromHour')).toMatchObject({
      origin: 'INHERITED',
      originName: 'North Net',
    });
    const own = await update(child.id, { fromHour: 10 }, child.token);
    expect(own).toMatchObject({ fromHour: 10, overridden: ['fromHour'] });
    expect(of(own, 'fromHour')).toMatchObject({ origin: 'HERE', inheritedValue: 8 });
    expect(await update(child.id, { fromHour: null }, child.token)).toMatchObject({
      fromHour: 8,
      overridden: [],
    });
  });

  it('say of mails to some customers how many would be held', async () => {
    const set = await makeTenant(server, 'Set Net');
    const customers: string[] = [];
    for (const partnerId of [north.id, child.id, set.id])
      customers.push((await makeCustomer(server, partnerId)).id);
    const HELD = 'query ($c: [ID!]!) { heldMails(customerIds: $c) }';
    const held = async () => (await server.must(HELD, { c: customers })).heldMails;
    expect(await held()).toBe(3);
    await update(
      set.id,
      { mailServer: { host: 'mail.example.com', port: 465, security: 'TLS', from: 'a@b.example' } },
      set.token,
    );
    expect(await held()).toBe(2);
    // whose customers are somebody else's, like those that there are not
    expect(await server.refused(HELD, { c: customers }, set.token)).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('refuse what cannot be, by name', async () => {
    const refused = async (input: object) =>
      (await server.refused(UPDATE, { p: child.id, i: input }, child.token)).fields;
    expect(await refused({ fromHour: 24 })).toHaveProperty('fromHour');
    expect(await refused({ toHour: 0 })).toHaveProperty('toHour');
    expect(await refused({ fromHour: 19 })).toHaveProperty('fromHour'); // ends at 18 above
    expect(await refused({ weekdays: [] })).toHaveProperty('weekdays');
    expect(await refused({ bcc: 'a@b.example\nBcc: all@b.example' })).toHaveProperty('bcc');
    expect(await refused({ fromName: 'A\r\nB' })).toHaveProperty('fromName');
    expect(
      await refused({
        mailServer: {
          host: 'mail.example.com',
          port: 25,
          security: 'NONE',
          password: 'x',
          from: 'a@b.example',
        },
      }),
    ).toHaveProperty(['mailServer.security']);
    expect(
      await refused({
        mailServer: { host: 'http://x', port: 25, security: 'TLS', from: 'a@b.example' },
      }),
    ).toHaveProperty(['mailServer.host']);
    expect(await refused({ smsGateway: { url: 'ftp://sms.example' } })).toHaveProperty([
      'smsGateway.url',
    ]);
    expect(
      await refused({ dkim: { domain: 'north.example', selector: 's1', privateKey: 'nonsense' } }),
    ).toHaveProperty(['dkim.privateKey']);
    const reader = await makeUser(server, child.id, 'READ_ONLY');
    expect(
      await server.refused(UPDATE, { p: child.id, i: { fromHour: 9 } }, reader.token),
    ).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('leave the way that links to set a password take to those who may set passwords anyway', async () => {
    const clerk = await makeUser(server, child.id, 'FINANCIAL_MANAGER');
    await update(child.id, { bcc: 'books@village.example' }, clerk.token);
    await update(child.id, { bcc: null }, clerk.token);
    for (const mailServer of [
      { host: 'mail.elsewhere.example', port: 25, security: 'NONE', from: 'a@elsewhere.example' },
      null,
    ])
      expect(
        await server.refused(UPDATE, { p: child.id, i: { mailServer } }, clerk.token),
      ).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('forget a password rather than send it in the clear', async () => {
    const mail = {
      host: 'mail.village.example',
      port: 587,
      user: 'billing',
      from: 'a@village.example',
    };
    await update(
      child.id,
      { mailServer: { ...mail, security: 'STARTTLS', password: 'a secret' } },
      child.token,
    );
    expect(
      (await update(child.id, { mailServer: { ...mail, security: 'TLS' } }, child.token)).mailServer
        .hasPassword,
    ).toBe(true);
    expect(
      (await update(child.id, { mailServer: { ...mail, security: 'NONE' } }, child.token))
        .mailServer.hasPassword,
    ).toBe(false);
    await update(child.id, { mailServer: null }, child.token);
  });

  it('keep secrets sealed, and give them to nobody', async () => {
    const set = await update(
      north.id,
      {
        fromHour: null,
        toHour: null,
        weekdays: null,
        bcc: null,
        mailServer: {
          host: '127.0.0.1',
          port: mailbox.port,
          security: 'STARTTLS',
          user: 'reseller',
          password: 'smtp secret',
          from: 'billing@north.example',
        },
        dkim: { domain: 'north.example', selector: 's1', privateKey },
      },
      north.token,
    );
    expect(set.mailServer).toEqual({
      host: '127.0.0.1',
      port: mailbox.port,
      security: 'STARTTLS',
      user: 'reseller',
      from: 'billing@north.example',
      hasPassword: true,
    });
    const { rows } = await owner.query(
      'select to_jsonb(s) as setting from message_setting s union all select to_jsonb(a) from audit_entry a',
    );
    expect(JSON.stringify(rows)).not.toMatch(/smtp secret|PRIVATE KEY/);
    const below = await read(child.id, child.token);
    expect(below).toMatchObject({ mailServer: null, sendsMail: true });
    expect(JSON.stringify(below)).not.toContain('billing@north.example');
    // a password is for the server it was given for
    expect(
      (
        await update(
          north.id,
          {
            mailServer: {
              host: 'elsewhere.example',
              port: 25,
              security: 'STARTTLS',
              user: 'reseller',
              from: 'billing@north.example',
            },
          },
          north.token,
        )
      ).mailServer.hasPassword,
    ).toBe(false);
    expect(
      (
        await update(
          north.id,
          {
            mailServer: {
              host: '127.0.0.1',
              port: mailbox.port,
              security: 'NONE',
              from: 'billing@north.example',
            },
          },
          north.token,
        )
      ).mailServer.hasPassword,
    ).toBe(false);
  });
});

describe("sending in a partner's name", () => {
  it('signs in, signs with DKIM, and tells a wrong password from a refused message', async () => {
    const relay = {
      host: '127.0.0.1',
      port: mailbox.port,
      user: 'reseller',
      from: 'billing@north.example',
    };
    await update(
      north.id,
      {
        mailServer: { ...relay, security: 'STARTTLS', password: 'smtp secret' },
        dkim: { domain: 'north.example', selector: 's1', privateKey },
      },
      north.token,
    );
    const scope = (await server.app.boundary.jobScope(north.id))!;
    const { sealSecret } = await import('../../server/src/modules/messages/sender.ts');
    const customer = await makeCustomer(server, child.id, {
      email: 'signed@home.example',
      name: 'A\u202eB',
    });
    const invoice = (
      await server.must<any>('mutation ($i: InvoiceInput!) { createInvoice(input: $i) { id } }', {
        i: {
          customerId: customer.id,
          documentDate: '2026-06-01',
          lines: [{ description: 'Router', quantity: '1', unitPrice: '50' }],
        },
      })
    ).createInvoice;
    const message = async () =>
      (
        await server.must<any>(
          'query ($i: ID) { messages(filter: { invoiceId: $i }) { nodes { id status error attemptLog { outcome } } } }',
          { i: invoice.id },
        )
      ).messages.nodes[0];
    await vi.waitFor(async () => {
      expect(await message()).toMatchObject({
        status: 'QUEUED',
        attemptLog: [{ outcome: 'SERVER' }],
      });
    }, 15_000);
    expect((await message()).error).toMatch(/certificate/); // where encryption is asked for, it is with that server and no other
    await update(north.id, { mailServer: { ...relay, security: 'NONE' } }, north.token);
    // without encryption no password is taken by the API: put there as if it had been
    await server.app.boundary.inSql(scope, (sql) =>
      sql.rows(
        `update message_setting set secrets = secrets || jsonb_build_object('mailServer', $2::text) where partner_id = $1`,
        [north.id, sealSecret(server.app, north.id, 'mailServer', 'smtp secret')],
      ),
    );
    await server.must('mutation ($id: ID!) { sendMessageNow(id: $id) { id } }', {
      id: (await message()).id,
    });
    await vi.waitFor(() => {
      expect(mailbox.of('signed@home.example')).toHaveLength(1);
    }, 10_000);
    const [{ raw, mail, user, from }] = mailbox.of('signed@home.example');
    expect(user).toBe('reseller');
    expect(from).toBe('billing@north.example');
    expect(mail.from?.value[0].name).toBe('North Village'); // the reseller below, by the address of whose server it is
    const signature = /^DKIM-Signature: [^]*?(?=^\S)/m
      .exec(raw.replace(/\r\n/g, '\n'))?.[0]
      .replace(/\s+/g, ' ');
    expect(signature).toMatch(/d=north\.example;/);
    expect(signature).toMatch(/s=s1;/);
  });

  it('can put nothing of a name or a subject into the headers', async () => {
    const bytes = (
      await composeMail(
        {
          from: { name: 'Eve\r\nBcc: a@b.example', address: 'a@c.example' },
          to: { name: 'X\nSubject: no', address: 'x@y.example' },
          subject: 'Hello\r\nBcc: victim@b.example\r\n\r\nbody',
          text: 'text',
        },
        null,
      )
    ).toString();
    const headers = bytes
      .slice(0, bytes.indexOf('\r\n\r\n'))
      .split('\r\n')
      .filter((line) => !/^\s/.test(line))
      .map((line) => line.split(':')[0].toLowerCase());
    expect(headers).not.toContain('bcc');
    expect(headers.filter((name) => name === 'subject')).toHaveLength(1);
  });
});

describe('text messages', () => {
  let gateway: Server;
  const asked: { body: any; token: string | undefined; key: string | undefined }[] = [];
  let answer = 200;
  beforeAll(async () => {
    gateway = createServer((req, res) => {
      let body = '';
      req.on('data', (part) => {
        body += part;
      });
      req.on('end', () => {
        asked.push({
          body: JSON.parse(body),
          token: req.headers.authorization,
          key: req.headers['idempotency-key'] as string,
        });
        res.writeHead(answer).end('{}');
      });
    });
    await new Promise<void>((resolve) => {
      gateway.listen(0, '127.0.0.1', resolve);
    });
  });
  afterAll(() => {
    gateway.close();
  });

  it('go through the gateway with the same queue', async () => {
    const tenant = await makeTenant(server, 'Text Net');
    const customer = await makeCustomer(server, tenant.id, {
      email: null,
      phone: '+49 170 1234-567',
    });
    await update(tenant.id, { paymentSms: true }, tenant.token);
    await story(server).pay({ customerId: customer.id, amount: '10.00', date: '2026-06-01' });
    const messages = async () =>
      (
        await server.must<any>(
          'query ($i: ID) { messages(filter: { customerId: $i }) { nodes { id channel status to error attemptLog { outcome } } } }',
          { i: customer.id },
        )
      ).messages.nodes;
    expect(await messages()).toMatchObject([
      { channel: 'SMS', status: 'HELD', to: '+49 170 1234-567' },
    ]);
    answer = 503;
    const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/send`;
    expect(
      await update(tenant.id, { smsGateway: { url, token: 'sms token' } }, tenant.token),
    ).toMatchObject({ smsGateway: { url, hasToken: true }, sendsSms: true });
    await vi.waitFor(async () => {
      expect(await messages()).toMatchObject([
        { status: 'QUEUED', attemptLog: [{ outcome: 'SERVER' }] },
      ]);
    }, 10_000);
    answer = 202;
    const [{ id }] = await messages();
    await server.must('mutation ($id: ID!) { sendMessageNow(id: $id) { id } }', { id });
    await vi.waitFor(async () => {
      expect(await messages()).toMatchObject([{ status: 'SENT' }]);
    }, 10_000);
    expect(asked.at(-1)).toMatchObject({
      token: 'Bearer sms token',
      key: id,
      body: { id, to: '+491701234567', text: expect.stringMatching(/\S/) },
    });
  });
});

describe('what partners name', () => {
  it('is refused inside private networks', async () => {
    for (const address of [
      '127.0.0.1',
      '10.1.2.3',
      '172.31.0.1',
      '192.168.0.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '224.0.0.1',
      '::1',
      'fe80::1',
      'fc00::1',
      '::ffff:127.0.0.1',
      '::ffff:7f00:1',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
    ])
      expect(isPublicAddress(address), address).toBe(false);
    for (const address of ['8.8.8.8', '1.1.1.1', '2606:4700:4700::1111'])
      expect(isPublicAddress(address), address).toBe(true);
    // however it is written: what can be told without asking for the name
    for (const host of [
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f000001',
      '::1',
      '[fe80::1]',
      'localhost',
      'LocalHost.',
      'mail.localhost',
    ])
      expect(isPrivateByName(host), host).toBe(true);
    for (const host of ['8.8.8.8', '2606:4700:4700::1111', 'mail.example.com', 'localhost.example'])
      expect(isPrivateByName(host), host).toBe(false);
    await expect(outboundAddress('127.0.0.1', false)).rejects.toThrow(/private network/);
    await expect(outboundAddress('localhost', false)).rejects.toThrow(/private network/);
    await expect(outboundAddress('[::1]', false)).rejects.toThrow(/private network/);
    expect((await outboundAddress('127.0.0.1', true)).address).toBe('127.0.0.1');
  });
  it('is sealed so that only its purpose opens it', () => {
    const sealed = seal('a key of the installation', 'one', 'geheim €');
    expect(sealed).not.toContain('geheim');
    expect(open('a key of the installation', 'one', sealed)).toBe('geheim €');
    expect(seal('a key of the installation', 'one', 'geheim €')).not.toBe(sealed);
    expect(() => open('a key of the installation', 'two', sealed)).toThrow();
    expect(() => open('another key', 'one', sealed)).toThrow();
    expect(() =>
      open(
        'a key of the installation',
        'one',
        `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`,
      ),
    ).toThrow();
  });
});
