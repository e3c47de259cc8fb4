import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { makeCustomer, makeTree, makeUser, type Tenant } from '../support/tenants.ts';

let server: TestServer;
let owner: pg.Client;
let north: Tenant;
let customer: { id: string; login: string };
/** The welcome of the customer, which waits. */
let welcome: string;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  ({ north } = await makeTree(server));
  customer = await makeCustomer(server, north.id, { email: 'home@mail.example' });
  ({
    sendWelcome: { id: welcome },
  } = await server.must('mutation ($c: ID!) { sendWelcome(customerId: $c) { id } }', {
    c: customer.id,
  }));
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

const MESSAGE =
  'query ($id: ID!) { message(id: $id) { subject body } messagePreview(id: $id) { subject body } }';
const PREVIEW =
  'mutation ($p: ID!, $k: TemplateKind!, $s: String!, $d: ID) { previewDocumentTemplate(partnerId: $p, kind: $k, source: $s, subject: $s, documentId: $d) { html subject errors } }';

describe('the address of a customer that waits for its first link', () => {
  it('is moved by nobody who may not decide how it signs in', async () => {
    const fresh = await makeCustomer(server, north.id, {
      email: 'fresh@mail.example',
      login: null,
      password: null,
    });
    const { token } = await makeUser(server, north.id, 'CUSTOMER_CREATOR');
    const move = (email: string) =>
      server.ask(
        'mutation ($id: ID!, $e: String) { updateCustomer(id: $id, input: { email: $e }) { id } }',
        { id: fresh.id, e: email },
        token,
      );
    expect((await move('right@mail.example')).errors).toBeUndefined();
    await server.must('mutation ($c: ID!) { sendWelcome(customerId: $c) { id } }', { c: fresh.id });
    expect((await move('mine@evil.example')).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect((await move('right@mail.example')).errors).toBeUndefined();
  });
});

describe.each([
  ['READ_ONLY', false],
  ['FINANCIAL_MANAGER', false],
  ['ADMINISTRATOR', true],
])('the login of a customer, which %s reads: %s', (role, reads) => {
  let token: string;
  beforeAll(async () => {
    ({ token } = await makeUser(server, north.id, role));
  });

  it('is printed by no template that a preview tries', async () => {
    const { previewDocumentTemplate: shown } = await server.must(
      PREVIEW,
      {
        p: north.id,
        k: 'WELCOME_MAIL',
        s: '{{customer.name}}: {{customer.login}}',
        d: customer.id,
      },
      token,
    );
    expect(shown.errors).toEqual([]);
    expect(shown.subject.includes(customer.login)).toBe(reads);
    expect(shown.html.includes(customer.login)).toBe(reads);
    expect(shown.html).toMatch(/Customer \d+: /);
  });

  it('stands in no message that waits, and in none that was sent', async () => {
    const waits = await server.must(MESSAGE, { id: welcome }, token);
    expect(waits.messagePreview.body.includes(customer.login)).toBe(reads);
    const sent = (text: string) =>
      owner.query('update message set body = $2, subject = $3 where id = $1', [
        welcome,
        text,
        `For ${customer.login}`,
      ]);
    await sent(
      `<p class="x" title='${customer.login}'>Hello ${customer.login}-x, <b>${customer.login.toUpperCase()}</b></p>`,
    );
    const { message, messagePreview } = await server.must(MESSAGE, { id: welcome }, token);
    for (const { subject, body } of [message, messagePreview]) {
      expect([subject, body].map((text) => text.toLowerCase().includes(customer.login))).toEqual([
        reads,
        reads,
      ]);
      if (!reads) expect(body).toBe(`<p class="x" title='…'>Hello …-x, <b>…</b></p>`);
    }
    await owner.query('update message set body = null, subject = null where id = $1', [welcome]);
  });
});
