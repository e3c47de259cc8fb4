import { createClient } from 'graphql-ws';
import pg from 'pg';
import WebSocket from 'ws';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { freshDatabase, startTestServer, type TestServer } from '../support/backhaul.ts';
import { wakePartners } from '../../server/src/modules/messages/wake.ts';
import { openMailbox, type Mailbox } from '../support/mailbox.ts';
import { confirm, preview, story } from '../support/story.ts';
import { makeCustomer, makeTenant, makeUser, NOWHERE, type Tenant } from '../support/tenants.ts';

const MESSAGE =
  'id channel kind to subject status sendAfter sentAt attempts error body attemptLog { outcome detail } invoice { number } customer { name }';

let mailbox: Mailbox;
let server: TestServer;
let owner: pg.Client;
let tell: ReturnType<typeof story>;

beforeAll(async () => {
  mailbox = await openMailbox();
  server = await startTestServer({
    SMTP_URL: mailbox.url,
    MAIL_FROM: 'billing@isp.example',
    OUTBOUND_PRIVATE: 'allow',
  });
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  tell = story(server);
});
afterAll(async () => {
  await owner.end();
  await server.stop();
  await mailbox.close();
});
afterEach(() => {
  mailbox.behave = {};
});

const settings = (partnerId: string, input: object, token?: string) =>
  server.must<any>(
    'mutation ($p: ID!, $i: NotificationSettingsInput!) { updateNotificationSettings(partnerId: $p, input: $i) { overridden } }',
    { p: partnerId, i: input },
    token,
  );
const messagesOf = async (filter: object, token?: string): Promise<any[]> =>
  (
    await server.must<any>(
      `query ($f: MessageFilter) { messages(filter: $f, first: 100) { nodes { ${MESSAGE} } } }`,
      { f: filter },
      token,
    )
  ).messages.nodes;
const invoiceFor = async (
  customerId: string,
  input: object = {},
): Promise<{ id: string; number: string }> =>
  (
    await server.must<any>(
      'mutation ($i: InvoiceInput!) { createInvoice(input: $i) { id number } }',
      {
        i: {
          customerId,
          documentDate: '2026-06-01',
          lines: [{ description: 'Router', quantity: '1', unitPrice: '50' }],
          ...input,
        },
      },
    )
  ).createInvoice;
const voided = (id: string) =>
  server.must('mutation ($id: ID!) { voidInvoice(id: $id, reason: "A mistake") { status } }', {
    id,
  });

