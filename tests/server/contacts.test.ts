import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { openMailbox, type Mailbox } from '../support/mailbox.ts';
import {
  makeCustomer,
  makeTree,
  makeUser,
  NOWHERE,
  PASSWORD,
  type Tenant,
} from '../support/tenants.ts';

let server: TestServer, mailbox: Mailbox, north: Tenant, northChild: Tenant, south: Tenant;
beforeAll(async () => {
  mailbox = await openMailbox();
  server = await startTestServer({
    BUSINESS_DATE: '2026-04-10',
    SMTP_URL: mailbox.url,
    MAIL_FROM: 'billing@isp.example',
    OUTBOUND_PRIVATE: 'allow',
  });
  ({ north, northChild, south } = await makeTree(server));
});
afterAll(async () => {
  await server.stop();
  await mailbox.close();
});

const SAVE =
  'mutation ($id: ID, $i: ContactInput!) { saveContact(id: $id, input: $i) { id name role emails phones topics login portalRights customFields customer { id } } }';
const REMOVE = 'mutation ($id: ID!) { removeContact(id: $id) }';
const save = async (input: object, token?: string, id?: string) =>
  (await server.must(SAVE, { id, i: input }, token)).saveContact;
const contactsOf = async (id: string, token?: string) =>
  (
    await server.must(
      'query ($id: ID!) { customer(id: $id) { contacts { name topics } } }',
      { id },
      token,
    )
  ).customer.contacts;

describe('contacts of a customer', () => {
  it('have a role, several addresses and topics, and what is left out of a change stays', async () => {
    const { id: customerId } = await makeCustomer(server, north.id);
    const ann = await save({
      customerId,
      name: ' Ann ',
      role: 'Bookkeeper',
      emails: ['ann@mail.example', 'ANN@mail.example', 'books@mail.example'],
      phones: ['+27 82 555 1234'],
      topics: ['INVOICES', 'INVOICES'],
    });
    expect(ann).toEqual({
      id: ann.id,
      name: 'Ann',
      role: 'Bookkeeper',
      emails: ['ANN@mail.example', 'books@mail.example'],
      phones: ['+27 82 555 1234'],
      topics: ['INVOICES'],
      login: null,
      portalRights: [],
      customFields: {},
      customer: { id: customerId },
    });
    expect(await save({ customerId, name: 'Anna', role: null }, undefined, ann.id)).toEqual({
      ...ann,
      name: 'Anna',
      role: null,
    });
    await save({ customerId, name: 'Aaron' });
    expect(await contactsOf(customerId)).toEqual([
      { name: 'Aaron', topics: [] },
      { name: 'Anna', topics: ['INVOICES'] },
    ]);
    await server.must(REMOVE, { id: ann.id });
    expect(await contactsOf(customerId)).toEqual([{ name: 'Aaron', topics: [] }]);
    const { auditEntries } = await server.must(
      'query ($id: ID!) { auditEntries(filter: { entity: "contact", entityId: $id }) { nodes { action } } }',
      { id: ann.id },
    );
    expect(auditEntries.nodes.map(({ action }: any) => action)).toEqual([
      'remove',
      'update',
      'create',
    ]);
  });

  it('are refused by field, and stay with their customer', async () => {
    const { id: customerId } = await makeCustomer(server, north.id);
    const other = await makeCustomer(server, north.id);
    const ann = await save({ customerId, name: 'Ann' });
    const many = (n: number) => Array.from({ length: n }, (_, i) => `a${i}@mail.example`);
    for (const [field, input] of [
      ['name', { name: ' ' }],
      ['emails', { emails: ['nobody'] }],
      ['emails', { emails: many(6) }],
      ['phones', { phones: ['1'.repeat(41)] }],
      ['login', { login: 'ann' }],
      ['portalRights', { portalRights: ['BILLS'] }],
      ['customerId', { customerId: 'x' }],
      ['customFields.nothing', { customFields: { nothing: 1 } }],
    ] as const)
      expect(
        await server.refused(SAVE, { i: { customerId, name: 'Ann', ...input } }),
      ).toMatchObject({ code: 'BAD_USER_INPUT', fields: { [field]: expect.anything() } });
    expect(
      await server.refused(SAVE, { id: ann.id, i: { customerId: other.id, name: 'Ann' } }),
    ).toMatchObject({ code: 'BAD_USER_INPUT', fields: { customerId: expect.anything() } });
  });

  it('are seen and changed inside the scope alone, and not by the customer', async () => {
    const { id: customerId, login } = await makeCustomer(server, northChild.id);
    const ann = await save({ customerId, name: 'Ann' }, north.token);
    for (const [query, variables] of [
      [SAVE, { i: { customerId, name: 'Eve' } }],
      [SAVE, { id: ann.id, i: { customerId, name: 'Eve' } }],
      [SAVE, { id: NOWHERE, i: { customerId, name: 'Eve' } }],
      [REMOVE, { id: ann.id }],
    ] as const)
      expect(await server.refused(query, variables, south.token)).toMatchObject({
        code: 'NOT_FOUND',
      });
    const reader = await makeUser(server, north.id, 'READ_ONLY');
    expect(await contactsOf(customerId, reader.token)).toMatchObject([{ name: 'Ann' }]);
    expect(await server.refused(REMOVE, { id: ann.id }, reader.token)).toMatchObject({
      code: 'FORBIDDEN',
    });
    const self = await server.signIn(login, PASSWORD);
    expect(await contactsOf(customerId, self)).toEqual([]);
  });

  it('have custom fields', async () => {
    await server.must('mutation ($i: CustomFieldInput!) { createCustomField(input: $i) { key } }', {
      i: { entity: 'CONTACT', key: 'floor', label: 'Floor', type: 'TEXT', searchable: true },
    });
    const { id: customerId } = await makeCustomer(server, north.id);
    const ann = await save({ customerId, name: 'Ann', customFields: { floor: 'penthouse' } });
    expect(ann.customFields).toEqual({ floor: 'penthouse' });
    expect(await found('penthouse')).toMatchObject([{ id: ann.id, customerId }]);
    await server.must(REMOVE, { id: ann.id });
    expect(await found('penthouse')).toEqual([]);
  });
});

