import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { askPartner } from '../../server/src/modules/automation/automation.tasks.ts';
import { automate } from '../../server/src/modules/automation/steps.ts';
import { money } from '../support/money.ts';
import { confirm, preview, story } from '../support/story.ts';
import { makeCustomer, makeTariff, makeTenant, type Tenant } from '../support/tenants.ts';

let server: TestServer;
let tell: ReturnType<typeof story>;
let cash: ReturnType<typeof money>;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  tell = story(server);
  cash = money(server);
});
afterAll(async () => {
  await server.stop();
});

const ASKED = `id number status documentDate total paid billingDate voidReason
  lines { description periodFrom periodTo total } invoice { id number status documentDate recurring total due lines { periodFrom periodTo total } }`;
const one = async (query: string, variables: object): Promise<any> =>
  Object.values(await server.must<Record<string, any>>(query, variables))[0];

interface House {
  partner: Tenant;
  customerId: string;
  serviceId: string;
}
/** A partner whose customers are asked on the 20th, and one of them at 100.00 a month, charged for April. */
async function house(settings: object = {}, parentId?: string): Promise<House> {
  const partner = await makeTenant(server, `Ahead ${Math.random()}`, { parentId });
  await tell.settings(partner.id, { autoProforma: true, ...settings });
  return { partner, ...(await household(partner)) };
}
async function household(partner: Tenant): Promise<Omit<House, 'partner'>> {
  const tariffId = await makeTariff(server, [partner.id]);
  const { id: customerId } = await makeCustomer(server, partner.id);
  const { id: serviceId } = await tell.service({ customerId, tariffId, startDate: '2026-04-01' });
  await charge(customerId, '2026-04-01');
  return { customerId, serviceId };
}
const charge = (c: string, d: string) =>
  one('mutation ($c: ID!, $d: Date!) { chargeCustomer(customerId: $c, date: $d) { number } }', {
    c,
    d,
  });
const through = (until: string, partnerId: string): Promise<{ date: string }[]> =>
  one(
    'mutation ($u: DateTime!, $p: ID) { runAutomation(until: $u, partnerId: $p) { date status } }',
    { u: until, p: partnerId },
  );
const askedOf = async (customerId: string): Promise<any[]> =>
  (
    await one(
      `query ($f: DocumentFilter) { proformas(filter: $f, sort: [{ field: "number", order: ASC }]) { nodes { ${ASKED} } } }`,
      { f: { customerId } },
    )
  ).nodes;
const chargedUntil = async (customerId: string): Promise<string> =>
  (await tell.customerNow(customerId)).services.nodes[0].chargedUntil;
const pay = (customerId: string, proformaId: string, amount: string) =>
  cash.pay(customerId, amount, { proformaId, date: '2026-04-10' });
const undo = 'mutation ($c: ID!) { undoLastCharge(customerId: $c) { id } }';

describe('a proforma that comes by itself', () => {
  it('lists on its day what the next charge would take, once', async () => {
    const { partner, customerId } = await house();
    await through('2026-04-19T23:59:59Z', partner.id);
    expect(await askedOf(customerId)).toEqual([]);
    await Promise.all([1, 2, 3].map(() => through('2026-04-20T00:00:00Z', partner.id)));
    const [asked, ...more] = await askedOf(customerId);
    expect(more).toEqual([]);
    expect(asked).toMatchObject({
      status: 'UNPAID',
      documentDate: '2026-04-20',
      billingDate: '2026-05-01',
      total: '100.00',
      paid: '0.00',
      lines: [{ periodFrom: '2026-05-01', periodTo: '2026-05-31', total: '100.00' }],
    });
    expect(await cash.balance(customerId)).toBe('-100.00');
    await through('2026-05-19T00:00:00Z', partner.id);
    expect(await askedOf(customerId)).toHaveLength(1);
  });

  it('is for the same month, for more months or on another day where the settings say so', async () => {
    const same = await house({ autoProformaNextMonth: false, autoProformaDay: 12 });
    const long = await house({ autoProformaMonths: 3 });
    await tell.settings(same.partner.id, { billingDay: 15 });
    await through('2026-04-20T00:00:00Z', same.partner.id);
    await through('2026-04-20T00:00:00Z', long.partner.id);
    expect(await askedOf(same.customerId)).toEqual([]);
    await through('2026-05-12T00:00:00Z', same.partner.id);
    expect(await askedOf(same.customerId)).toMatchObject([
      { documentDate: '2026-05-12', billingDate: '2026-05-15' },
    ]);
    const [asked] = await askedOf(long.customerId);
    expect(asked).toMatchObject({
      total: '300.00',
      lines: [{ periodFrom: '2026-05-01', periodTo: '2026-07-31' }],
    });
    await pay(long.customerId, asked.id, '300');
    expect(await chargedUntil(long.customerId)).toBe('2026-08-01');
  });

  it('is a partner’s by its own setting or one from above, and comes not where it is off', async () => {
    const { partner, customerId } = await house();
    const child = await makeTenant(server, `Child ${Math.random()}`, { parentId: partner.id });
    const off = await makeTenant(server, `Off ${Math.random()}`, { parentId: partner.id });
    await tell.settings(off.id, { autoProforma: false });
    const [below, without] = [await household(child), await household(off)];
    await through('2026-04-20T00:00:00Z', partner.id);
    expect(await askedOf(customerId)).toHaveLength(1);
    expect(await askedOf(below.customerId)).toHaveLength(1);
    expect(await askedOf(without.customerId)).toEqual([]);
  });
});