async function settledMessage(filter: object, status: string, ms = 6_000): Promise<any> {
  for (const end = Date.now() + ms; ;) {
    const found = (await messagesOf(filter)).find((message) => message.status === status);
    if (found) return found;
    if (Date.now() > end)
      throw new Error(`no ${status} message: ${JSON.stringify(await messagesOf(filter))}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}

let made = 0;
/** A partner with a customer that has an address. */
async function tenant(input: object = {}): Promise<Tenant & { customer: string; email: string }> {
  const partner = await makeTenant(server, `Net ${(made += 1)}`);
  if (Object.keys(input).length) await settings(partner.id, input);
  const mail = `customer${made}@home.example`;
  const { id } = await makeCustomer(server, partner.id, {
    email: mail,
    name: `Zoë Müller ${made}`,
  });
  return { ...partner, customer: id, email: mail };
}

describe('a partner that is moved', () => {
  it('while the mail server takes its time has its message sent, and known to be', async () => {
    const [target, mover] = [
      await makeTenant(server, 'New Parent'),
      await makeTenant(server, 'Moves On'),
    ];
    const customer = await makeCustomer(server, mover.id, { email: 'moves@home.example' });
    mailbox.behave.data = async () => {
      await server.must(
        'mutation ($id: ID!, $p: ID!) { movePartner(id: $id, parentId: $p) { id } }',
        { id: mover.id, p: target.id },
      );
      return null;
    };
    const { id } = await invoiceFor(customer.id);
    const message = await settledMessage({ invoiceId: id }, 'SENT', 45_000);
    expect(message.attemptLog).toMatchObject([{ outcome: 'SENT' }]);
    expect(await messagesOf({ invoiceId: id }, target.token)).toHaveLength(1);
  });
});

describe('an invoice by mail', () => {
  it("arrives with the invoice as PDF, from the installation in the partner's name", async () => {
    const {
      customer,
      email,
      id: partnerId,
    } = await tenant({ replyTo: 'help@reseller.example', fromName: 'Reseller, Inc.' });
    const { id, number } = await invoiceFor(customer);
    const sent = await settledMessage({ invoiceId: id }, 'SENT');
    const [{ mail, to, from }] = mailbox.of(email);
    expect(to).toEqual([email]);
    expect(from).toBe('billing@isp.example');
    expect(mail.from?.value[0]).toEqual({ name: 'Reseller, Inc.', address: 'billing@isp.example' });
    expect(mail.replyTo?.value[0].address).toBe('help@reseller.example');
    expect(mail.messageId).toBe(`<${sent.id}@isp.example>`);
    expect(mail.subject).toContain(number);
    expect(mail.attachments.map((each) => [each.contentType, each.filename])).toEqual([
      ['application/pdf', expect.stringContaining(number.replace(/\//g, '-'))],
    ]);
    expect(mail.attachments[0].content.subarray(0, 5).toString()).toBe('%PDF-');
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.headers.has('list')).toBe(false); // an invoice belongs to the contract: nobody unsubscribes from it
    expect(sent).toMatchObject({
      channel: 'EMAIL',
      kind: 'INVOICE_MAIL',
      to: email,
      subject: mail.subject,
      attempts: 1,
      error: null,
      invoice: { number },
      attemptLog: [{ outcome: 'SENT' }],
    });
    expect(sent.body).toContain(number);
    expect(await messagesOf({ partnerId })).toHaveLength(1);
  });

  it('comes after a confirmed run, once for each invoice', async () => {
    const { id: partnerId } = await tenant();
    const tariff = await tell.tariff({
      name: `Plan ${made}`,
      price: '10',
      partnerIds: [partnerId],
    });
    const addresses = ['a', 'b', 'c'].map((letter) => `${letter}${made}@run.example`);
    for (const email of addresses) {
      const { id } = await makeCustomer(server, partnerId, { email });
      await tell.service({ customerId: id, tariffId: tariff.id, startDate: '2026-04-01' });
    }
    const silent = await makeCustomer(server, partnerId, {}); // has no address
    await tell.service({ customerId: silent.id, tariffId: tariff.id, startDate: '2026-04-01' });
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [partnerId] });
    // told before it is confirmed, as the partner wants it at that moment
    const mails = async () =>
      (
        await server.must<any>(
          'query ($id: ID!) { billingRun(id: $id) { mails { emails texts withoutAddress notSent held firstAt lastAt } } }',
          { id: run.id },
        )
      ).billingRun.mails;
    const none = { texts: 0, notSent: 0, held: 0 };
    await settings(partnerId, { invoiceDelayHours: 5 });
    const later = await mails();
    expect(later).toMatchObject({ ...none, emails: 3, withoutAddress: 1 });
    expect(later.lastAt).toBe(later.firstAt);
    expect(Date.parse(later.firstAt) - Date.now()).toBeGreaterThan(4.9 * 3_600_000);
    await settings(partnerId, { invoiceDelayHours: 0, invoiceAutoSend: false });
    expect(await mails()).toMatchObject({ ...none, emails: 0, notSent: 4, firstAt: null });
    await settings(partnerId, { invoiceAutoSend: true });
    expect(Date.parse((await mails()).lastAt)).toBeLessThanOrEqual(Date.now() + 1000);
    expect((await confirm(server, run)).invoiceCount).toBe(4);
    for (const email of addresses)
      await vi.waitFor(() => {
        expect(mailbox.of(email)).toHaveLength(1);
      }, 6_000);
    expect(await messagesOf({ customerId: silent.id })).toEqual([]);
    expect(await messagesOf({ partnerId })).toHaveLength(3);
  });

  it('waits for the delay and is cancelled with the invoice', async () => {
    const { customer } = await tenant({ invoiceDelayHours: 6 });
    const before = Date.now();
    const { id } = await invoiceFor(customer);
    const [waiting] = await messagesOf({ invoiceId: id });
    expect(waiting.status).toBe('QUEUED');
    expect(Date.parse(waiting.sendAfter) - before).toBeGreaterThan(5.99 * 3_600_000);
    await voided(id);
    expect((await messagesOf({ invoiceId: id }))[0]).toMatchObject({
      status: 'CANCELLED',
      error: 'The invoice was made void.',
    });
  });

  it("keeps to weekdays and hours of the partner's own clocks", async () => {
    const today = new Date().getUTCDay() || 7;
    const { customer, id: partnerId } = await tenant({
      weekdays: [today === 7 ? 1 : today + 1],
      fromHour: 9,
      toHour: 10,
    });
    await server
      .must('mutation ($id: ID!, $i: PartnerInput!) { updatePartner(id: $id, input: $i) { id } }', {
        id: partnerId,
        i: { name: 'Far Net', timeZone: 'Asia/Kolkata' },
      })
      .catch(() =>
        server.must(
          'mutation ($id: ID!) { updatePartner(id: $id, input: { timeZone: "Asia/Kolkata" }) { id } }',
          { id: partnerId },
        ),
      );
    const { id } = await invoiceFor(customer);
    const [waiting] = await messagesOf({ invoiceId: id });
    const local = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Asia/Kolkata',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(new Date(waiting.sendAfter));
    expect(local).toBe(
      `${['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][today === 7 ? 0 : today]} 09:00`,
    );
    // a person may send it at once all the same
    await server.must('mutation ($id: ID!) { sendMessageNow(id: $id) { status } }', {
      id: waiting.id,
    });
    await settledMessage({ invoiceId: id }, 'SENT');
  });

  it('goes where the customer reads mail when it is sent', async () => {
    const { customer } = await tenant({ invoiceDelayHours: 1 });
    const { id } = await invoiceFor(customer);
    const [{ id: message }] = await messagesOf({ invoiceId: id });
    await owner.query(
      `update customer set email = 'moved@home.example', email_key = 'moved@home.example' where id = $1`,
      [customer],
    );
    await server.must('mutation ($id: ID!) { sendMessageNow(id: $id) { id } }', { id: message });
    await vi.waitFor(() => {
      expect(mailbox.of('moved@home.example')).toHaveLength(1);
    }, 6_000);
    expect(await settledMessage({ invoiceId: id }, 'SENT')).toMatchObject({
      to: 'moved@home.example',
    });
  });

  it('is switched off by the partner, and the PDF left away', async () => {
    const off = await tenant({ invoiceAutoSend: false });
    expect(await messagesOf({ invoiceId: (await invoiceFor(off.customer)).id })).toEqual([]);
    const muted = await tenant();
    await tell.settings(muted.id, { sendBillingNotifications: false });
    expect(await messagesOf({ invoiceId: (await invoiceFor(muted.customer)).id })).toEqual([]);
    const bare = await tenant({ attachPdf: false });
    await settledMessage({ invoiceId: (await invoiceFor(bare.customer)).id }, 'SENT');
    expect(mailbox.of(bare.email)[0].mail.attachments).toEqual([]);
  });

  it("goes to the partner's records too, without the customer seeing it", async () => {
    const { customer, email } = await tenant({ bcc: 'archive@reseller.example' });
    const { number } = await invoiceFor(customer);
    await vi.waitFor(() => {
      expect(mailbox.of('archive@reseller.example')).toHaveLength(1);
    }, 6_000);
    expect(mailbox.of(email)).toHaveLength(1);
    expect(mailbox.of('archive@reseller.example')[0].mail.subject).toContain(number);
    expect(mailbox.of(email)[0].raw).not.toContain('archive@reseller.example');
  });
});

