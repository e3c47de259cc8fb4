import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { PHONE, signInto, useBrowser } from '../support/browser.ts';
import { openMailbox, type Mailbox } from '../support/mailbox.ts';
import { confirm, preview, story } from '../support/story.ts';
import { makeCustomer, makeTenant, PASSWORD, type Tenant } from '../support/tenants.ts';
import { violations } from './everyPage.ts';

let mailbox: Mailbox;
let server: TestServer;
let karoo: Tenant;
const browser = useBrowser();

beforeAll(async () => {
  mailbox = await openMailbox();
  server = await startTestServer({
    SMTP_URL: mailbox.url,
    MAIL_FROM: 'billing@isp.example',
    OUTBOUND_PRIVATE: 'allow',
    BUSINESS_DATE: '2026-04-01',
  });
  karoo = await makeTenant(server, 'Karoo Fibre');
  // what is issued waits long enough to be looked at
  await settings(karoo, { invoiceDelayHours: 3, weekdays: [1, 2, 3, 4, 5, 6, 7] });
});
afterAll(async () => {
  await server.stop();
  await mailbox.close();
});

const settings = (tenant: Tenant, input: object) =>
  server.must(
    'mutation ($p: ID!, $i: NotificationSettingsInput!) { updateNotificationSettings(partnerId: $p, input: $i) { sendsMail } }',
    { p: tenant.id, i: input },
  );