describe('paid, a proforma that came by itself', () => {
  it('is that charge: its days are charged, and no run charges them again', async () => {
    const { partner, customerId } = await house();
    await through('2026-04-20T00:00:00Z', partner.id);
    const [asked] = await askedOf(customerId);
    await pay(customerId, asked.id, '40');
    expect(await chargedUntil(customerId)).toBe('2026-05-01');
    const { id: paymentId } = await pay(customerId, asked.id, '60');
    const [paid] = await askedOf(customerId);
    expect(paid).toMatchObject({
      status: 'PAID',
      invoice: {
        status: 'PAID',
        documentDate: '2026-05-01',
        recurring: true,
        total: '100.00',
        lines: [{ periodFrom: '2026-05-01', periodTo: '2026-05-31', total: '100.00' }],
      },
    });
    expect(await chargedUntil(customerId)).toBe('2026-06-01');
    const { billing, balance } = await tell.customerNow(customerId);
    expect(billing.nextBillingDate).toBe('2026-06-01');
    expect(balance).toBe('-100.00');
    const entries = await cash.ledger(customerId);
    expect(
      entries.filter(({ invoice }) => invoice?.id === paid.invoice.id).map(({ amount }) => amount),
    ).toEqual(['100.00']);
    const [run] = await preview(server, { date: '2026-05-01', partnerIds: [partner.id] });
    expect(run.customerCount).toBe(0);
    // the charge is undone as any other: money from outside has to be taken back before
    expect(await server.refused(undo, { c: customerId })).toMatchObject({
      code: 'CONFLICT',
      reason: 'PAYMENT_ALLOCATED',
    });
    await cash.reverse(paymentId);
    const [first] = (
      await one(`query ($id: ID!) { proforma(id: $id) { payments { id } } }`, {
        id: asked.id,
      })
    ).payments;
    await cash.reverse(first.id);
    await server.must(undo, { c: customerId });
    expect(await chargedUntil(customerId)).toBe('2026-05-01');
    expect(await cash.invoiceNow(paid.invoice.id)).toMatchObject({ status: 'VOID' });
  });

  it('is charged once by twenty payments at once', async () => {
    const { partner, customerId } = await house();
    await through('2026-04-20T00:00:00Z', partner.id);
    const [asked] = await askedOf(customerId);
    await Promise.all(Array.from({ length: 20 }, () => pay(customerId, asked.id, '5')));
    expect(await askedOf(customerId)).toMatchObject([{ status: 'PAID', invoice: { due: '0.00' } }]);
    expect((await tell.customerNow(customerId)).invoices.nodes).toHaveLength(2);
  });

  it.each([
    ['has another price', 'updateService(serviceId: $id, input: { unitPrice: "150" }) { id }'],
    ['is another quantity', 'updateService(serviceId: $id, input: { quantity: "2" }) { id }'],
    ['ends before', 'endService(serviceId: $id, endDate: "2026-04-30") { id }'],
    ['ends in its days', 'endService(serviceId: $id, endDate: "2026-05-10") { id }'],
    ['rests', 'pauseService(serviceId: $id, from: "2026-05-01") { id }'],
  ])('becomes void with words where the service %s', async (_how, change) => {
    const { partner, customerId, serviceId } = await house();
    await through('2026-04-20T00:00:00Z', partner.id);
    const [asked] = await askedOf(customerId);
    await server.must(`mutation ($id: ID!) { ${change} }`, { id: serviceId });
    expect(await askedOf(customerId)).toMatchObject([{ id: asked.id, status: 'VOID' }]);
    expect(await chargedUntil(customerId)).toBe('2026-05-01');
  });

  it('stays where something else of the customer changes', async () => {
    const { partner, customerId } = await house();
    await through('2026-04-20T00:00:00Z', partner.id);
    const [asked] = await askedOf(customerId);
    await server.must(
      `mutation ($c: ID!) { addFutureItem(input: { customerId: $c, description: "Cable", unitPrice: "5" }) { id } }`,
      { c: customerId },
    );
    await pay(customerId, asked.id, '100');
    expect(await askedOf(customerId)).toMatchObject([
      { status: 'PAID', invoice: { total: '100.00', due: '0.00' } },
    ]);
    expect(await chargedUntil(customerId)).toBe('2026-06-01');
  });
});