describe('sent by hand', () => {
  it('makes a new message and cancels the one that waits', async () => {
    const { customer } = await tenant({ invoiceDelayHours: 3 });
    const { id } = await invoiceFor(customer);
    const { sendInvoice } = await server.must<any>(
      'mutation ($id: ID!) { sendInvoice(id: $id, to: "office@home.example") { id to kind } }',
      { id },
    );
    expect(sendInvoice).toMatchObject({ to: 'office@home.example', kind: 'INVOICE_MAIL' });
    const all = await messagesOf({ invoiceId: id });
    expect(all.filter((message) => message.status === 'CANCELLED')).toHaveLength(1);
    await vi.waitFor(() => {
      expect(mailbox.of('office@home.example')).toHaveLength(1);
    }, 6_000);
  });

  it('goes with a statement of account between two days, to the customer or somebody else', async () => {
    const { customer, email } = await tenant();
    await invoiceFor(customer);
    const SEND =
      'mutation ($c: ID!, $from: Date!, $to: Date!, $email: String) { sendStatement(customerId: $c, from: $from, to: $to, email: $email) { id to kind } }';
    const days = { c: customer, from: '2026-03-01', to: '2026-04-30' };
    const { sendStatement } = await server.must<any>(SEND, days);
    expect(sendStatement).toMatchObject({ to: email, kind: 'STATEMENT_MAIL' });
    await server.must(SEND, { ...days, email: 'books@home.example' });
    await vi.waitFor(() => {
      expect(mailbox.of('books@home.example')).toHaveLength(1);
    }, 6_000);
    const { mail } = mailbox.of('books@home.example')[0];
    expect(mail.subject).toContain('Statement of account');
    expect(mail.text).toMatch(/1 March 2026 to\s+30\s+April\s+2026/);
    expect(mail.attachments.map(({ filename }) => filename)).toEqual([
      expect.stringMatching(/2026-03-01-2026-04-30\.pdf$/),
    ]);
    // again by hand it is of the same days
    const { resendMessage } = await server.must<any>(
      'mutation ($id: ID!) { resendMessage(id: $id) { id } }',
      { id: (await settledMessage({ customerId: customer, kind: 'STATEMENT_MAIL' }, 'SENT')).id },
    );
    expect(resendMessage.id).toEqual(expect.any(String));
    expect(await server.refused(SEND, { ...days, to: '2026-02-01' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { to: expect.any(String) },
    });
  });

  it('goes for a proforma and a credit note as well, of which none is void', async () => {
    const { customer } = await tenant({ invoiceDelayHours: 3 });
    const lines = [{ description: 'Ahead', unitPrice: '5' }];
    const made = async (mutation: string, type: string, more = {}) => {
      const input = { customerId: customer, documentDate: '2026-04-01', lines, ...more };
      const done = await server.must<any>(
        `mutation ($input: ${type}!) { ${mutation}(input: $input) { id } }`,
        { input },
      );
      return done[mutation].id as string;
    };
    const send = (mutation: string) =>
      `mutation ($id: ID!, $to: String) { ${mutation}(id: $id, to: $to) { id to kind status } }`;
    const proforma = await made('createProforma', 'ProformaInput');
    const note = await made('createCreditNote', 'CreditNoteInput', { reason: 'sorry' });
    for (const [mutation, id, kind, filter] of [
      ['sendProforma', proforma, 'PROFORMA_MAIL', { proformaId: proforma }],
      ['sendCreditNote', note, 'CREDIT_NOTE_MAIL', { creditNoteId: note }],
    ] as const) {
      const to = `${kind.toLowerCase()}@home.example`;
      const sent = await server.must<any>(send(mutation), { id, to });
      expect(sent[mutation]).toMatchObject({ to, kind });
      expect((await messagesOf(filter)).map(({ status }) => status)).toContain('CANCELLED');
      await vi.waitFor(() => {
        expect(mailbox.of(to)).toHaveLength(1);
      }, 6_000);
      expect(await server.refused(send(mutation), { id: NOWHERE })).toMatchObject({
        code: 'NOT_FOUND',
      });
    }
    await server.must(
      'mutation ($id: ID!) { voidProforma(id: $id, reason: "not wanted") { id } }',
      { id: proforma },
    );
    expect(await server.refused(send('sendProforma'), { id: proforma })).toMatchObject({
      code: 'CONFLICT',
      reason: 'ALREADY_VOID',
    });
  });

  it('refuses what cannot be sent, and line breaks', async () => {
    const { customer, id: partnerId } = await tenant({ invoiceDelayHours: 3 });
    const draft = await invoiceFor(customer, { draft: true });
    const send = 'mutation ($id: ID!, $to: String) { sendInvoice(id: $id, to: $to) { id } }';
    expect(await server.refused(send, { id: draft.id })).toMatchObject({
      code: 'CONFLICT',
      reason: 'NOT_ISSUED',
    });
    const { id } = await invoiceFor(customer);
    expect(
      await server.refused(send, { id, to: 'a@b.example\r\nBcc: everybody@b.example' }),
    ).toMatchObject({ code: 'BAD_USER_INPUT', fields: { to: expect.anything() } });
    expect(await server.refused(send, { id, to: 'nobody' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { to: expect.anything() },
    });
    expect(await server.refused(send, { id: NOWHERE })).toMatchObject({ code: 'NOT_FOUND' });
    await voided(id);
    expect(await server.refused(send, { id })).toMatchObject({
      code: 'CONFLICT',
      reason: 'NOT_ISSUED',
    });
    expect(
      await server.refused('mutation ($i: CustomerInput!) { createCustomer(input: $i) { id } }', {
        i: { partnerId, name: 'Eve\r\nBcc: a@b.example' },
      }),
    ).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('refuses to send or cancel what was sent, and sends it again as a new one', async () => {
    const { customer, email } = await tenant();
    const { id } = await invoiceFor(customer);
    const sent = await settledMessage({ invoiceId: id }, 'SENT');
    for (const mutation of ['sendMessageNow', 'cancelMessage'])
      expect(
        await server.refused(`mutation ($id: ID!) { ${mutation}(id: $id) { id } }`, {
          id: sent.id,
        }),
      ).toMatchObject({ code: 'CONFLICT', reason: 'ALREADY_SENT' });
    const { resendMessage } = await server.must<any>(
      'mutation ($id: ID!) { resendMessage(id: $id) { id } }',
      { id: sent.id },
    );
    expect(resendMessage.id).not.toBe(sent.id);
    await vi.waitFor(() => {
      expect(mailbox.of(email)).toHaveLength(2);
    }, 6_000);
    expect(new Set(mailbox.of(email).map((each) => each.mail.messageId)).size).toBe(2);
  });

  it('is cancelled, and then does not go', async () => {
    const { customer } = await tenant({ invoiceDelayHours: 3 });
    const { id } = await invoiceFor(customer);
    const [{ id: message }] = await messagesOf({ invoiceId: id });
    expect(
      await server.must('mutation ($id: ID!) { cancelMessage(id: $id) { status error } }', {
        id: message,
      }),
    ).toEqual({
      cancelMessage: { status: 'CANCELLED', error: expect.stringMatching(/^Cancelled by ./) },
    });
    expect(
      await server.refused('mutation ($id: ID!) { sendMessageNow(id: $id) { id } }', {
        id: message,
      }),
    ).toMatchObject({ code: 'CONFLICT', reason: 'CANCELLED' });
  });
});

describe('a payment by mail', () => {
  it('confirms the payment with the receipt, and lets the customer unsubscribe', async () => {
    const { customer, email } = await tenant();
    const payment = await tell.pay({ customerId: customer, amount: '12.00', date: '2026-06-02' });
    await vi.waitFor(() => {
      expect(mailbox.of(email)).toHaveLength(1);
    }, 6_000);
    const [{ mail, raw }] = mailbox.of(email);
    expect(mail.attachments[0].filename).toContain(payment.receiptNumber.replace(/\//g, '-'));
    const address = /List-Unsubscribe: <([^>]+)>/i
      .exec(raw.replace(/\r\n[ \t]+/g, ' '))![1]
      .replace(/\s/g, '');
    expect(raw).toMatch(/List-Unsubscribe-Post: List-Unsubscribe=One-Click/);
    expect((await fetch(address)).status).toBe(200); // looking is not leaving
    expect((await fetch(`${address}x`, { method: 'POST' })).status).toBe(404);
    expect(
      (
        await fetch(address, {
          method: 'POST',
          body: 'List-Unsubscribe=One-Click',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        })
      ).status,
    ).toBe(200);
    await tell.pay({ customerId: customer, amount: '13.00', date: '2026-06-02' });
    expect(
      (await messagesOf({ customerId: customer })).filter(
        (message) => message.kind === 'PAYMENT_MAIL',
      ),
    ).toHaveLength(1);
  });
});

describe('blocking by mail', () => {
  it('is told once, where the partner wants that', async () => {
    const {
      customer,
      email,
      id: partnerId,
    } = await tenant({ blockedAutoSend: true, invoiceAutoSend: false });
    await invoiceFor(customer, { documentDate: '2026-01-01', dueDate: '2026-01-10' });
    for (const date of ['2026-03-01', '2026-03-02'])
      await server.must(
        'mutation ($d: Date!, $p: ID) { runDunning(date: $d, partnerId: $p) { blocked } }',
        { d: date, p: partnerId },
      );
    await vi.waitFor(() => {
      expect(mailbox.of(email)).toHaveLength(1);
    }, 6_000);
    expect(await messagesOf({ customerId: customer })).toMatchObject([{ kind: 'BLOCKED_MAIL' }]);
  });
});

describe('a reminder', () => {
  it('goes to those who owe something, once a day', async () => {
    const { customer, email, id: partnerId, token } = await tenant({ invoiceAutoSend: false });
    const paid = await makeCustomer(server, partnerId, { email: `paid${made}@home.example` });
    await invoiceFor(customer);
    const remind = async (by?: string) =>
      (
        await server.must<any>(
          'mutation ($c: [ID!]!) { remindCustomers(customerIds: $c) }',
          { c: [customer, paid.id] },
          by,
        )
      ).remindCustomers;
    await expect(remind((await tenant()).token)).rejects.toThrow('NOT_FOUND'); // another partner's customers are nobody to it
    expect(await remind(token)).toBe(1);
    expect(await remind(token)).toBe(0);
    await vi.waitFor(() => {
      expect(mailbox.of(email)).toHaveLength(1);
    }, 6_000);
    expect(mailbox.of(email)[0].raw).toMatch(/^List-Unsubscribe:/m);
  });

  it('of everything found goes once to each customer, who is left out and why is said before', async () => {
    const { customer, email, id: partnerId, token } = await tenant({ invoiceAutoSend: false });
    const silent = await makeTenant(server, `Silent ${made}`, { parentId: partnerId });
    await tell.settings(silent.id, { sendBillingNotifications: false });
    const someone = async (input: object, at = partnerId) => {
      const { id } = await makeCustomer(server, at, { createdOn: '2026-01-01', ...input });
      await invoiceFor(id);
      return id;
    };
    await invoiceFor(customer);
    await invoiceFor(customer);
    const [away, promised] = [
      await someone({ email: `away${made}@home.example` }),
      await someone({ email: `soon${made}@home.example` }),
    ];
    await someone({ email: null });
    await someone({ email: `silent${made}@home.example` }, silent.id);
    const paid = await someone({ email: `paid${made}@home.example` });
    await tell.pay({ customerId: paid, amount: '50', date: '2026-06-02' });
    await owner.query(
      `insert into message_opt_out (customer_id, kind, partner_id, partner_path)
      select id, 'REMINDER_MAIL', partner_id, partner_path from customer where id = $1`,
      [away],
    );
    await server.must(
      'mutation ($c: ID!, $d: Date) { promiseToPay(customerId: $c, until: $d, reason: "On Friday") { id } }',
      { c: promised, d: new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10) },
    );
    const planned = async (filter: object, by = token): Promise<any> =>
      (
        await server.must<any>(
          'query ($f: InvoiceFilter) { reminderPlan(filter: $f) { customers invoices due { amount currency } leftOut fingerprint } }',
          { f: filter },
          by,
        )
      ).reminderPlan;
    const SEND =
      'mutation ($f: InvoiceFilter, $p: String!) { sendReminders(filter: $f, fingerprint: $p) }';
    const send = async (filter: object, fingerprint: string) =>
      (await server.must<any>(SEND, { f: filter, p: fingerprint }, token)).sendReminders;

    const others = { remindedToday: 0, noAddress: 1, optedOut: 1, doNotRemind: 1, promised: 1 };
    const found = { documentDateFrom: '2026-06-01', documentDateTo: '2026-06-01' };
    const looked = await planned(found);
    expect(looked).toMatchObject({
      customers: 1,
      invoices: 2,
      due: [{ amount: '100.00', currency: 'EUR' }],
      leftOut: others,
    });
    // nobody of another partner, and nobody whose invoices are not found
    expect(await planned(found, (await tenant()).token)).toMatchObject({
      customers: 0,
      leftOut: { noAddress: 0 },
    });
    expect(await planned({ totalFrom: '1000' })).toMatchObject({ customers: 0, due: [] });

    await invoiceFor(customer);
    expect(await server.refused(SEND, { f: found, p: looked.fingerprint }, token)).toMatchObject({
      code: 'CONFLICT',
      reason: 'STALE_PREVIEW',
    });
    const { fingerprint } = await planned(found);
    const at = await Promise.allSettled([send(found, fingerprint), send(found, fingerprint)]);
    const sent = at.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(sent.reduce((sum, n) => sum + n, 0)).toBe(1);
    const again = await planned(found);
    expect(again).toMatchObject({ customers: 0, leftOut: { ...others, remindedToday: 1 } });
    expect(await send(found, again.fingerprint)).toBe(0);
    await vi.waitFor(() => {
      expect(mailbox.of(email)).toHaveLength(1);
    }, 12_000);
    expect(mailbox.of(email)[0].mail.attachments).toHaveLength(3);
    expect(mailbox.of(`away${made}@home.example`)).toEqual([]);
  });

  it('brings the unpaid invoices along', async () => {
    const { customer, email } = await tenant({ invoiceAutoSend: false });
    await invoiceFor(customer);
    await invoiceFor(customer);
    await server.must('mutation ($c: [ID!]!) { remindCustomers(customerIds: $c) }', {
      c: [customer],
    });
    await vi.waitFor(() => {
      expect(mailbox.of(email)).toHaveLength(1);
    }, 12_000);
    const { attachments } = mailbox.of(email)[0].mail;
    expect(attachments.map(({ contentType }) => contentType)).toEqual([
      'application/pdf',
      'application/pdf',
    ]);
    expect(new Set(attachments.map(({ filename }) => filename)).size).toBe(2);
  });
});

describe('a notice that waits', () => {
  const remind = (customerId: string): Promise<any> =>
    server.must('mutation ($c: [ID!]!) { remindCustomers(customerIds: $c) }', { c: [customerId] });
  const kindOf = async (customerId: string, kind: string) =>
    (await messagesOf({ customerId })).filter((message) => message.kind === kind);
  /** A partner whose messages wait for tomorrow's hour; nothing but notices. */
  const patient = () =>
    tenant({
      invoiceAutoSend: false,
      paymentAutoSend: false,
      blockedAutoSend: true,
      weekdays: [(((new Date().getUTCDay() || 7) + 1) % 7) + 1],
      fromHour: 9,
      toHour: 10,
    });
  const owing = async () => {
    const it = await patient();
    const invoice = await invoiceFor(it.customer, {
      documentDate: '2026-01-01',
      dueDate: '2026-01-10',
    });
    return { ...it, invoice };
  };
  const dun = (partnerId: string, date = '2026-06-01') =>
    server.must(
      'mutation ($p: ID!, $d: Date!) { runDunning(date: $d, partnerId: $p) { blocked deactivated } }',
      { p: partnerId, d: date },
    );

  it.each([
    [
      'a payment',
      async ({ customer }: any) => {
        await tell.pay({ customerId: customer, amount: '50', date: '2026-06-02' });
      },
    ],
    [
      'a correction',
      async ({ customer }: any) => {
        await server.must(
          'mutation ($c: ID!) { createTransaction(customerId: $c, type: CREDIT, amount: "50", date: "2026-06-02", description: "Sorry") { id } }',
          { c: customer },
        );
      },
    ],
    [
      'the void invoice',
      async ({ invoice }: any) => {
        await voided(invoice.id);
      },
    ],
  ])('is cancelled by %s that ends its debt and its block, with words', async (_, end) => {
    const home = await owing();
    await remind(home.customer);
    await dun(home.id);
    expect(
      (await messagesOf({ customerId: home.customer }))
        .map((message) => [message.kind, message.status])
        .sort(),
    ).toEqual([
      ['BLOCKED_MAIL', 'QUEUED'],
      ['REMINDER_MAIL', 'QUEUED'],
    ]);
    await end(home);
    expect(await kindOf(home.customer, 'BLOCKED_MAIL')).toMatchObject([
      { status: 'CANCELLED', error: 'The customer is not blocked any more.' },
    ]);
    expect(await kindOf(home.customer, 'REMINDER_MAIL')).toMatchObject([
      { status: 'CANCELLED', error: 'Nothing is owed any more.' },
    ]);
  });

  it('is cancelled by any other status, by hand or by the next night', async () => {
    const home = await owing();
    await dun(home.id);
    await server.must(
      'mutation ($id: ID!) { updateCustomer(id: $id, input: { status: ACTIVE }) { id } }',
      { id: home.customer },
    );
    expect(await kindOf(home.customer, 'BLOCKED_MAIL')).toMatchObject([
      { status: 'CANCELLED', error: 'The customer is not blocked any more.' },
    ]);
    const gone = await owing();
    await dun(gone.id);
    await dun(gone.id, '2026-08-01');
    expect(await kindOf(gone.customer, 'BLOCKED_MAIL')).toMatchObject([
      { status: 'CANCELLED', error: 'The customer was deactivated before it went.' },
    ]);
  });

  it('stays while something is owed, says the amount of the moment it goes, and waits again when its cause comes back', async () => {
    const home = await owing();
    await remind(home.customer);
    await tell.pay({ customerId: home.customer, amount: '20', date: '2026-06-02' });
    const { id: rest } = await tell.pay({
      customerId: home.customer,
      amount: '30',
      date: '2026-06-02',
    });
    expect(await kindOf(home.customer, 'REMINDER_MAIL')).toMatchObject([{ status: 'CANCELLED' }]);
    await server.must('mutation ($id: ID!) { reversePayment(id: $id, reason: "Bounced") { id } }', {
      id: rest,
    });
    expect((await remind(home.customer)).remindCustomers).toBe(1);
    const [{ id, status }] = await kindOf(home.customer, 'REMINDER_MAIL');
    expect(status).toBe('QUEUED');
    await server.must('mutation ($id: ID!) { sendMessageNow(id: $id) { id } }', { id });
    await vi.waitFor(() => {
      expect(mailbox.of(home.email)).toHaveLength(1);
    }, 12_000);
    expect(mailbox.of(home.email)[0].mail.subject).toContain('30.00');
  });

  it('of a block without a debt names the balance of now, and no open amount', async () => {
    const home = await owing();
    await server.must(
      'mutation ($c: ID!) { updateCustomerBilling(customerId: $c, input: { minimumBalance: "20" }) { id } }',
      { c: home.customer },
    );
    await tell.pay({ customerId: home.customer, amount: '50', date: '2026-01-05' });
    await dun(home.id);
    const [{ id }] = await kindOf(home.customer, 'BLOCKED_MAIL');
    const {
      messagePreview: { body },
    } = await server.must<any>('query ($id: ID!) { messagePreview(id: $id) { body } }', { id });
    expect(body).toMatch(/your balance of .*0\.00/);
    expect(body).not.toContain('open amount');
    // nor the reason of the night, whose amount may be another by now
    const debtor = await owing();
    await dun(debtor.id);
    await tell.pay({ customerId: debtor.customer, amount: '20', date: '2026-06-02' });
    const [{ id: later }] = await kindOf(debtor.customer, 'BLOCKED_MAIL');
    const { messagePreview } = await server.must<any>(
      'query ($id: ID!) { messagePreview(id: $id) { body } }',
      { id: later },
    );
    expect(messagePreview.body).toMatch(/open amount of .*30\.00/);
    expect(messagePreview.body).not.toContain('-50.00');
  });

  it('does not go when its cause ended unseen, nor is sent by hand', async () => {
    const home = await owing();
    await remind(home.customer);
    const [{ id }] = await kindOf(home.customer, 'REMINDER_MAIL');
    // as a release before this one left them: paid, and still waiting
    await owner.query(`update invoice set paid_minor = total_minor where id = $1`, [
      home.invoice.id,
    ]);
    await owner.query('update customer set balance_minor = 0 where id = $1', [home.customer]);
    expect(
      await server.refused('mutation ($id: ID!) { sendMessageNow(id: $id) { id } }', { id }),
    ).toMatchObject({ code: 'CONFLICT', reason: 'OUTLIVED' });
    await owner.query(`update message set at_once = true, send_after = now() where id = $1`, [id]);
    await server.app.boundary.inSql((await server.app.boundary.jobScope(home.id))!, (sql) =>
      wakePartners(sql, [home.id]),
    );
    await vi.waitFor(async () => {
      expect(await kindOf(home.customer, 'REMINDER_MAIL')).toMatchObject([
        { status: 'CANCELLED', error: 'Nothing is owed any more.' },
      ]);
    }, 12_000);
    expect(mailbox.of(home.email)).toEqual([]);
    expect(
      await server.refused('mutation ($id: ID!) { resendMessage(id: $id) { id } }', { id }),
    ).toMatchObject({ code: 'CONFLICT', reason: 'OUTLIVED' });
  });

  it('that is about to go waits for the payment that comes in, and then does not go', async () => {
    const home = await owing();
    await remind(home.customer);
    const [{ id }] = await kindOf(home.customer, 'REMINDER_MAIL');
    const paying = new pg.Client({ connectionString: server.ownerUrl });
    await paying.connect();
    try {
      await paying.query('begin');
      await paying.query('select 1 from customer where id = $1 for update', [home.customer]);
      await paying.query('update invoice set paid_minor = total_minor where id = $1', [
        home.invoice.id,
      ]);
      await paying.query('update customer set balance_minor = 0 where id = $1', [home.customer]);
      await server.must('mutation ($id: ID!) { sendMessageNow(id: $id) { id } }', { id });
      // it is taken and made, and stands before the customer's lock
      await vi.waitFor(async () => {
        expect(
          (
            await owner.query(
              `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%for share%'`,
            )
          ).rowCount,
        ).toBe(1);
      }, 12_000);
      await paying.query('commit');
    } finally {
      await paying.end();
    }
    await vi.waitFor(async () => {
      expect(await kindOf(home.customer, 'REMINDER_MAIL')).toMatchObject([
        { status: 'CANCELLED', error: 'Nothing is owed any more.' },
      ]);
    }, 12_000);
    expect(mailbox.of(home.email)).toEqual([]);
  });

  it('whose amount changes at the last moment says the new one', async () => {
    const home = await owing();
    await remind(home.customer);
    const [{ id }] = await kindOf(home.customer, 'REMINDER_MAIL');
    const paying = new pg.Client({ connectionString: server.ownerUrl });
    await paying.connect();
    try {
      await paying.query('begin');
      await paying.query('select 1 from customer where id = $1 for update', [home.customer]);
      await paying.query('update invoice set paid_minor = total_minor - 1234 where id = $1', [
        home.invoice.id,
      ]);
      await paying.query('update customer set balance_minor = -1234 where id = $1', [
        home.customer,
      ]);
      await server.must('mutation ($id: ID!) { sendMessageNow(id: $id) { id } }', { id });
      await vi.waitFor(async () => {
        expect(
          (
            await owner.query(
              `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%for share%'`,
            )
          ).rowCount,
        ).toBe(1);
      }, 12_000);
      await paying.query('commit');
    } finally {
      await paying.end();
    }
    await vi.waitFor(() => {
      expect(mailbox.of(home.email)).toHaveLength(1);
    }, 12_000);
    expect(mailbox.of(home.email)[0].mail.subject).toContain('12.34');
  });
});

describe('the outbox', () => {
  it('moves by itself, for those who see it', async () => {
    const north = await tenant({ invoiceDelayHours: 5 });
    const south = await tenant();
    const heard = { north: 0, south: 0 };
    const clients = (
      [
        ['north', north.token],
        ['south', south.token],
      ] as const
    ).map(([name, token]) => {
      const client = createClient({
        url: `${server.url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: { authorization: `Bearer ${token}` },
        retryAttempts: 0,
      });
      client.subscribe(
        { query: 'subscription { outboxChanged }' },
        {
          next: () => {
            heard[name] += 1;
          },
          error: () => {},
          complete: () => {},
        },
      );
      return client;
    });
    await vi.waitFor(() => {
      expect(heard).toEqual({ north: 1, south: 1 });
    }, 6_000);
    const { id } = await invoiceFor(north.customer);
    await vi.waitFor(() => {
      expect(heard.north).toBe(2);
    }, 6_000);
    const [{ id: message }] = await messagesOf({ invoiceId: id });
    const { messagePreview } = await server.must<any>(
      'query ($id: ID!) { messagePreview(id: $id) { subject body } }',
      { id: message },
    );
    expect(messagePreview.body).toContain('<');
    await voided(id);
    await vi.waitFor(() => {
      expect(heard.north).toBe(3);
    }, 6_000);
    expect(heard.south).toBe(1);
    for (const client of clients) await client.dispose();
  });
});

describe('when the mail server refuses', () => {
  it('tries again later what it refuses for now', async () => {
    const { customer, email } = await tenant();
    mailbox.behave = { rcpt: (address) => (address === email ? 451 : null) };
    const { id } = await invoiceFor(customer);
    await vi.waitFor(async () => {
      expect((await messagesOf({ invoiceId: id }))[0].attemptLog).toHaveLength(1);
    }, 6_000);
    const [waiting] = await messagesOf({ invoiceId: id });
    expect(waiting).toMatchObject({
      status: 'QUEUED',
      attempts: 1,
      attemptLog: [{ outcome: 'TEMPORARY' }],
    });
    expect(waiting.error).toMatch(/451/);
    expect(Date.parse(waiting.sendAfter)).toBeGreaterThan(Date.now() + 50_000);
    mailbox.behave = {};
    await server.must('mutation ($id: ID!) { sendMessageNow(id: $id) { id } }', { id: waiting.id });
    await settledMessage({ invoiceId: id }, 'SENT');
    expect(mailbox.of(email)).toHaveLength(1);
  });

  it('gives up at once what it refuses for good', async () => {
    const { customer, email } = await tenant();
    mailbox.behave = { rcpt: (address) => (address === email ? 550 : null) };
    const { id } = await invoiceFor(customer);
    expect(await settledMessage({ invoiceId: id }, 'FAILED')).toMatchObject({
      attempts: 1,
      attemptLog: [{ outcome: 'PERMANENT' }],
    });
    expect(mailbox.of(email)).toEqual([]);
  });

  it('does not send twice what broke off after the last byte', async () => {
    const { customer, email } = await tenant();
    mailbox.behave = { data: (to) => (to.includes(email) ? 'drop' : null) };
    const { id } = await invoiceFor(customer);
    const failed = await settledMessage({ invoiceId: id }, 'FAILED');
    expect(failed).toMatchObject({ attemptLog: [{ outcome: 'UNCERTAIN' }] });
    expect(failed.error).toMatch(/may have arrived/);
    expect(mailbox.of(email)).toHaveLength(1);
  });
});

describe('when a process dies', () => {
  const stranded = (id: string, transmitting: boolean) =>
    owner.query(
      `update message set status = 'SENDING', attempts = 1, lease = gen_random_uuid(), lease_until = now() - interval '1 minute', transmitting_at = case when $2 then now() end where id = $1`,
      [id, transmitting],
    );
  const round = (partnerId: string) =>
    owner.query(`select graphile_worker.add_job('messages:due', '{}'), $1::text`, [partnerId]);

  it('before it began to send, the message goes out', async () => {
    const { customer, email, id: partnerId } = await tenant({ invoiceDelayHours: 2 });
    const { id } = await invoiceFor(customer);
    const [{ id: message }] = await messagesOf({ invoiceId: id });
    await owner.query('update message set send_after = now() where id = $1', [message]);
    await stranded(message, false);
    await round(partnerId);
    expect(await settledMessage({ invoiceId: id }, 'SENT')).toMatchObject({ attempts: 1 });
    expect(mailbox.of(email)).toHaveLength(1);
  });

  it('after it began, nobody sends it a second time, and the outbox says so', async () => {
    const { customer, email, id: partnerId } = await tenant({ invoiceDelayHours: 2 });
    const { id } = await invoiceFor(customer);
    const [{ id: message }] = await messagesOf({ invoiceId: id });
    await stranded(message, true);
    await round(partnerId);
    expect((await settledMessage({ invoiceId: id }, 'FAILED')).error).toMatch(/may have arrived/);
    expect(mailbox.of(email)).toEqual([]);
  });

  it('and the same jobs run many times side by side, each message goes once', async () => {
    const { id: partnerId } = await tenant({ invoiceDelayHours: 2 });
    const addresses = Array.from({ length: 12 }, (_, i) => `crowd${made}-${i}@home.example`);
    for (const email of addresses)
      await invoiceFor((await makeCustomer(server, partnerId, { email })).id);
    await owner.query('update message set send_after = now() where partner_id = $1', [partnerId]);
    await Promise.all(
      Array.from({ length: 8 }, () =>
        owner.query(
          `select graphile_worker.add_job('messages:partner', json_build_object('partnerId', $1::text))`,
          [partnerId],
        ),
      ),
    );
    for (const email of addresses)
      await vi.waitFor(() => {
        expect(mailbox.of(email)).toHaveLength(1);
      }, 8_000);
    await vi.waitFor(async () => {
      expect((await messagesOf({ partnerId, status: 'SENT' })).length).toBe(12);
    }, 6_000);
    expect(addresses.flatMap((email) => mailbox.of(email))).toHaveLength(12);
  });
});

describe('one message per cause', () => {
  it('whatever is announced twice, also at the same time', async () => {
    const { customer, id: partnerId } = await tenant({ invoiceDelayHours: 2 });
    const { id } = await invoiceFor(customer);
    const { announceInvoices } = await import('../../server/src/modules/messages/announce.ts');
    const scope = (await server.app.boundary.jobScope(partnerId))!;
    await Promise.all(
      Array.from({ length: 5 }, () =>
        server.app.boundary.inSql(scope, (sql) =>
          announceInvoices(sql, [{ invoiceId: id }, { invoiceId: id }]),
        ),
      ),
    );
    expect(await messagesOf({ invoiceId: id })).toHaveLength(1);
  });

  it('and none at all when what it announces is not committed', async () => {
    const { customer, id: partnerId } = await tenant({ invoiceAutoSend: false });
    const { id } = await invoiceFor(customer);
    await settings(partnerId, { invoiceAutoSend: true, invoiceDelayHours: 2 });
    const { announceInvoices } = await import('../../server/src/modules/messages/announce.ts');
    const scope = (await server.app.boundary.jobScope(partnerId))!;
    await expect(
      server.app.boundary.inSql(scope, async (sql) => {
        await announceInvoices(sql, [{ invoiceId: id }]);
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    expect(await messagesOf({ invoiceId: id })).toEqual([]);
  });
});

describe('fair pacing', () => {
  it('lets a password reset pass, and other partners have their turn, beside fifty thousand that wait', async () => {
    const crowd = await tenant({ invoiceAutoSend: false, messagesPerMinute: 6000 });
    const { id: invoice } = await invoiceFor(crowd.customer);
    await owner.query(
      `insert into message (partner_id, partner_path, channel, kind, cause, customer_id, invoice_id, priority, status, send_after, recorded_by, recipient)
      select i.partner_id, i.partner_path, 'EMAIL', 'INVOICE_MAIL', 'crowd:' || n, i.customer_id, i.id, 2, 'QUEUED', now(), 'test', 'bulk@home.example' from invoice i, generate_series(1, 50000) n where i.id = $1`,
      [invoice],
    );
    mailbox.behave = {
      data: async (to) => {
        if (to.includes('bulk@home.example'))
          await new Promise((resolve) => {
            setTimeout(resolve, 20);
          });
        return null;
      },
    };
    await owner.query(
      `select graphile_worker.add_job('messages:partner', json_build_object('partnerId', $1::text))`,
      [crowd.id],
    );
    await vi.waitFor(() => {
      expect(mailbox.of('bulk@home.example').length).toBeGreaterThan(0);
    }, 6_000);
    const other = await tenant();
    const started = Date.now();
    await server.must(
      'mutation ($i: String!) { requestPasswordReset(identifier: $i) }',
      { i: crowd.email === other.email ? '' : (await loginWithMail(crowd)).login },
      null,
    );
    const { id } = await invoiceFor(other.customer);
    await settledMessage({ invoiceId: id }, 'SENT');
    await vi.waitFor(() => {
      expect(mailbox.arrived.some((each) => each.to[0] === 'forgetful@home.example')).toBe(true);
    }, 6_000);
    expect(Date.now() - started).toBeLessThan(10_000);
    expect(mailbox.of('bulk@home.example').length).toBeLessThan(5000);
    await owner.query(
      `update message set status = 'CANCELLED', lease = null where status = 'QUEUED' and partner_id = $1`,
      [crowd.id],
    );
  });

  const loginWithMail = (partner: Tenant) =>
    makeCustomer(server, partner.id, { email: 'forgetful@home.example' });

  it("keeps to a partner's rate", async () => {
    const { id: partnerId } = await tenant({ invoiceDelayHours: 2, messagesPerMinute: 3 });
    for (let i = 0; i < 5; i += 1)
      await invoiceFor(
        (await makeCustomer(server, partnerId, { email: `slow${made}-${i}@home.example` })).id,
      );
    await owner.query('update message set send_after = now() where partner_id = $1', [partnerId]);
    await owner.query(
      `select graphile_worker.add_job('messages:partner', json_build_object('partnerId', $1::text))`,
      [partnerId],
    );
    await vi.waitFor(async () => {
      expect((await messagesOf({ partnerId, status: 'SENT' })).length).toBe(3);
    }, 6_000);
    await owner.query(
      `select graphile_worker.add_job('messages:partner', json_build_object('partnerId', $1::text))`,
      [partnerId],
    );
    await vi.waitFor(async () => {
      expect(
        (
          await owner.query(
            `select 1 from graphile_worker.jobs where task_identifier = 'messages:partner' and run_at <= now()`,
          )
        ).rowCount,
      ).toBe(0);
    }, 6_000);
    expect(await messagesOf({ partnerId, status: 'QUEUED' })).toHaveLength(2);
  });
});

describe('tenancy', () => {
  it('shows and moves only messages inside the scope, and asks for permission', async () => {
    const north = await tenant({ invoiceDelayHours: 5 });
    const south = await tenant();
    const { id: invoice } = await invoiceFor(north.customer);
    const [message] = await messagesOf({ invoiceId: invoice }, north.token);
    expect(await messagesOf({ invoiceId: invoice }, south.token)).toEqual([]);
    expect(await messagesOf({ partnerId: north.id }, south.token)).toEqual([]);
    for (const mutation of ['sendMessageNow', 'cancelMessage', 'resendMessage'])
      expect(
        await server.refused(
          `mutation ($id: ID!) { ${mutation}(id: $id) { id } }`,
          { id: message.id },
          south.token,
        ),
      ).toMatchObject({ code: 'NOT_FOUND' });
    for (const query of ['message(id: $id) { id }', 'messagePreview(id: $id) { body }'])
      expect(
        await server.refused(`query ($id: ID!) { ${query} }`, { id: message.id }, south.token),
      ).toMatchObject({ code: 'NOT_FOUND' });
    expect(
      await server.refused(
        'mutation ($id: ID!) { sendInvoice(id: $id) { id } }',
        { id: invoice },
        south.token,
      ),
    ).toMatchObject({ code: 'NOT_FOUND' });
    expect(
      await server.refused(
        'mutation ($p: ID!) { updateNotificationSettings(partnerId: $p, input: { fromHour: 3 }) { fromHour } }',
        { p: north.id },
        south.token,
      ),
    ).toMatchObject({ code: 'NOT_FOUND' });
    const reader = await makeUser(server, north.id, 'READ_ONLY');
    expect(await messagesOf({ invoiceId: invoice }, reader.token)).toHaveLength(1);
    expect(
      await server.refused(
        'mutation ($id: ID!) { cancelMessage(id: $id) { id } }',
        { id: message.id },
        reader.token,
      ),
    ).toMatchObject({ code: 'FORBIDDEN' });
    expect(
      (
        await server.must<any>(
          'query ($id: ID!) { invoice(id: $id) { messages { totalCount nodes { id } } customer { messages { totalCount } } } }',
          { id: invoice },
          north.token,
        )
      ).invoice,
    ).toEqual({
      messages: { totalCount: 1, nodes: [{ id: message.id }] },
      customer: { messages: { totalCount: 1 } },
    });
  });
});

describe('without a mail server', () => {
  it('holds messages and says so; they go out when one is set, here or for the installation', async () => {
    const database = await freshDatabase();
    let bare = await startTestServer({ DATABASE_URL: database, OUTBOUND_PRIVATE: 'allow' });
    const main = server;
    server = bare;
    try {
      const first = await tenant();
      const second = await tenant();
      const { id } = await invoiceFor(first.customer);
      const { id: later } = await invoiceFor(second.customer);
      const [held] = await messagesOf({ invoiceId: id });
      expect(held).toMatchObject({ status: 'HELD', attempts: 0 });
      expect(held.error).toMatch(/No mail server/);
      expect(
        (
          await bare.must<any>('mutation ($id: ID!) { sendMessageNow(id: $id) { status error } }', {
            id: held.id,
          })
        ).sendMessageNow,
      ).toMatchObject({ status: 'HELD', error: expect.stringMatching(/No mail server/) });
      await settings(first.id, {
        mailServer: {
          host: '127.0.0.1',
          port: mailbox.port,
          security: 'NONE',
          from: 'own@first.example',
        },
      });
      await settledMessage({ invoiceId: id }, 'SENT');
      expect(mailbox.of(first.email)[0].from).toBe('own@first.example');
      expect((await messagesOf({ invoiceId: later }))[0].status).toBe('HELD');
      await bare.stop();
      server = bare = await startTestServer({
        DATABASE_URL: database,
        SMTP_URL: mailbox.url,
        MAIL_FROM: 'billing@isp.example',
      });
      await settledMessage({ invoiceId: later }, 'SENT');
      expect(mailbox.of(second.email)[0].from).toBe('billing@isp.example');
    } finally {
      await bare.stop();
      server = main;
    }
  });
});
