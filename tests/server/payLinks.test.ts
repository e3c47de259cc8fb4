import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { money } from '../support/money.ts';
import { sandboxSaysPaid } from '../support/sandboxEvent.ts';
import {
  makeCustomer,
  makeTree,
  NOWHERE,
  openSandbox,
  PASSWORD,
  type Tenant,
} from '../support/tenants.ts';
import { must } from '../../server/src/platform/must.ts';

const VIEW = `query ($t: String!) { paymentLinkView(token: $t) {
  partnerName invoiceNumber dueDate due currency state test branding { name accentColor }
  onlinePayment { gatewayId kind test } bankTransfer { iban } } }`;
const LINK = 'query ($id: ID!) { paymentLink(invoiceId: $id) { url expiresAt } }';
const PAY =
  'mutation ($t: String!, $k: String!, $g: ID) { payByLink(token: $t, idempotencyKey: $k, gatewayId: $g) { id status amount currency redirectUrl sandbox } }';
const STANDING =
  'query ($t: String!, $c: ID!) { paymentByLink(token: $t, checkoutId: $c) { id status amount } }';
const REVOKE = 'mutation ($id: ID!) { revokePaymentLinks(invoiceId: $id) }';

let server: TestServer;
let north: Tenant, south: Tenant;
let cash: ReturnType<typeof money>;
let account: string;

beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  ({ north, south } = await makeTree(server));
  cash = money(server);
  account = await openSandbox(server, north.id);
});
afterAll(() => server.stop());

/** An invoice of a new customer with its link's token. */
async function linked(amount = '49.90', more: object = {}, of = north) {
  const customer = await makeCustomer(server, of.id);
  const invoice = await cash.invoice(customer.id, amount, more);
  const { paymentLink } = await server.must(LINK, { id: invoice.id });
  const token: string = paymentLink.url.split('/pay/')[1];
  return { customer, invoice, token, link: paymentLink };
}
const view = async (token: string) => (await server.must(VIEW, { t: token }, null)).paymentLinkView;
const codeOf = async (query: string, variables: object, token: string | null = null) =>
  must((await server.ask(query, variables, token)).errors)[0].extensions;