describe('paid and charged at the same moment', () => {
  it('its days are charged once, whoever was first', async () => {
    const { partner, customerId } = await house();
    const others = await Promise.all([1, 2, 3, 4, 5].map(() => household(partner)));
    await through('2026-04-20T00:00:00Z', partner.id);
    for (const { customerId: id } of [{ customerId }, ...others]) {
      const [asked] = await askedOf(id);
      const [paid] = await Promise.allSettled([pay(id, asked.id, '100'), charge(id, '2026-05-01')]);
      const [now] = await askedOf(id);
      expect(now.status).toBe(paid.status === 'fulfilled' ? 'PAID' : 'VOID');
      const { invoices, balance } = await tell.customerNow(id);
      const lines = invoices.nodes.flatMap(({ lines }: any) => lines);
      const days = lines.map(({ periodFrom, periodTo }: any) => `${periodFrom} ${periodTo}`);
      expect(new Set(days).size).toBe(days.length);
      const charged = invoices.nodes.reduce(
        (sum: number, { total }: any) => sum + Number(total),
        0,
      );
      expect(Number(balance)).toBe((paid.status === 'fulfilled' ? 100 : 0) - charged);
    }
  });
});

describe('before it is paid', () => {
  it('a run that charges its days makes it void, with words, and takes what waited', async () => {
    const { partner, customerId } = await house();
    await through('2026-04-20T00:00:00Z', partner.id);
    const [asked] = await askedOf(customerId);
    await cash.pay(customerId, '100');
    await pay(customerId, asked.id, '30');
    const [run] = await preview(server, { date: '2026-05-01', partnerIds: [partner.id] });
    expect(
      await one('query ($id: ID!) { billingRun(id: $id) { proformasOvertaken } }', { id: run.id }),
    ).toEqual({ proformasOvertaken: 1 });
    await confirm(server, run);
    const { invoices } = await tell.customerNow(customerId);
    const may = invoices.nodes.find(({ documentDate }: any) => documentDate === '2026-05-01');
    expect(may).toMatchObject({ total: '100.00', paid: '30.00' });
    expect(await askedOf(customerId)).toMatchObject([
      {
        status: 'VOID',
        paid: '0.00',
        voidReason: `Its days were charged before it was paid, by invoice ${may.number}.`,
      },
    ]);
    const refused = await server.refused(
      'mutation ($i: PaymentInput!) { recordPayment(input: $i) { id } }',
      {
        i: { customerId, proformaId: asked.id, amount: '70', date: '2026-04-10', method: 'CASH' },
      },
    );
    expect(refused.fields?.proformaId).toMatch(/is void/);
  });

  it('an undone charge or a deleted service makes it void too', async () => {
    const { partner, customerId } = await house();
    const fresh = await makeCustomer(server, partner.id);
    const tariffId = await makeTariff(server, [partner.id]);
    const { id: serviceId } = await tell.service({
      customerId: fresh.id,
      tariffId,
      startDate: '2026-04-15',
    });
    await through('2026-04-20T00:00:00Z', partner.id);
    expect(await askedOf(fresh.id)).toMatchObject([{ status: 'UNPAID', total: '153.33' }]);
    await server.must(undo, { c: customerId });
    await server.must('mutation ($id: ID!) { deleteService(serviceId: $id) }', { id: serviceId });
    for (const id of [customerId, fresh.id])
      expect(await askedOf(id)).toMatchObject([
        { status: 'VOID', voidReason: 'What it asked for changed before it was paid.' },
      ]);
  });

  it('runs and proformas of several months come in the order of time', async () => {
    const { partner, customerId } = await house();
    await one(
      'mutation ($p: ID!) { updateAutomationSettings(partnerId: $p, input: { enabled: true, daysBefore: 0, confirmationDays: 0 }) { enabled } }',
      { p: partner.id },
    );
    const runs = await through('2026-06-21T00:00:00Z', partner.id);
    expect(runs.map(({ date }) => date)).toEqual(['2026-05-01', '2026-06-01']);
    expect(await askedOf(customerId)).toMatchObject([
      { billingDate: '2026-05-01', status: 'VOID' },
      { billingDate: '2026-06-01', status: 'VOID' },
      { billingDate: '2026-07-01', status: 'UNPAID', documentDate: '2026-06-20' },
    ]);
  });

  it('that order holds however many have it done at once', async () => {
    const { partner, customerId } = await house();
    const others = [await household(partner), await household(partner), await household(partner)];
    await one(
      'mutation ($p: ID!) { updateAutomationSettings(partnerId: $p, input: { enabled: true, daysBefore: 0, confirmationDays: 0 }) { enabled } }',
      { p: partner.id },
    );
    await Promise.all([1, 2, 3, 4, 5].map(() => through('2026-06-21T00:00:00Z', partner.id)));
    for (const id of [customerId, ...others.map((each) => each.customerId)])
      expect(
        (await askedOf(id)).map(({ billingDate, status, total }) => [billingDate, status, total]),
      ).toEqual([
        ['2026-05-01', 'VOID', '100.00'],
        ['2026-06-01', 'VOID', '100.00'],
        ['2026-07-01', 'UNPAID', '100.00'],
      ]);
  });

  it('that order holds for a server that slept over both', async () => {
    const late = await startTestServer({ BUSINESS_DATE: '2026-05-20', WORKER: 'none' });
    const owner = new pg.Client({ connectionString: late.ownerUrl });
    await owner.connect();
    try {
      const partner = await makeTenant(late, 'Slept');
      const tariffId = await makeTariff(late, [partner.id]);
      const { id: customerId } = await makeCustomer(late, partner.id);
      await story(late).service({ customerId, tariffId, startDate: '2026-04-01' });
      await late.must(
        'mutation ($c: ID!) { chargeCustomer(customerId: $c, date: "2026-04-01") { number } }',
        { c: customerId },
      );
      await story(late).settings(partner.id, { autoProforma: true });
      await late.must(
        'mutation ($p: ID!) { updateAutomationSettings(partnerId: $p, input: { enabled: true, daysBefore: 0, confirmationDays: 0 }) { enabled } }',
        { p: partner.id },
      );
      for (const table of ['automated_partner', 'proforma_partner'])
        await owner.query(`update ${table} set since = '2026-04-02'`);
      const stop = new AbortController().signal;
      await askPartner(late.app, partner.id, stop);
      await automate(late.app, partner.id, {
        until: new Date('2026-05-20T00:00:00Z'),
        rest: true,
        stop,
      });
      await askPartner(late.app, partner.id, stop);
      const { rows } = await owner.query(
        'select billing_date::text "on", status, document_date::text dated from proforma order by 1',
      );
      expect(rows).toEqual([
        { on: '2026-05-01', status: 'VOID', dated: '2026-05-20' },
        { on: '2026-06-01', status: 'UNPAID', dated: '2026-05-20' },
      ]);
    } finally {
      await owner.end();
      await late.stop();
    }
  });
});
