import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, startTestServer, type TestServer } from '../support/backhaul.ts';
import { confirm, preview, story } from '../support/story.ts';
import { makeCustomer, makeTenant, PASSWORD } from '../support/tenants.ts';

let server: TestServer;
let tell: ReturnType<typeof story>;
/** Of the server, which pretends nothing here: documents carry the instant they are really made. */
const today = new Date().toISOString().slice(0, 10);
const away = (days: number): string =>
  new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
let database: string;
beforeAll(async () => {
  database = await freshDatabase();
  server = await startTestServer({ DATABASE_URL: database });
  tell = story(server);
});
afterAll(() => server.stop());

const codes = (warnings: { code: string }[]): string[] => warnings.map((warning) => warning.code);
const one = async (query: string, variables: object): Promise<any> =>
  Object.values(await server.must<Record<string, any>>(query, variables))[0];
const DETAILS =
  'mutation ($p: ID!, $input: CompanyDetailsInput!) { updateCompanyDetails(partnerId: $p, input: $input) { taxNumber } }';
const COMPLETE = { name: 'Karoo Ltd', street: '1 Main Road', city: 'Cape Town', taxNumber: '4711' };
const INVOICE =
  'mutation ($input: InvoiceInput!) { createInvoice(input: $input) { id number warnings { code message } } }';
async function seller(
  details: object | null = COMPLETE,
): Promise<{ id: string; customer: string }> {
  const { id } = await tell.partner({ name: `Seller ${performance.now()}` });
  if (details) await server.must(DETAILS, { p: id, input: details });
  return {
    id,
    customer: (await tell.customer({ partnerId: id, name: 'Anna', status: 'ACTIVE' })).id,
  };
}
const before = (customer: string, date: string): Promise<any> =>
  one(
    'query ($c: ID!, $d: Date!) { documentWarnings(customerId: $c, date: $d) { code message } }',
    { c: customer, d: date },
  );
const invoice = (customer: string, date: string, draft = false): Promise<any> =>
  one(INVOICE, {
    input: {
      customerId: customer,
      documentDate: date,
      draft,
      lines: [{ description: 'Visit', unitPrice: '10' }],
    },
  });
const pay = (customer: string, date: string): Promise<any> =>
  one(
    'mutation ($input: PaymentInput!) { recordPayment(input: $input) { id warnings { code } } }',
    { input: { customerId: customer, amount: '5', date, method: 'CASH' } },
  );

describe('a document or payment dated over a year away', () => {
  it.each([
    [-370, ['FAR_DATE']],
    [-360, []],
    [0, []],
    [360, []],
    [370, ['FAR_DATE']],
  ])('%i days: is taken, and marked before and after', async (days, marks) => {
    const { customer } = await seller();
    expect(codes(await before(customer, away(days)))).toEqual(marks);
    expect(codes((await invoice(customer, away(days))).warnings)).toEqual(marks);
    expect(codes((await pay(customer, away(days))).warnings)).toEqual(marks);
  });
  it('is no business of the customer', async () => {
    const north = await makeTenant(server, 'North Warned');
    const customer = await makeCustomer(server, north.id);
    await invoice(customer.id, away(-400));
    const token = await server.signIn(customer.login, PASSWORD);
    expect(
      (await server.must('{ invoices { nodes { warnings { code } } } }', {}, token)).invoices.nodes,
    ).toEqual([{ warnings: [] }]);
  });
});

describe('a run more than one period ahead', () => {
  it.each([
    [25, []],
    [40, ['FAR_AHEAD']],
    // once, however far
    [400, ['FAR_AHEAD']],
  ])('%i days: is marked', async (days, marks) => {
    expect(
      codes(
        await one('query ($d: Date!) { billingRunWarnings(date: $d) { code } }', { d: away(days) }),
      ),
    ).toEqual(marks);
    const { id } = await seller();
    const [run] = await preview(server, { date: away(days), partnerIds: [id] });
    expect(
      codes(
        (
          await one('query ($id: ID!) { billingRun(id: $id) { warnings { code } } }', {
            id: run.id,
          })
        ).warnings,
      ),
    ).toEqual(marks);
  });
});

