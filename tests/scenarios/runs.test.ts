import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { money } from '../support/money.ts';
import { confirm, preview, settled } from '../support/story.ts';
import { life } from './household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
let cash: ReturnType<typeof money>;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-03-25' });
  tell = life(server);
  cash = money(server);
});
afterAll(() => server.stop());

const CONFIRM =
  'mutation ($id: ID!, $f: String!) { confirmBillingRun(id: $id, fingerprint: $f) { status } }';
const one = (mutation: string, id: string): Promise<any> =>
  server.must<any>(`mutation ($id: ID!) { ${mutation}(id: $id) { id status fingerprint } }`, {
    id,
  });
const again = async (id: string): Promise<any> => {
  await one('repreviewBillingRun', id);
  return settled(server, id);
};
const change = async (
  mutation: 'exclude' | 'include',
  id: string,
  customer: string,
): Promise<any> =>
  Object.values(
    await server.must<any>(
      mutation === 'exclude'
        ? 'mutation ($id: ID!, $c: ID!) { excludeFromBillingRun(id: $id, customerId: $c, reason: "disputes") { fingerprint customerCount total { amount } } }'
        : 'mutation ($id: ID!, $c: ID!) { includeInBillingRun(id: $id, customerId: $c) { fingerprint customerCount total { amount } } }',
      { id, c: customer },
    ),
  )[0];