const found = async (text: string, token?: string) =>
  (
    await server.must(
      'query ($t: String!) { search(text: $t, kinds: ["CONTACT"]) { kind id title detail customerId exact } }',
      { t: text },
      token,
    )
  ).search;

it('a search finds them by name, role, e-mail and phone however it is written', async () => {
  const { id: customerId, number } = await makeCustomer(server, north.id, { name: 'Harbour Ltd' });
  const zoe = await save({
    customerId,
    name: 'Zoë Quist',
    role: 'Harbourmaster',
    emails: ['zoe@harbour.example'],
    phones: ['+27 82 555 9876'],
  });
  const hit = {
    kind: 'CONTACT',
    id: zoe.id,
    title: 'Zoë Quist',
    detail: `Harbour Ltd #${number} · Harbourmaster`,
    customerId,
    exact: false,
  };
  for (const text of ['zoe qui', 'ZOË', 'harbourmas', '0825559876', '+27 82 555 9876'])
    expect(await found(text), text).toEqual([hit]);
  expect(await found('Zoe@Harbour.example')).toEqual([{ ...hit, exact: true }]);
  expect(await found('zoe', south.token)).toEqual([]);
  await save({ customerId, name: 'Yara' }, undefined, zoe.id);
  expect(await found('zoe qui')).toEqual([]);
});

