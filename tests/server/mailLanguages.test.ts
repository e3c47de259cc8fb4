import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '@backhaul/domain/text/languages';
import { EN, type MailWords } from '../../server/src/modules/templates/words/mails/en.ts';
import { MAIL_WORDS } from '../../server/src/modules/templates/words/mails/index.ts';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { money } from '../support/money.ts';
import { makeCustomer, makeTenant } from '../support/tenants.ts';

let server: TestServer;
let cash: ReturnType<typeof money>;
let north: { id: string; token: string };
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  cash = money(server);
  north = await makeTenant(server, 'North Net');
});
afterAll(async () => {
  await server.stop();
});

const one = async (query: string, variables: object): Promise<any> =>
  Object.values(await server.must<Record<string, any>>(query, variables))[0];

/** A customer who reads a language, with one mail of every kind about it: what each says. */
async function mailsIn(documentLanguage: string): Promise<Map<string, string>> {
  const { id } = await makeCustomer(server, north.id, {
    name: 'Vera Moser',
    email: `vera-${documentLanguage.toLowerCase()}@customer.example`,
    login: `vera-${documentLanguage.toLowerCase()}`,
  });
  await server.must(
    'mutation ($c: ID!, $i: CustomerBillingInput!) { updateCustomerBilling(customerId: $c, input: $i) { id } }',
    { c: id, i: { documentLanguage } },
  );
  const lines = [{ description: 'Router', unitPrice: '1234.5' }];
  const input = { customerId: id, documentDate: '2026-04-05', lines };
  const make = (mutation: string, type: string, more = {}) =>
    one(`mutation ($input: ${type}!) { ${mutation}(input: $input) { id } }`, {
      input: { ...input, ...more },
    });
  await cash.invoice(id, '1234.5');
  const proforma = await make('createProforma', 'ProformaInput');
  await make('createCreditNote', 'CreditNoteInput', {
    reason: 'ok',
    lines: [{ description: 'Router', unitPrice: '5' }],
  });
  await cash.pay(id, '20', { proformaId: proforma.id });
  await one('mutation ($id: ID!) { sendWelcome(customerId: $id) { id } }', { id });
  await one('mutation ($ids: [ID!]!) { remindCustomers(customerIds: $ids) }', { ids: [id] });
  const { nodes } = await one(
    'query ($f: MessageFilter) { messages(filter: $f) { nodes { id kind } } }',
    { f: { customerId: id } },
  );
  const found = new Map<string, string>();
  for (const mail of nodes as { id: string; kind: string }[]) {
    const { subject, body } = await one(
      'query ($id: ID!) { messagePreview(id: $id) { subject body } }',
      { id: mail.id },
    );
    found.set(mail.kind, `${subject}\n${body.replaceAll(/<[^>]*>/g, ' ')}`);
  }
  return found;
}

describe('mails to customers', () => {
  it('speak the language of their documents, each of their kinds', async () => {
    const kinds = [
      'INVOICE_MAIL',
      'PROFORMA_MAIL',
      'CREDIT_NOTE_MAIL',
      'PAYMENT_MAIL',
      'REMINDER_MAIL',
      'WELCOME_MAIL',
    ];
    const english = /Dear|Kind regards|Please|There is|Reminder|welcome!|We received|Amount due/;
    for (const language of LANGUAGES) {
      const mails = await mailsIn(language);
      expect([...mails.keys()].sort(), language).toEqual([...kinds].sort());
      for (const [kind, words] of mails) {
        expect(words, `${kind} ${language}`).not.toMatch(/#\d|undefined/);
        expect(words, `${kind} ${language}`).toContain(MAIL_WORDS[language].regards);
        if (language === 'EN') expect(words, kind).toMatch(english);
        else expect(words, `${kind} ${language}`).not.toMatch(english);
      }
      if (language === 'DE')
        expect(mails.get('INVOICE_MAIL')).toMatch(
          /Bitte zahlen Sie\s+1\.229,50.EUR\s+bis zum\s+15\. April 2026/,
        );
    }
  });

  it('are the partner’s own where it wrote them, in its words', async () => {
    const setOwn = (source: string | null, subject: string | null) =>
      one(
        'mutation ($p: ID!, $s: String, $j: String) { setDocumentTemplate(partnerId: $p, kind: INVOICE_MAIL, subject: $j, source: $s) { builtIn } }',
        { p: north.id, s: source, j: subject },
      );
    await setOwn('<p>Howdy {{customer.name}}, {{money document.total "EUR"}}</p>', 'Ours');
    const { id } = await makeCustomer(server, north.id, { email: 'own@customer.example' });
    await server.must(
      'mutation ($c: ID!) { updateCustomerBilling(customerId: $c, input: { documentLanguage: DE }) { id } }',
      { c: id },
    );
    await cash.invoice(id, '1234.5');
    const { nodes } = await one(
      'query ($f: MessageFilter) { messages(filter: $f) { nodes { id } } }',
      { f: { customerId: id } },
    );
    const said = await one('query ($id: ID!) { messagePreview(id: $id) { subject body } }', {
      id: nodes[0].id,
    });
    expect(said.subject).toBe('Ours');
    expect(said.body).toMatch(/Howdy .*1,234\.50.EUR/);
    await setOwn(null, null);
  });
});

describe('the words of mails', () => {
  const marks = (words: string) => (words.match(/#\d/g) ?? []).sort();

  it('have the same marks in every language', () => {
    for (const language of LANGUAGES)
      for (const name of Object.keys(EN) as (keyof MailWords)[])
        expect(marks(MAIL_WORDS[language][name]), `${language} ${name}`).toEqual(marks(EN[name]));
  });
});