describe('a preview that waits', () => {
  let shop: { id: string; tariff: string };
  let house: { id: string; service: string };
  let run: any;
  beforeEach(async () => {
    shop = await tell.shop();
    house = await tell.household(shop);
    await tell.household(shop);
    [run] = await preview(server, { date: '2026-04-01', partnerIds: [shop.id] });
  });

  const plan = (input: object) =>
    server.must(
      'mutation ($id: ID!, $input: TariffInput!) { updateTariff(id: $id, input: $input) { id } }',
      {
        id: shop.tariff,
        input: { kind: 'INTERNET', name: 'Plan', price: '100', partnerIds: [shop.id], ...input },
      },
    );
  const changes: Record<string, () => Promise<unknown>> = {
    'a price': () => tell.update(house.service, { unitPrice: '120' }),
    'a quantity': () => tell.update(house.service, { quantity: '2' }),
    'a description': () => tell.update(house.service, { description: 'Renamed' }),
    'a discount': () =>
      tell.update(house.service, { discounts: [{ kind: 'PERCENT', value: '10' }] }),
    'a new service': () =>
      tell.service({ customerId: house.id, tariffId: shop.tariff, startDate: '2026-04-10' }),
    'the end of a service': () => tell.end(house.service, '2026-04-10'),
    'the price of the plan': () => plan({ price: '110' }),
    'the tax of the plan': async () =>
      plan({
        taxRateId: (await tell.taxRate({ name: `Tax ${performance.now()}`, percent: '15' })).id,
      }),
    'the days to pay': () => tell.settings(shop.id, { paymentDueDays: 10 }),
    'the months ahead of the operator': async () =>
      tell.settings((await tell.operatorPartner()).id, { prepaidMonths: 2 }),
    'the rule for the document date': () => tell.settings(shop.id, { documentDate: 'ISSUE_DATE' }),
    'invoices or none': () => tell.billing(house.id, { autoCreateInvoices: false }),
    'billing switched off': () => tell.billing(house.id, { billingEnabled: false }),
    'a new customer': () => tell.household(shop),
    'an item to invoice': () =>
      tell.item({ customerId: house.id, description: 'Cable', unitPrice: '5', date: '2026-03-25' }),
    'a charge by hand': () => tell.charge(house.id, '2026-04-01'),
    'a customer who became inactive': () =>
      server.must(
        'mutation ($id: ID!) { updateCustomer(id: $id, input: { status: INACTIVE }) { id } }',
        { id: house.id },
      ),
    'another run': async () => {
      const [other] = await preview(server, { date: '2026-04-01', partnerIds: [shop.id] });
      await confirm(server, other);
    },
  };
  it.each(Object.keys(changes))(
    'is stale after %s, names whom, and charges nobody',
    async (name) => {
      await changes[name]();
      const before = (await tell.now(house.id)).balance;
      const refusal = await server.refused(CONFIRM, { id: run.id, f: run.fingerprint });
      expect(refusal).toMatchObject({ code: 'CONFLICT', reason: 'STALE_PREVIEW' });
      expect(refusal.message).toMatch(/Household \d+/);
      expect((await tell.now(house.id)).balance).toBe(before);
      const fresh = await again(run.id);
      expect(fresh.fingerprint).not.toBe(run.fingerprint);
      expect(await confirm(server, fresh)).toMatchObject({ status: 'PROCESSED' });
      if (name === 'the months ahead of the operator')
        await tell.settings((await tell.operatorPartner()).id, { prepaidMonths: null });
    },
  );

  const details = (input: object) =>
    server.must(
      'mutation ($id: ID!, $input: CustomerUpdateInput!) { updateCustomer(id: $id, input: $input) { id } }',
      { id: house.id, input },
    );
  const nothing: Record<string, () => Promise<unknown>> = {
    'a payment': () => tell.pay({ customerId: house.id, amount: '50', date: '2026-03-26' }),
    'a correction': () => cash.correct(house.id, 'DEBIT', '5'),
    'a one-time invoice': () => cash.invoice(house.id, '5'),
    'another name': () => details({ name: 'Renamed' }),
    'a block': () => details({ status: 'BLOCKED' }),
    'a customer who is due later': () => tell.household(shop, { start: '2026-04-02' }),
    'a setting to what it was': () => tell.settings(shop.id, { paymentDueDays: 15 }),
    'a price and back': async () => {
      await tell.update(house.service, { unitPrice: '1' });
      await tell.update(house.service, { unitPrice: '100' });
    },
  };
  it.each(Object.keys(nothing))('is not stale after %s', async (name) => {
    await nothing[name]();
    expect((await again(run.id)).fingerprint).toBe(run.fingerprint);
    await nothing[name]();
    expect(await confirm(server, run)).toMatchObject({
      status: 'PROCESSED',
      total: [{ amount: '200.00', currency: 'EUR' }],
    });
  });

  it('changes its fingerprint with an exclusion, and back with its end', async () => {
    const without = await change('exclude', run.id, house.id);
    expect(without).toMatchObject({ customerCount: 1, total: [{ amount: '100.00' }] });
    expect(without.fingerprint).not.toBe(run.fingerprint);
    expect((await again(run.id)).fingerprint).toBe(without.fingerprint);
    expect((await change('include', run.id, house.id)).fingerprint).toBe(run.fingerprint);
    expect((await again(run.id)).fingerprint).toBe(run.fingerprint);
  });

  it('keeps out whom nothing would be charged, when a person lets it back in', async () => {
    await change('exclude', run.id, house.id);
    await tell.billing(house.id, { billingEnabled: false });
    const fresh = await again(run.id);
    expect(await change('include', run.id, house.id)).toMatchObject({ customerCount: 1 });
    expect(await confirm(server, fresh)).toMatchObject({ status: 'PROCESSED', customerCount: 1 });
    expect((await tell.now(house.id)).balance).toBe('0.00');
  });

  it('is confirmed once, from two sessions, and can then neither be deleted nor excluded from', async () => {
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => server.ask(CONFIRM, { id: run.id, f: run.fingerprint })),
    );
    expect(answers.filter((answer) => !answer.errors)).toHaveLength(1);
    await settled(server, run.id);
    expect(await server.refused(CONFIRM, { id: run.id, f: run.fingerprint })).toMatchObject({
      code: 'CONFLICT',
      reason: 'ALREADY_CONFIRMED',
    });
    for (const mutation of [
      'deleteBillingRun(id: $id)',
      'retryBillingRun(id: $id)',
      `excludeFromBillingRun(id: $id, customerId: "${house.id}", reason: "late")`,
    ]) {
      expect(
        (await server.refused(`mutation ($id: ID!) { ${mutation} { id } }`, { id: run.id })).code,
      ).toBe('CONFLICT');
    }
    expect((await tell.now(house.id)).invoices.nodes).toHaveLength(1);
  });

  it('is deleted without a trace on the accounts, and is not confirmed any more', async () => {
    expect((await one('deleteBillingRun', run.id)).deleteBillingRun.status).toBe('DELETED');
    expect((await server.refused(CONFIRM, { id: run.id, f: run.fingerprint })).code).toBe(
      'CONFLICT',
    );
    expect((await tell.now(house.id)).balance).toBe('0.00');
  });

  it('pages through its entries by place and by cursor, totals included', async () => {
    for (let i = 0; i < 3; i += 1)
      await tell.household(shop, { billing: i === 0 ? { billingEnabled: false } : {} });
    const fresh = await again(run.id);
    const all = (await tell.entries(run.id)).nodes;
    expect(all).toHaveLength(5);
    expect(
      all
        .filter((entry: any) => entry.excludedReason === null)
        .reduce((sum: number, entry: any) => sum + Number(entry.total), 0),
    ).toBe(Number(fresh.total[0].amount));
    const seen: string[] = [];
    for (let after: string | null = null; ;) {
      const page: any = await tell.entries(
        run.id,
        `(first: 2${after ? `, after: "${after}"` : ''})`,
      );
      expect(page.totalCount).toBe(5);
      seen.push(...page.nodes.map((entry: any) => entry.customer.id));
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(seen).toEqual(all.map((entry: any) => entry.customer.id));
    expect(
      (await tell.entries(run.id, '(first: 2, offset: 4)')).nodes.map(
        (entry: any) => entry.customer.id,
      ),
    ).toEqual(seen.slice(4));
    expect((await tell.entries(run.id, '(first: 2, offset: 9)')).nodes).toEqual([]);
    for (const wrong of ['offset: -1', 'first: 0', 'first: 201', 'after: "x"'])
      expect(
        await server.refused(
          `query ($id: ID!) { billingRun(id: $id) { entries(${wrong}) { totalCount } } }`,
          { id: run.id },
        ),
      ).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('which partners', () => {
  it('own, named, below, separate', async () => {
    const top = await tell.shop();
    const below = await tell.shop({ parentId: top.id, currency: 'USD' });
    const empty = await tell.shop({ parentId: top.id });
    const off = await tell.shop({ parentId: top.id, settings: { billingEnabled: false } });
    for (const shop of [top, below, off]) await tell.household(shop);
    const input = { date: '2026-04-01', partnerIds: [top.id] };
    const [together] = await preview(server, input);
    expect(together).toMatchObject({
      customerCount: 2,
      total: [
        { amount: '100.00', currency: 'EUR' },
        { amount: '100.00', currency: 'USD' },
      ],
    });
    const [alone] = await preview(server, { ...input, includeDescendants: false });
    expect(alone.total).toEqual([{ amount: '100.00', currency: 'EUR' }]);
    const separate = await preview(server, { ...input, separatePerPartner: true });
    expect(
      separate.map((run) => run.partners.map((partner: { number: number }) => partner.number)),
    ).toEqual([[top.number], [below.number]]);
    expect(
      await preview(server, {
        date: '2026-04-01',
        partnerIds: [empty.id],
        separatePerPartner: true,
      }),
    ).toEqual([]);
    const [nobody] = await preview(server, { date: '2026-04-01', partnerIds: [empty.id] });
    expect(nobody).toMatchObject({ status: 'READY', customerCount: 0, invoiceCount: 0, total: [] });
    expect(await confirm(server, nobody)).toMatchObject({ status: 'PROCESSED' });
    await confirm(server, together);
    await tell.user({
      partnerId: below.id,
      email: 'owner@below.example',
      name: 'Owner',
      role: 'ADMINISTRATOR',
      password: 'a password for tests',
    });
    const token = await server.signIn('owner@below.example', 'a password for tests');
    const [own] = await preview(server, { date: '2026-05-01' }, token);
    expect(own).toMatchObject({
      customerCount: 1,
      partners: [{ number: below.number }],
      total: [{ amount: '100.00', currency: 'USD' }],
    });
  });

  it('charges nobody twice when runs over different partners and dates overlap', async () => {
    const top = await tell.shop();
    const below = await tell.shop({ parentId: top.id });
    const houses = [await tell.household(top), await tell.household(below)];
    const runs = (
      await Promise.all([
        preview(server, { date: '2026-04-01', partnerIds: [top.id] }),
        preview(server, { date: '2026-04-01', partnerIds: [below.id] }),
        preview(server, { date: '2026-04-15', partnerIds: [top.id] }),
      ])
    ).flat();
    await Promise.all(runs.map((run) => server.ask(CONFIRM, { id: run.id, f: run.fingerprint })));
    await Promise.all(runs.map((run) => settled(server, run.id)));
    for (const run of runs) {
      const now = await settled(server, run.id);
      if (now.status === 'READY') await confirm(server, await again(run.id));
    }
    for (const house of houses)
      expect(await tell.now(house.id)).toMatchObject({
        balance: '-100.00',
        invoices: { nodes: [{ total: '100.00' }] },
        services: { nodes: [{ chargedUntil: '2026-05-01' }] },
      });
  });
});

describe('a customer whose charge nothing could hold', () => {
  const update = (id: string, input: object) =>
    server.refused(
      'mutation ($id: ID!, $input: ServiceUpdateInput!) { updateService(serviceId: $id, input: $input) { id } }',
      { id, input },
    );
  const refusedBy = (field: string, refusal: unknown) =>
    expect(refusal).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { [field]: expect.stringContaining('more than a line may be') },
    });

  it('is not made: each price, quantity and fee beyond a line is refused by its field', async () => {
    const shop = await tell.shop();
    const house = await tell.household(shop);
    const sell = (input: object) =>
      server.refused('mutation ($input: ServiceInput!) { createService(input: $input) { id } }', {
        input: {
          customerId: house.id,
          tariffId: shop.tariff,
          startDate: '2026-04-01',
          ...input,
        },
      });
    const most = '9999999999999';
    refusedBy('unitPrice', await sell({ unitPrice: most, quantity: '1000000' }));
    refusedBy('unitPrice', await update(house.service, { unitPrice: most, quantity: '999' }));
    await tell.update(house.service, { quantity: '1000000' });
    refusedBy('unitPrice', await update(house.service, { unitPrice: most }));
    const change =
      'query ($input: TariffPriceInput!) { tariffPriceEffect(input: $input) { services } }';
    refusedBy(
      'price',
      await server.refused(change, { input: { tariffId: shop.tariff, price: most } }),
    );
    await tell.update(house.service, { quantity: '1', unitPrice: most });
    refusedBy('quantity', await update(house.service, { quantity: '1.1' }));
  });

  it('is left out by name, and the others of the run are charged', async () => {
    const [shop, other] = [await tell.shop(), await tell.shop()];
    const [house, next] = [await tell.household(shop), await tell.household(other)];
    const owner = new pg.Client({ connectionString: server.ownerUrl });
    await owner.connect();
    // as it may stand from before there was a limit
    await owner.query(
      'update service set unit_price = 9999999999999, quantity = 1000000 where id = $1',
      [house.service],
    );
    await owner.end();
    const [run] = await preview(server, { date: '2026-04-01', partnerIds: [shop.id, other.id] });
    expect(run).toMatchObject({ status: 'READY', total: [{ amount: '100.00' }] });
    expect(await confirm(server, run)).toMatchObject({ status: 'PROCESSED' });
    expect(await tell.now(next.id)).toMatchObject({ balance: '-100.00' });
    expect(await tell.now(house.id)).toMatchObject({ balance: '0.00' });
    const { billingRun } = await server.must<any>(
      'query ($id: ID!) { billingRun(id: $id) { entries(filter: { leftOut: true }) { nodes { excludedReason customer { id } } } } }',
      { id: run.id },
    );
    expect(billingRun.entries.nodes).toEqual([
      {
        customer: { id: house.id },
        excludedReason: expect.stringMatching(/more than an invoice may hold.*"Plan" alone/),
      },
    ]);
    expect(
      await server.refused(
        'mutation ($c: ID!) { chargeCustomer(customerId: $c, date: "2026-04-01") { id } }',
        { c: house.id },
      ),
    ).toMatchObject({
      code: 'CONFLICT',
      reason: 'TOO_MUCH',
      message: expect.stringContaining('"Plan" alone'),
    });
  });
});
