import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { NOWHERE } from '../support/tenants.ts';
import { life, told } from './household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-06-12' });
  tell = life(server);
});
afterAll(() => server.stop());

const one = async (query: string, variables: object): Promise<any> =>
  Object.values(await server.must<Record<string, any>>(query, variables))[0];
const removeEnd = (s: string) =>
  one('mutation ($s: ID!) { removeServiceEnd(serviceId: $s) { id } }', { s });
const changePlan = (input: object) =>
  one(
    `mutation ($i: PlanChangeInput!) { changePlan(input: $i) { id status fee feeBy credited charged balanceAfter to { id }
      invoice { id lines { description total } } } }`,
    { i: input },
  );
const cancelChange = (id: string) =>
  one('mutation ($id: ID!) { cancelPlanChange(id: $id) { status } }', { id });
const waiting = async (id: string) =>
  (
    await one(
      'query ($id: ID!) { customer(id: $id) { futureItems { description date unitPrice } } }',
      { id },
    )
  ).futureItems;
const balance = async (id: string): Promise<string> => (await tell.now(id)).balance;
/** A partner with a plan at 200, one at 100, and one that holds twelve months. */
const plans = async (settings: object = {}, more: object = {}) => {
  const at = await tell.shop({ settings, tariff: { price: '200', ...more } });
  const tariff = { currency: 'EUR', partnerIds: [at.id] };
  const other = await tell.tariff({ name: 'Other', price: '100', ...tariff });
  const contract = await tell.tariff({
    name: 'Contract',
    price: '100',
    minimumMonths: 12,
    cancellationFee: '50',
    ...tariff,
  });
  return { ...at, other: other.id, contract: contract.id };
};