describe('a link to pay an invoice', () => {
  it('shows partner, number, due and date to whoever holds it, and nothing of the customer', async () => {
    const { invoice, token, link, customer } = await linked();
    expect(link.url).toBe(`${server.url}/pay/${token}`);
    expect(await view(token)).toMatchObject({
      partnerName: 'North Net',
      invoiceNumber: invoice.number,
      dueDate: invoice.dueDate,
      due: '49.90',
      currency: 'EUR',
      state: 'UNPAID',
      test: false,
      branding: { name: 'North Net' },
      onlinePayment: [{ gatewayId: account, kind: 'SANDBOX', test: true }],
    });
    expect(JSON.stringify(await view(token))).not.toContain(customer.id);
    const paid = await codeOf(
      'mutation ($t: String!) { payByLink(token: $t, idempotencyKey: "peek") { payment { customer { name } } } }',
      { t: token },
    );
    expect(paid.code).toBe('UNAUTHENTICATED');
  });

  it('works until the 60th day after the due date has ended, and not after', async () => {
    const { link } = await linked('10.00', { dueDate: '2026-04-20' });
    expect(new Date(link.expiresAt)).toEqual(new Date('2026-06-20T00:00:00Z'));
    // due on 9 February: its 60th day is today, 10 April
    await linked('10.00', { documentDate: '2026-02-01', dueDate: '2026-02-09' });
    const customer = await makeCustomer(server, north.id);
    const late = await cash.invoice(customer.id, '10.00', {
      documentDate: '2026-02-01',
      dueDate: '2026-02-08',
    });
    expect((await codeOf(LINK, { id: late.id }, server.operator)).reason).toBe('LINK_EXPIRED');
  });

  it('is paid once, however often it is asked with one key, and tells how it stands', async () => {
    const { invoice, token, customer } = await linked();
    const pay = (k: string) => server.must(PAY, { t: token, k }, null);
    const answers = await Promise.all(Array.from({ length: 5 }, () => pay('one')));
    const [{ payByLink: first }] = answers;
    expect(new Set(answers.map(({ payByLink }) => payByLink.id)).size).toBe(1);
    expect(first).toMatchObject({ status: 'PENDING', amount: '49.90', sandbox: true });
    const standing = async () =>
      (await server.must(STANDING, { t: token, c: first.id }, null)).paymentByLink;
    expect(await standing()).toMatchObject({ status: 'PENDING' });
    await sandboxSaysPaid(server, north.id, first.id, { amount: '4990', currency: 'EUR' });
    expect(await standing()).toEqual({ id: first.id, status: 'PAID', amount: '49.90' });
    expect(await cash.invoiceNow(invoice.id)).toMatchObject({ status: 'PAID', due: '0.00' });
    expect(await view(token)).toMatchObject({ due: null, state: 'PAID' });
    expect((await pay('one')).payByLink).toMatchObject({ id: first.id, status: 'PAID' });
    expect((await codeOf(PAY, { t: token, k: 'two' })).reason).toBe('INVOICE_NOT_OPEN');
    const { auditEntries } = await server.must(
      'query ($c: ID!) { auditEntries(filter: { entityId: $c }) { nodes { action actor } } }',
      { c: first.id },
    );
    expect(auditEntries.nodes).toContainEqual({ action: 'start', actor: 'Payment link' });
    // what its customer begins in the portal is none of the link's, nor is another invoice's
    const other = await linked('49.90', {}, north);
    expect((await codeOf(STANDING, { t: other.token, c: first.id })).code).toBe('NOT_FOUND');
    expect(customer.id).not.toBe(other.customer.id);
  });

  it('says that the invoice is void, and takes no money for it', async () => {
    const { invoice, token } = await linked();
    await cash.void(invoice.id);
    expect(await view(token)).toMatchObject({ state: 'VOID', due: null });
    expect((await codeOf(PAY, { t: token, k: 'void' })).reason).toBe('INVOICE_NOT_OPEN');
  });

  it('ends with all others of its invoice when they are taken back; a new one works', async () => {
    const { invoice, token } = await linked();
    const other = await linked();
    await server.must(REVOKE, { id: invoice.id });
    expect((await codeOf(VIEW, { t: token })).code).toBe('NOT_FOUND');
    expect((await codeOf(PAY, { t: token, k: 'gone' })).code).toBe('NOT_FOUND');
    expect(await view(other.token)).toMatchObject({ due: '49.90' });
    const { paymentLink } = await server.must(LINK, { id: invoice.id });
    expect(paymentLink.url).not.toContain(token);
    expect(await view(paymentLink.url.split('/pay/')[1])).toMatchObject({ due: '49.90' });
  });

  it('is given to staff who see the invoice and to its customer, not to others, not of a draft', async () => {
    const { invoice, customer } = await linked();
    const mine = await server.signIn(customer.login, PASSWORD);
    expect((await server.must(LINK, { id: invoice.id }, mine)).paymentLink.url).toContain('/pay/');
    expect((await codeOf(LINK, { id: invoice.id }, south.token)).code).toBe('NOT_FOUND');
    expect((await codeOf(REVOKE, { id: invoice.id }, south.token)).code).toBe('NOT_FOUND');
    expect((await codeOf(REVOKE, { id: invoice.id }, mine)).code).toBe('FORBIDDEN');
    expect((await codeOf(LINK, { id: NOWHERE }, server.operator)).code).toBe('NOT_FOUND');
    const draft = await cash.invoice(customer.id, '5.00', { draft: true });
    expect((await codeOf(LINK, { id: draft.id }, server.operator)).reason).toBe('NOT_ISSUED');
    expect((await codeOf(LINK, { id: draft.id }, mine)).code).toBe('NOT_FOUND');
  });

  it('says where to transfer the money where nobody can pay online', async () => {
    const { token } = await linked('20.00', {}, south);
    expect(await view(token)).toMatchObject({ onlinePayment: [], due: '20.00' });
    expect((await codeOf(PAY, { t: token, k: 'none' })).reason).toBe('NO_GATEWAY');
  });

  it('is not found when a sign of it differs; many such guesses from one place are stopped, links still work', async () => {
    const { token } = await linked();
    const changed = (i: number) =>
      token.slice(0, i) + (token[i] === 'A' ? 'B' : 'A') + token.slice(i + 1);
    for (const i of [0, 30, 47, 60]) {
      expect((await codeOf(VIEW, { t: changed(i) })).code, `sign ${i}`).toBe('NOT_FOUND');
    }
    expect((await codeOf(VIEW, { t: '' })).code).toBe('NOT_FOUND');
    const codes = new Set<string>();
    for (let i = 0; i < 30; i++) codes.add((await codeOf(VIEW, { t: `guess${i}` })).code);
    expect(codes).toEqual(new Set(['NOT_FOUND', 'RATE_LIMITED']));
    expect((await codeOf(PAY, { t: 'guess', k: 'x' })).code).toBe('RATE_LIMITED');
    expect(await view(token)).toMatchObject({ due: '49.90' });
  });
});

describe('templates', () => {
  const PREVIEW =
    'mutation ($p: ID!, $k: TemplateKind!, $s: String!, $d: ID) { previewDocumentTemplate(partnerId: $p, kind: $k, source: $s, subject: "x", documentId: $d) { html errors } }';

  it('print the link of an invoice as {{paymentLink}}, in a mail about several each its own', async () => {
    const { invoice, customer, token } = await linked();
    const preview = async (k: string, s: string, d: string) =>
      (await server.must(PREVIEW, { p: north.id, k, s, d })).previewDocumentTemplate;
    const mail = await preview('INVOICE_MAIL', '<p>{{paymentLink}}</p>', invoice.id);
    expect(mail).toMatchObject({ errors: [] });
    expect(mail.html).toContain(`/pay/${token}`);
    const second = await cash.invoice(customer.id, '5.00');
    const reminder = await preview(
      'REMINDER_MAIL',
      '{{#each invoices}}<p>{{number}}: {{paymentLink}}</p>{{/each}}{{#if paysOnline}}<p>online</p>{{/if}}',
      customer.id,
    );
    expect(reminder.html).toContain(`/pay/${token}`);
    expect(reminder.html).toContain(second.number);
    expect(reminder.html.match(/\/pay\//g)).toHaveLength(2);
    expect(reminder.html).toContain('online');
    await cash.pay(customer.id, '54.90');
    expect((await preview('INVOICE_MAIL', '<p>[{{paymentLink}}]</p>', invoice.id)).html).toContain(
      '[]',
    );
  });
});