describe('what contacts are sent', () => {
  const invoice = async (customerId: string): Promise<string> =>
    (
      await server.must('mutation ($i: InvoiceInput!) { createInvoice(input: $i) { id } }', {
        i: {
          customerId,
          documentDate: '2026-04-01',
          dueDate: '2026-04-02',
          lines: [{ description: 'Dish', unitPrice: '10' }],
        },
      })
    ).createInvoice.id;
  const sentTo = async (customerId: string, kind: string): Promise<string[]> =>
    (
      await server.must(
        'query ($f: MessageFilter) { messages(filter: $f, first: 50) { nodes { to } } }',
        { f: { customerId, kind } },
      )
    ).messages.nodes
      .map(({ to }: { to: string }) => to)
      .sort();

  it('goes to each address of all that get it, without any to the customer', async () => {
    const { id: customerId } = await makeCustomer(server, north.id, { email: 'own@mail.example' });
    const mailed = async () => {
      const id = await invoice(customerId);
      const { messages } = await server.must(
        'query ($f: MessageFilter) { messages(filter: $f, first: 50) { nodes { to invoice { id } } } }',
        { f: { customerId } },
      );
      return messages.nodes
        .filter((each: any) => each.invoice?.id === id)
        .map(({ to }: { to: string }) => to)
        .sort();
    };
    expect(await mailed()).toEqual(['own@mail.example']);
    await save({ customerId, name: 'Tim', emails: ['tim@mail.example'], topics: ['TICKETS'] });
    await save({ customerId, name: 'No address', topics: ['INVOICES'] });
    expect(await mailed()).toEqual(['own@mail.example']);
    await save({
      customerId,
      name: 'Ann',
      emails: ['ann@mail.example', 'books@mail.example'],
      topics: ['INVOICES'],
    });
    const bea = await save({
      customerId,
      name: 'Bea',
      emails: ['Books@mail.example'],
      topics: ['INVOICES', 'REMINDERS'],
    });
    const to = await mailed();
    expect(to.map((each: string) => each.toLowerCase())).toEqual([
      'ann@mail.example',
      'books@mail.example',
    ]);
    await server.must(REMOVE, { id: bea.id });
    expect(await mailed()).toEqual(['ann@mail.example', 'books@mail.example']);
  });

  it('arrives', async () => {
    const { id: customerId } = await makeCustomer(server, north.id);
    await save({ customerId, name: 'Ida', emails: ['ida@mail.example'], topics: ['INVOICES'] });
    const id = await invoice(customerId);
    await expect.poll(() => mailbox.of('ida@mail.example').length, { timeout: 15_000 }).toBe(1);
    const { sendInvoice } = await server.must(
      'mutation ($id: ID!) { sendInvoice(id: $id) { to } }',
      { id },
    );
    expect(sendInvoice.to).toBe('ida@mail.example');
  });

  it('is a reminder for who gets reminders, one a day, and none for who unsubscribed', async () => {
    const { id: customerId } = await makeCustomer(server, north.id, { email: 'own2@mail.example' });
    for (const name of ['rem1', 'rem2'])
      await save({ customerId, name, emails: [`${name}@mail.example`], topics: ['REMINDERS'] });
    await invoice(customerId);
    const plan = async () =>
      (
        await server.must(
          'query ($f: InvoiceFilter) { reminderPlan(filter: $f) { customers leftOut fingerprint } }',
          { f: { customerId } },
        )
      ).reminderPlan;
    const { fingerprint, customers } = await plan();
    expect(customers).toBe(1);
    const { sendReminders } = await server.must(
      'mutation ($f: InvoiceFilter, $p: String!) { sendReminders(filter: $f, fingerprint: $p) }',
      { f: { customerId }, p: fingerprint },
    );
    expect(sendReminders).toBe(1);
    expect(await sentTo(customerId, 'REMINDER_MAIL')).toEqual([
      'rem1@mail.example',
      'rem2@mail.example',
    ]);
    expect(await plan()).toMatchObject({ customers: 0, leftOut: { remindedToday: 1 } });
  });
});