describe('a bundle', () => {
  it('is one price, begins with its activation fee, and costs a fee when it ends too soon', async () => {
    const { id: taxRateId } = await tell.taxRate({ name: 'Bundle VAT', percent: '20' });
    const at = await tell.shop();
    const bundle = await tell.tariff({
      name: 'Home',
      kind: 'BUNDLE',
      price: '60',
      currency: 'EUR',
      partnerIds: [at.id],
      taxRateId,
      bundle: [at.tariff],
      activationFee: '25',
      minimumMonths: 12,
      cancellationFee: '50',
    });
    const { id, service } = await tell.household(
      { ...at, tariff: bundle.id },
      { start: '2026-06-01' },
    );
    const sold = await one(
      'query ($s: ID!) { service(id: $s) { contractUntil cancellationFee tariff { activationFee minimumMonths bundle { id } } } }',
      { s: service },
    );
    expect(sold).toEqual({
      contractUntil: '2027-05-31',
      cancellationFee: '50',
      tariff: { activationFee: '25.00', minimumMonths: 12, bundle: [{ id: at.tariff }] },
    });
    const first = await tell.charge(id, '2026-06-01');
    expect(first.lines.map((l: any) => [l.description, l.total])).toEqual([
      ['Home', '72.00'],
      ['Activation fee: Home', '30.00'],
    ]);
    await tell.end(service, '2026-06-20');
    const due = async () => (await tell.now(id)).billing.nextBillingDate;
    expect(await due()).toBe('2026-07-01');
    // running on to the end of the contract costs nothing, and one day less costs it
    await tell.end(service, '2027-05-31');
    expect(
      (await one('query ($id: ID!) { customer(id: $id) { futureItems { description } } }', { id }))
        .futureItems,
    ).toEqual([]);
    await tell.end(service, '2026-06-20');
    await removeEnd(service);
    // nor is one deleted that was never charged while its fee waits
    const { service: unused } = await tell.household({ ...at, tariff: bundle.id });
    await tell.end(unused, '2026-12-20');
    expect(
      await server.refused('mutation ($s: ID!) { deleteService(serviceId: $s) }', { s: unused }),
    ).toMatchObject({ code: 'CONFLICT', reason: 'HAS_END_FEE' });
    await tell.end(service, '2026-06-20');
    const last = await tell.charge(id, '2026-07-01');
    expect(last.lines.map((l: any) => [l.description, l.total])).toEqual([
      ['Early cancellation: Home', '60.00'],
    ]);
    expect(
      await server.refused('mutation ($s: ID!) { removeServiceEnd(serviceId: $s) { id } }', {
        s: service,
      }),
    ).toMatchObject({ code: 'CONFLICT', reason: 'ALREADY_CHARGED' });
    await tell.undo(id);
    await removeEnd(service);
    expect(await due()).toBe('2026-07-01');
  });

  it('has parts only as a bundle, in its currency, and no other bundle', async () => {
    const at = await tell.shop();
    const base = { name: 'B', kind: 'BUNDLE', price: '1', currency: 'EUR', partnerIds: [at.id] };
    const refused = (more: object) =>
      server.refused('mutation ($i: TariffInput!) { createTariff(input: $i) { id } }', {
        i: { ...base, ...more },
      });
    const { id } = await tell.tariff({ ...base, bundle: [at.tariff] });
    for (const [more, field] of [
      [{ kind: 'INTERNET', bundle: [at.tariff] }, 'bundle'],
      [{ bundle: [id] }, 'bundle'],
      [{ minimumMonths: 0 }, 'minimumMonths'],
      [{ activationFee: '-1' }, 'activationFee'],
      [{ cancellationFee: '-1' }, 'cancellationFee'],
    ] as const)
      expect(await refused(more)).toMatchObject({ fields: { [field]: expect.any(String) } });
    expect(await refused({ bundle: [NOWHERE] })).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the fee for leaving a contract early', () => {
  const EARLY = [
    { description: 'Early cancellation: Contract', date: '2026-12-31', unitPrice: '50' },
  ];

  it('waits also where the end was known when it was sold, and goes by the start', async () => {
    const at = await plans();
    const { id, service } = await tell.household(
      { ...at, tariff: at.contract },
      { start: '2026-06-01', service: { endDate: '2026-12-31' } },
    );
    expect(await waiting(id)).toEqual(EARLY);
    const start = (startDate: string) =>
      one(
        'mutation ($s: ID!, $d: Date!) { moveServiceStart(serviceId: $s, startDate: $d) { id } }',
        {
          s: service,
          d: startDate,
        },
      );
    // twelve months from January on end with the year
    await start('2026-01-01');
    expect(await waiting(id)).toEqual([]);
    await start('2026-01-02');
    expect(await waiting(id)).toEqual(EARLY);
  });

  it('goes with a change of plan, comes back with its taking back, and is that of the plan that follows', async () => {
    const at = await plans();
    const { id, service } = await tell.household(
      { ...at, tariff: at.contract },
      { start: '2026-06-01', service: { endDate: '2026-12-31' } },
    );
    const planned = await changePlan({
      serviceId: service,
      tariffId: at.other,
      date: '2026-07-01',
    });
    expect(await waiting(id)).toEqual([]);
    await cancelChange(planned.id);
    expect(await waiting(id)).toEqual(EARLY);
    const { to } = await changePlan({
      serviceId: service,
      tariffId: at.contract,
      date: '2026-07-01',
      unitPrice: '90',
    });
    expect(await waiting(id)).toEqual(EARLY);
    await removeEnd(to.id);
    expect(await waiting(id)).toEqual([]);
  });

  it('leaves nothing behind when the plan that has it is taken back', async () => {
    const at = await plans();
    const { id, service } = await tell.household(at, {
      start: '2026-06-01',
      service: { endDate: '2026-12-31' },
    });
    const planned = await changePlan({
      serviceId: service,
      tariffId: at.contract,
      date: '2026-07-01',
    });
    expect(await waiting(id)).toEqual(EARLY);
    await cancelChange(planned.id);
    expect(await waiting(id)).toEqual([]);
  });
});

describe('the fee for a change of plan', () => {
  it('on the invoice of the new part waits again when that is undone, and the next charge takes it', async () => {
    const at = await plans({ planChangeFeeCheaper: '300' });
    const { id, service } = await tell.household(at, { start: '2026-06-01' });
    await tell.charge(id, '2026-06-01');
    const done = await changePlan({ serviceId: service, tariffId: at.other, date: '2026-06-11' });
    expect(done).toMatchObject({ fee: '300.00', charged: '366.67' });
    await tell.undo(id);
    expect(await waiting(id)).toEqual([
      { description: 'Change of plan', date: '2026-06-12', unitPrice: '300' },
    ]);
    const again = await tell.charge(id, '2026-06-12');
    expect(told(again.lines)).toEqual(['2026-06-11 - 2026-06-30: 66.67', 'Change of plan: 300.00']);
    expect(await waiting(id)).toEqual([]);
    expect(await balance(id)).toBe('-433.34');
  });

  it('goes by what the plans cost with their tax, wherever that is written', async () => {
    const { id: taxRateId } = await tell.taxRate({ name: 'Inside', percent: '20' });
    // 110 with the tax inside is cheaper than 100 before 20 %
    const at = await plans(
      { planChangeFeeCheaper: '3', planChangeFeeDearer: '7', planChangeBilling: 'NEXT_CYCLE' },
      { price: '100', taxRateId },
    );
    const inside = await tell.tariff({
      name: 'Inside',
      price: '110',
      currency: 'EUR',
      partnerIds: [at.id],
      taxRateId,
      taxIncluded: true,
    });
    const { service } = await tell.household(at, { start: '2026-06-01' });
    const tried = await changePlan({
      serviceId: service,
      tariffId: inside.id,
      date: '2026-06-11',
      dryRun: true,
    });
    expect(tried.fee).toBe('3.60');
  });
});

describe('a change of plan', () => {
  it('says beforehand what is left after what was written off is owed again', async () => {
    const at = await plans();
    const { id, service } = await tell.household(at, { start: '2026-06-01' });
    const invoice = await tell.charge(id, '2026-06-01');
    await one('mutation ($id: ID!) { writeOff(invoiceId: $id, reason: "gone") { id } }', {
      id: invoice.id,
    });
    expect(await balance(id)).toBe('0.00');
    const input = { serviceId: service, tariffId: at.other, date: '2026-06-11' };
    const tried = await changePlan({ ...input, dryRun: true });
    const done = await changePlan(input);
    expect(tried).toMatchObject({ credited: '133.33', charged: '66.67', balanceAfter: '-66.67' });
    expect([done.balanceAfter, await balance(id)]).toEqual(['-66.67', '-66.67']);
  });

  it('over days that are paid is not charged beside them by a run made ahead', async () => {
    const at = await plans();
    const { id, service } = await tell.household(at, {
      start: '2026-06-01',
      billing: { paymentPeriod: 'PREPAID', prepaidMonths: 3 },
    });
    await tell.charge(id, '2026-06-01');
    const planned = await changePlan({
      serviceId: service,
      tariffId: at.other,
      date: '2026-07-11',
    });
    expect((await tell.now(id)).billing.nextBillingDate).toBe(null);
    expect(await tell.charge(id, '2026-08-01')).toBe(null);
    expect((await cancelChange(planned.id)).status).toBe('CANCELLED');
    expect((await tell.now(id)).billing.nextBillingDate).toBe('2026-09-01');
    await changePlan({ serviceId: service, tariffId: at.other, date: '2026-07-11' });
    await tell.dun('2026-07-11', at.id);
    // 200 x (21/31 + 1) are given back, half of it is charged
    expect(await balance(id)).toBe('-432.26');
    expect((await tell.now(id)).billing.nextBillingDate).toBe('2026-09-01');
  });
});