/** A customer with an address who is owed an invoice by a confirmed run. */
async function billed(
  name: string,
  tenant = karoo,
): Promise<{ id: string; email: string; invoice: { id: string; number: string } }> {
  const tell = story(server);
  const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@home.example`;
  const { id } = await makeCustomer(server, tenant.id, { name, email });
  const tariff = await tell.tariff({
    name: `Plan of ${name}`,
    price: '499',
    partnerIds: [tenant.id],
  });
  await tell.service({ customerId: id, tariffId: tariff.id, startDate: '2026-04-01' });
  const [run] = await preview(server, { date: '2026-04-01', partnerIds: [tenant.id] });
  await confirm(server, run);
  return { id, email, invoice: (await tell.customerNow(id)).invoices.nodes[0] };
}

const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

async function open(
  tenant: Tenant,
  path: string,
  options?: Parameters<typeof browser.open>[1],
): Promise<Page> {
  const window = await browser.open(server.url, options);
  await signInto(window, 'admin', tenant.email, PASSWORD);
  await window.page.goto(`/admin${path}`);
  return window.page;
}

describe('the outbox', () => {
  it('shows what a confirmed run will send, sends it now, and says live that it went', async () => {
    const { email, invoice } = await billed('Thandi Nkosi');
    const page = await open(karoo, '/messages');
    const row = rowOf(page, 'Thandi Nkosi');
    await row.getByText('Waiting').waitFor();
    await row.getByText(/^goes /).waitFor();
    expect(mailbox.of(email)).toEqual([]);
    await row.getByRole('link', { name: `Invoice ${invoice.number}` }).click();
    await page.getByRole('heading', { level: 2, name: 'Preview' }).waitFor();
    await page.frameLocator('iframe').getByText('Thandi Nkosi').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Send now' }).click();
    const dialog = page.getByRole('dialog', { name: 'Send message now' });
    await dialog.getByText(`to ${email}`).waitFor();
    await dialog.getByRole('button', { name: 'Send message now' }).click();
    await page.getByRole('heading', { level: 2, name: 'As sent' }).waitFor();
    await page.getByText('Accepted').waitFor();
    const [{ mail }] = mailbox.of(email);
    expect(mail.attachments.map((each) => each.contentType)).toEqual(['application/pdf']);
    expect(mail.attachments[0].content.subarray(0, 5).toString()).toBe('%PDF-');
    expect(mail.subject).toContain(invoice.number);
    await page.goto('/admin/messages');
    await rowOf(page, 'Thandi Nkosi').getByText('Sent', { exact: true }).waitFor();
  });

  it('moves while one looks', async () => {
    const { email, invoice } = await billed('Lerato Mokoena');
    const page = await open(karoo, `/invoices/${invoice.id}/show`);
    const card = page.getByRole('region', { name: 'Messages' });
    await card.getByText('Waiting').waitFor();
    const { messages } = await server.must<any>(
      'query ($i: ID) { messages(filter: { invoiceId: $i }) { nodes { id } } }',
      { i: invoice.id },
    );
    await server.must('mutation ($id: ID!) { sendMessageNow(id: $id) { id } }', {
      id: messages.nodes[0].id,
    });
    await card.getByText('Sent', { exact: true }).waitFor();
    expect(mailbox.of(email)).toHaveLength(1);
  });

  it('cancels several at once and says what is left out', async () => {
    const first = await billed('Annelie Botha');
    const second = await billed('Pieter van der Merwe');
    const page = await open(karoo, '/messages');
    await page.getByRole('checkbox', { name: 'Choose all on this page' }).check();
    await page
      .getByRole('region', { name: 'Chosen messages' })
      .getByRole('button', { name: 'Cancel' })
      .click();
    const dialog = page.getByRole('dialog', { name: 'Cancel 2 messages' });
    await dialog.getByText(/left out/).waitFor();
    await dialog.getByRole('button', { name: 'Cancel 2 messages' }).click();
    await rowOf(page, 'Annelie Botha').getByText('Cancelled', { exact: true }).waitFor();
    await rowOf(page, 'Pieter van der Merwe').getByText('Cancelled', { exact: true }).waitFor();
    await page.getByRole('region', { name: 'Chosen messages' }).waitFor({ state: 'detached' });
    expect([...mailbox.of(first.email), ...mailbox.of(second.email)]).toEqual([]);
  });

  it('says why messages are held, and they go once a mail server is set', async () => {
    // an installation without a server of its own
    const alone = await startTestServer({ OUTBOUND_PRIVATE: 'allow' });
    try {
      const berg = await makeTenant(alone, 'Berg Wireless');
      const customer = await makeCustomer(alone, berg.id, {
        name: 'Zoë Müller',
        email: 'zoe@home.example',
      });
      await alone.must('mutation ($i: InvoiceInput!) { createInvoice(input: $i) { id } }', {
        i: {
          customerId: customer.id,
          documentDate: '2026-04-01',
          lines: [{ description: 'Router', quantity: '1', unitPrice: '50' }],
        },
      });
      const window = await browser.open(alone.url);
      await signInto(window, 'admin', berg.email, PASSWORD);
      const { page } = window;
      await page.goto('/admin/');
      await page.getByRole('link', { name: /See why: 1 message is held/ }).click();
      await page
        .getByText(
          'No mail server is set for Berg Wireless; messages go out by themselves once one is.',
        )
        .waitFor();
      await rowOf(page, 'Zoë Müller').getByText('Held').waitFor();
      await page.getByRole('link', { name: 'Set a mail server' }).click();
      const card = page.getByRole('region', { name: 'Mail server' });
      await card.getByRole('button', { name: 'Set mail server' }).click();
      const dialog = page.getByRole('dialog', { name: 'Set a mail server' });
      await dialog.getByLabel('Sender’s address').fill('billing@berg.example');
      await dialog.getByLabel('Server', { exact: false }).first().fill('127.0.0.1');
      await dialog.getByLabel('Encryption').selectOption('NONE');
      await dialog.getByLabel('Port').fill(String(mailbox.port));
      await dialog.getByRole('button', { name: 'Save mail server' }).click();
      await card.getByText('Mail of Berg Wireless goes out from billing@berg.example.').waitFor();
      await card.getByRole('button', { name: 'Send me a test mail' }).click();
      await card.getByText(`A test mail is on the way to ${berg.email}.`).waitFor();
      expect(mailbox.of(berg.email)[0].mail.from?.text).toContain('Berg Wireless');
      await page.goto('/admin/messages?filter={}');
      await rowOf(page, 'Zoë Müller').getByText('Sent', { exact: true }).waitFor();
      expect(mailbox.of('zoe@home.example')).toHaveLength(1);
      await window.context.close();
    } finally {
      await alone.stop();
    }
  });
});

describe('writing to customers', () => {
  it('sends an invoice to another address and a welcome, from their pages', async () => {
    const { id, email, invoice } = await billed('Sipho Dlamini');
    const page = await open(karoo, `/invoices/${invoice.id}/show`);
    await page.getByRole('button', { name: 'Send invoice' }).click();
    const dialog = page.getByRole('dialog', { name: `Send invoice ${invoice.number}` });
    await dialog.getByText(`Empty: to ${email}`).waitFor();
    await dialog.getByText(/still waits is cancelled/).waitFor();
    await dialog.getByLabel('Another address').fill('not an address');
    await dialog.getByRole('button', { name: 'Send invoice' }).click();
    await dialog.getByText('The invoice was not sent.').waitFor();
    await dialog.getByLabel('Another address').fill('office@home.example');
    await dialog.getByRole('button', { name: 'Send invoice' }).click();
    await page
      .getByText(`Invoice ${invoice.number} is on the way to office@home.example.`)
      .waitFor();
    const card = page.getByRole('region', { name: 'Messages' });
    await card.getByText('Sent', { exact: true }).waitFor();
    await card.getByText('Cancelled', { exact: true }).waitFor();
    expect(mailbox.of('office@home.example')).toHaveLength(1);
    await page.goto(`/admin/customers/${id}/show?tab=messages`);
    await page.getByRole('button', { name: 'Send welcome' }).click();
    await page
      .getByRole('dialog', { name: 'Send welcome' })
      .getByRole('button', { name: 'Send welcome' })
      .click();
    await rowOf(page, 'Welcome').getByText('Sent', { exact: true }).waitFor();
    expect(String(mailbox.of(email)[0].mail.html)).toMatch(/reset-password\?token=/);
  });

  it('reminds those chosen who owe something, once a day, and says to how many before', async () => {
    const berg = await makeTenant(server, 'Berg Wireless');
    await settings(berg, { invoiceAutoSend: false });
    const debtor = await billed('Nomsa Khumalo', berg);
    await makeCustomer(server, berg.id, { name: 'Willem Adams', email: 'willem@home.example' });
    const silent = await billed('Fatima Naidoo', berg);
    await server.must(
      'mutation ($id: ID!) { updateCustomer(id: $id, input: { email: null }) { id } }',
      { id: silent.id },
    );
    const page = await open(berg, '/customers');
    const remind = async () => {
      await page.getByRole('checkbox', { name: 'Choose all on this page' }).check();
      await page.getByRole('button', { name: 'Remind of what they owe' }).click();
      const dialog = page.getByRole('dialog', { name: 'Remind Nomsa Khumalo' });
      await dialog
        .getByText('1 owes nothing, 1 has no e-mail address: no mail to those.')
        .waitFor();
      await dialog.getByRole('button', { name: 'Send reminder' }).click();
    };
    await remind();
    await page.getByText('1 customer will get a reminder.').waitFor();
    await expect.poll(() => mailbox.of(debtor.email).length, { timeout: 10_000 }).toBe(1);
    await page.goto('/admin/invoices');
    await page
      .getByRole('checkbox', { name: `Choose ${debtor.invoice.number} of Nomsa Khumalo` })
      .check();
    await page.getByRole('button', { name: 'Remind their customers' }).click();
    await page
      .getByRole('dialog', { name: 'Remind Nomsa Khumalo' })
      .getByRole('button', { name: 'Send reminder' })
      .click();
    await page.getByText('Nobody will get a reminder.').waitFor();
    expect(mailbox.of(debtor.email)).toHaveLength(1);
  });
});

describe('notification settings', () => {
  it('say what they come to, are saved with their origin, and go back to inheriting', async () => {
    const village = await makeTenant(server, 'Karoo Village', { parentId: karoo.id });
    const page = await open(karoo, `/settings/notifications?partner=${village.id}`);
    await page
      .getByText('An invoice confirmed Friday 17:30 goes out the same day 20:30.')
      .waitFor();
    for (const day of ['Sat', 'Sun']) await page.getByRole('button', { name: day }).click();
    await page.getByRole('combobox', { name: 'Not before' }).click();
    await page.getByRole('option', { name: '08:00' }).click();
    await page.getByRole('combobox', { name: 'Not after' }).click();
    await page.getByRole('option', { name: '17:00' }).click();
    await page.getByText('An invoice confirmed Friday 17:30 goes out Monday 08:00.').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save settings' }).click();
    await page.getByText('Settings saved').waitFor();
    await page
      .getByRole('group', { name: 'Not before' })
      .getByText(/^set here by Test/)
      .waitFor();
    const saved = await server.must<any>(
      'query ($p: ID!) { notificationSettings(partnerId: $p) { weekdays fromHour toHour overridden } }',
      { p: village.id },
    );
    expect(saved.notificationSettings).toEqual({
      weekdays: [1, 2, 3, 4, 5],
      fromHour: 8,
      toHour: 17,
      overridden: ['weekdays', 'fromHour', 'toHour'],
    });
    await page.getByRole('button', { name: 'Reset Weekdays to inherited: every day' }).click();
    await page.getByRole('button', { name: 'Save settings' }).click();
    await page.getByRole('group', { name: 'Weekdays' }).getByText('from Karoo Fibre').waitFor();
  });
});

describe('a forgotten password', () => {
  it('is set anew with the mailed link, on a phone, and the link works once', async () => {
    const tenant = await makeTenant(server, 'Forgetful Net');
    const window = await browser.open(server.url, { viewport: PHONE });
    const { page } = window;
    await page.goto('/admin/');
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    // both pages ask for the e-mail
    await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor();
    await page.getByLabel('E-mail').fill(tenant.email);
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
    await expect.poll(() => mailbox.of(tenant.email).length, { timeout: 10_000 }).toBe(1);
    const link =
      /http[^"]*\/admin\/reset-password\?token=[\w-]+/.exec(
        String(mailbox.of(tenant.email)[0].mail.html),
      )?.[0] ?? '';
    await page.goto(link);
    await page.getByRole('heading', { name: 'Set a new password' }).waitFor();
    await expect.poll(() => page.url()).not.toContain('token');
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('New password', { exact: false }).first().fill('short');
    await page.getByLabel('New password again').fill('short');
    await page.getByRole('button', { name: 'Set new password' }).click();
    await page.locator('[aria-invalid="true"]').first().waitFor();
    await page.reload(); // what was typed is gone, the link is not
    await page.getByLabel('New password', { exact: false }).first().fill('a brand new password');
    await page.getByLabel('New password again').fill('a brand new password');
    await page.getByRole('button', { name: 'Set new password' }).click();
    await page.getByRole('heading', { name: 'Your new password is set' }).waitFor();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('E-mail').fill(tenant.email);
    await page.getByLabel('Password').fill('a brand new password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Dashboard' }).waitFor();
    await page.goto(link);
    await page.getByLabel('New password', { exact: false }).first().fill('yet another password');
    await page.getByLabel('New password again').fill('yet another password');
    await page.getByRole('button', { name: 'Set new password' }).click();
    await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
    await page.getByRole('link', { name: 'Ask for a new link' }).click();
    await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor();
  });

  it('gives the same answer for an account that does not exist', async () => {
    const { page } = await browser.open(server.url);
    await page.goto('/admin/forgot-password');
    await page.getByLabel('E-mail').fill('nobody@nowhere.example');
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
    expect(mailbox.of('nobody@nowhere.example')).toEqual([]);
  });
});
