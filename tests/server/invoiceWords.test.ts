import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { fetchAs, readPdf } from '../support/files.ts';
import { makeCustomer, makeTenant, type Tenant } from '../support/tenants.ts';

let server: TestServer;
let north: Tenant;
let customerId: string;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  north = await makeTenant(server, 'North Net');
  customerId = (await makeCustomer(server, north.id)).id;
});
afterAll(() => server.stop());

const one = async (query: string, variables: object): Promise<any> =>
  Object.values(await server.must<Record<string, any>>(query, variables))[0];
const company = (i: object) =>
  one(
    'mutation ($p: ID!, $i: CompanyDetailsInput!) { updateCompanyDetails(partnerId: $p, input: $i) { name } }',
    { p: north.id, i: { name: 'North Net GmbH', taxNumber: 'none', ...i } },
  );
const input = (more: object = {}) => ({
  customerId,
  documentDate: '2026-04-10',
  lines: [{ description: 'Router', unitPrice: '80' }],
  ...more,
});
const CREATE =
  'mutation ($i: InvoiceInput!) { createInvoice(input: $i) { id note terms memo lines { total } } }';
const create = (more: object = {}) => one(CREATE, { i: input(more) });
const printed = async (id: string): Promise<string> => {
  const answer = await fetchAs(server, `/documents/invoices/${id}.pdf`);
  expect(answer.status).toBe(200);
  return (await readPdf(Buffer.from(await answer.arrayBuffer()))).text;
};

describe('what an invoice says beside its lines', () => {
  it('is what its partner’s invoices say, line by line, as it was when it was issued', async () => {
    await company({
      invoiceNote: 'Mast work on 20 April.',
      invoiceTerms: 'Payable without deduction.\nDelivered goods stay ours until paid.',
      invoiceMemo: 'Made by hand',
    });
    const invoice = await create();
    expect(invoice).toMatchObject({ note: null, terms: null, memo: 'Made by hand' });
    await company({ invoiceNote: 'Another note.', invoiceTerms: null, invoiceMemo: null });
    const text = await printed(invoice.id);
    for (const said of [
      'Mast work on 20 April.',
      'Payable without deduction.',
      'Delivered goods stay ours until paid.',
    ])
      expect(text).toContain(said);
    expect(text).not.toContain('Made by hand');
    expect(text).not.toContain('Another note.');
  });

  it('may be its own, or nothing, and is changed with a draft', async () => {
    await company({ invoiceNote: 'For everybody.', invoiceTerms: 'Terms of all.' });
    const { id } = await create({
      note: ' Yours alone. ',
      terms: '',
      memo: 'Ask Thandi',
      draft: true,
    });
    const before = await printed(id);
    expect(before).toContain('Yours alone.');
    expect(before).not.toContain('For everybody.');
    expect(before).not.toContain('Terms of all.');
    const changed = await one(
      'mutation ($id: ID!, $i: InvoiceInput!) { updateDraftInvoice(id: $id, input: $i) { note terms memo } }',
      { id, i: input({ terms: 'Ours today.' }) },
    );
    expect(changed).toEqual({ note: null, terms: 'Ours today.', memo: 'Ask Thandi' });
    await one('mutation ($id: ID!) { approveInvoice(id: $id) { id } }', { id });
    const text = await printed(id);
    expect(text).toContain('For everybody.');
    expect(text).toContain('Ours today.');
  });

  it('is refused by its field where it is too long or holds what cannot be printed', async () => {
    for (const [more, field] of [
      [{ note: 'x'.repeat(2001) }, 'note'],
      [{ terms: 'x'.repeat(4001) }, 'terms'],
      [{ memo: 'a\u0007b' }, 'memo'],
    ] as const)
      expect(await server.refused(CREATE, { i: input(more) })).toMatchObject({
        fields: { [field]: expect.any(String) },
      });
  });
});