describe('a charge over more than three periods', () => {
  it('is marked in the run and before a charge by hand, and the API makes it', async () => {
    const { id, customer } = await seller();
    const tariff = await tell.tariff({ name: 'Plan', price: '10', partnerIds: [id] });
    await tell.service({ customerId: customer, tariffId: tariff.id, startDate: away(-150) });
    const first = `${today.slice(0, 7)}-01`;
    const [run] = await preview(server, { date: first, partnerIds: [id] });
    expect(
      codes(
        (
          await one('query ($id: ID!) { billingRun(id: $id) { warnings { code } } }', {
            id: run.id,
          })
        ).warnings,
      ),
    ).toEqual(['MANY_PERIODS']);
    expect(
      codes(
        (
          await one(
            'query ($c: ID!, $d: Date!) { customer(id: $c) { upcomingCharge(date: $d) { warnings { code } } } }',
            { c: customer, d: first },
          )
        ).upcomingCharge.warnings,
      ),
    ).toEqual(['MANY_PERIODS']);
    expect(await confirm(server, run)).toMatchObject({ status: 'PROCESSED', invoiceCount: 1 });
  });
});

describe('the first document of a partner', () => {
  it('says what its company details lack, and later ones do not', async () => {
    const { id, customer } = await seller(null);
    const [warning] = await before(customer, today);
    expect(warning).toMatchObject({
      code: 'COMPANY_INCOMPLETE',
      message: expect.stringContaining('no company name, address and tax number'),
    });
    await invoice(customer, today, true);
    expect(codes(await before(customer, today))).toEqual(['COMPANY_INCOMPLETE']); // a draft is no document yet
    const tariff = await tell.tariff({ name: 'Plan', price: '10', partnerIds: [id] });
    await tell.service({ customerId: customer, tariffId: tariff.id, startDate: today });
    const [run] = await preview(server, { date: away(20), partnerIds: [id] });
    if (run.invoiceCount)
      expect(
        codes(
          (
            await one('query ($id: ID!) { billingRun(id: $id) { warnings { code } } }', {
              id: run.id,
            })
          ).warnings,
        ),
      ).toContain('COMPANY_INCOMPLETE');
    await invoice(customer, today);
    expect(await before(customer, today)).toEqual([]);
    expect(
      await one('query ($id: ID!) { partner(id: $id) { missingCompanyDetails } }', { id }),
    ).toEqual({ missingCompanyDetails: ['company name', 'address', 'tax number'] });
  });

  it('says in whose name it is issued where the partner has none of its own', async () => {
    const { id: above } = await seller();
    const { id } = await tell.partner({ name: 'Below Net', parentId: above });
    const { id: customer } = await tell.customer({ partnerId: id, name: 'Anna', status: 'ACTIVE' });
    const [warning, ...others] = await before(customer, today);
    expect(others).toEqual([]);
    expect(warning).toMatchObject({
      code: 'COMPANY_INHERITED',
      message: expect.stringContaining('it is issued by Karoo Ltd'),
    });
    await server.must(DETAILS, { p: id, input: { ...COMPLETE, name: 'Below Ltd' } });
    expect(await before(customer, today)).toEqual([]);
  });

  it('is silent where there is no tax number and the partner says so, which is not printed', async () => {
    const { id, customer } = await seller({ ...COMPLETE, taxNumber: 'none' });
    expect(await before(customer, today)).toEqual([]);
    expect(
      await one('query ($id: ID!) { partner(id: $id) { missingCompanyDetails } }', { id }),
    ).toEqual({ missingCompanyDetails: [] });
    const { id: made } = await invoice(customer, today);
    const owner = new pg.Client({ connectionString: database });
    await owner.connect();
    const {
      rows: [{ printed }],
    } = await owner.query<{ printed: Record<string, string> }>(
      'select billed_by printed from invoice where id = $1',
      [made],
    );
    await owner.end();
    expect(printed).toMatchObject({ name: 'Karoo Ltd', city: 'Cape Town' });
    expect(printed).not.toHaveProperty('taxNumber');
  });
});
