import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR, startTestServer, type TestServer } from '../support/backhaul.ts';
import { DESKTOP, PHONE, signInto, useBrowser } from '../support/browser.ts';
import { confirm, preview, story } from '../support/story.ts';
import { makeTariff, makeUser, openSandbox, PASSWORD } from '../support/tenants.ts';
import { inspect, shown } from './everyPage.ts';
import { portalPages } from './pages.ts';

const TODAY = '2026-04-01';
const WORD = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const NAME =
  'Kuwait Telecommunications & Fibre Infrastructure Company for the Northern Governorates';

/** A business in a currency of three digits, with amounts in millions and names as long as they get. */
interface Business {
  partnerId: string;
  customerId: string;
  serviceId: string;
  invoiceId: string;
  manualId: string;
  paymentId: string;
  reversedId: string;
  runId: string;
  entryId: string;
  cashier: string;
}

let server: TestServer;
let business: Business;
const browser = useBrowser();

async function open(): Promise<Business> {
  const tell = story(server);
  const { id: partnerId } = await tell.partner({ name: NAME, currency: 'KWD' });
  await openSandbox(server, partnerId);
  const vat = await tell.taxRate({ partnerId, name: 'Value added tax', percent: '15' });
  const tariffId = await makeTariff(server, [partnerId], {
    name: `${WORD} 10 Gbit/s`,
    price: '1234567.89',
    currency: 'KWD',
    taxRateId: vat.id,
  });
  const { id: customerId } = await tell.customer({
    partnerId,
    name: WORD,
    login: 'large',
    password: PASSWORD,
    email: `${'large'.repeat(10)}@${'mail'.repeat(12)}.example`,
    street: `${WORD} 123`,
    city: WORD,
    billing: { blockingEnabled: true },
  });
  const { id: serviceId } = await tell.service({ customerId, tariffId, startDate: '2026-03-01' });
  await server.must('mutation ($i: CustomFieldInput!) { createCustomField(input: $i) { id } }', {
    i: { entity: 'PAYMENT', partnerId, key: 'cash_desk', label: 'Cash desk', type: 'TEXT' },
  });
  const [march] = await preview(server, { date: '2026-03-01', partnerIds: [partnerId] });
  await confirm(server, march);
  const { createInvoice } = await server.must(
    'mutation ($i: InvoiceInput!) { createInvoice(input: $i) { id } }',
    {
      i: {
        customerId,
        documentDate: TODAY,
        lines: [
          { description: WORD, quantity: '12345.5', unitPrice: '8765.4321' },
          { description: 'Dark fibre', unitPrice: '1234567.89', taxRateId: vat.id },
        ],
      },
    },
  );
  const payment = await tell.pay({ customerId, amount: '1001523.435', date: TODAY });
  const reversed = await tell.pay({ customerId, amount: '2001523.435', date: TODAY });
  await server.must('mutation ($id: ID!) { reversePayment(id: $id, reason: "Came back") { id } }', {
    id: reversed.id,
  });
  const [april] = await preview(server, { date: TODAY, partnerIds: [partnerId] });
  const { transactions } = await server.must(
    'query ($c: ID!) { transactions(filter: { customerId: $c }, first: 1) { nodes { id } } }',
    { c: customerId },
  );
  const charged = (await tell.customerNow(customerId)).invoices.nodes.find(
    (each: { id: string }) => each.id !== createInvoice.id,
  );
  return {
    partnerId,
    customerId,
    serviceId,
    invoiceId: charged.id,
    manualId: createInvoice.id,
    paymentId: payment.id,
    reversedId: reversed.id,
    runId: april.id,
    entryId: transactions.nodes[0].id,
    cashier: (await makeUser(server, partnerId, 'CASHIER')).email,
  };
}

beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: TODAY });
  business = await open();
});
afterAll(async () => {
  await server.stop();
});

const backOffice = (): { name: string; path: string }[] =>
  Object.entries({
    dashboard: '/',
    review: `/billing-runs/${business.runId}/show`,
    'new-run': '/billing-runs/create',
    runs: '/billing-runs',
    customers: '/customers',
    services: '/services',
    invoices: '/invoices',
    payments: '/payments',
    ledger: '/transactions',
    messages: '/messages',
    tariffs: '/tariffs',
    partners: '/partners',
    ...Object.fromEntries(
      [
        'services',
        'ledger',
        'invoices',
        'payments',
        'messages',
        'billing',
        'profile',
        'history',
      ].map((tab) => [`customer-${tab}`, `/customers/${business.customerId}/show?tab=${tab}`]),
    ),
    'edit-customer': `/customers/${business.customerId}`,
    invoice: `/invoices/${business.invoiceId}/show`,
    'manual-invoice': `/invoices/${business.manualId}/show`,
    'new-invoice': `/invoices/create?customer=${business.customerId}`,
    payment: `/payments/${business.paymentId}/show`,
    reversed: `/payments/${business.reversedId}/show`,
    'new-payment': `/payments/create?customer=${business.customerId}`,
    service: `/services/${business.serviceId}/show`,
    entry: `/transactions/${business.entryId}/show`,
    partner: `/partners/${business.partnerId}/show`,
    gateways: `/settings/gateways?partner=${business.partnerId}`,
    finance: `/settings/finance?partner=${business.partnerId}`,
  }).map(([name, path]) => ({ name: `large-admin-${name}`, path: `/admin${path}` }));

const desk = (): { name: string; path: string }[] =>
  Object.entries({
    customers: '/customers',
    customer: `/customers/${business.customerId}/show`,
    invoices: '/invoices',
    payments: '/payments',
  }).map(([name, path]) => ({ name: `large-desk-${name}`, path: `/admin${path}` }));

describe.each([
  ['desktop', DESKTOP],
  ['phone', PHONE],
])('on a %s, amounts in millions and names of a single long word', (_, viewport) => {
  it('can be read on every page of the back office', async () => {
    const window = await browser.open(server.url, { viewport });
    await signInto(window, 'admin', OPERATOR.email, OPERATOR.password);
    expect(await inspect(window, backOffice(), { accessible: false })).toEqual([]);
  }, 300_000);

  it('have their place beside the chart of the months, which are named at even distances', async () => {
    const window = await browser.open(server.url, { viewport, languages: ['de-DE'] });
    const { email } = await makeUser(server, business.partnerId, 'ADMINISTRATOR');
    await signInto(window, 'admin', email, PASSWORD);
    const { page } = window;
    await page.goto('/admin/');
    await page.locator('.MuiChartsAxis-tickLabel').first().waitFor();
    await shown(page);
    const { outside, uneven } = await page.evaluate(() => {
      const places = (axis: string) =>
        [...document.querySelectorAll(`.MuiChartsAxis-direction${axis} .MuiChartsAxis-tickLabel`)]
          .filter((label) => label.textContent)
          .map((label) => ({ text: label.textContent, box: label.getBoundingClientRect() }));
      const chart = document.querySelector('svg:has(.MuiChartsAxis-tickLabel)');
      const left = chart?.getBoundingClientRect().left ?? 0;
      const middles = places('X').map(({ box }) => box.left + box.width / 2);
      const distances = middles.slice(1).map((middle, index) => middle - middles[index]);
      return {
        outside: places('Y')
          .filter(({ box }) => box.left < left - 0.5)
          .map(({ text }) => text),
        uneven: Math.max(...distances) - Math.min(...distances),
      };
    });
    expect(outside).toEqual([]);
    expect(uneven).toBeLessThan(4);
  }, 60_000);

  it('can be read at the cash desk', async () => {
    const window = await browser.open(server.url, { viewport });
    await signInto(window, 'admin', business.cashier, PASSWORD);
    expect(await inspect(window, desk(), { accessible: false })).toEqual([]);
  }, 120_000);

  it('can be read on every page of the portal', async () => {
    const token = await server.signIn('large', PASSWORD);
    const { startCheckout } = await server.must(
      'mutation ($k: String!) { startCheckout(input: { amount: "1000000", idempotencyKey: $k }) { id } }',
      { k: `large ${viewport.width}` },
      token,
    );
    const window = await browser.open(server.url, { viewport });
    await signInto(window, 'portal', 'large', PASSWORD);
    const pages = portalPages(business.manualId, startCheckout.id).map(({ name, path }) => ({
      name: `large-${name}`,
      path,
    }));
    expect(await inspect(window, pages, { accessible: false })).toEqual([]);
  }, 120_000);
});
