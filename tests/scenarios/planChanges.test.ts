import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { makeCustomer, NOWHERE, PASSWORD } from '../support/tenants.ts';
import { life, told } from './household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
let owner: pg.Client;
let shop: { id: string; tariff: string };
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-06-12' });
  tell = life(server);
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  shop = await tell.shop();
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

const one = async (query: string, variables: object): Promise<any> =>
  Object.values(await server.must<Record<string, any>>(query, variables))[0];
const CREDIT =
  'mutation ($s: ID!) { creditUnused(serviceId: $s) { id total reason invoice { id } lines { description periodFrom periodTo total explanation } } }';
const creditUnused = (s: string) => one(CREDIT, { s });
const unused = (s: string, endDate?: string) =>
  one(
    'query ($s: ID!, $e: Date) { unusedCredit(serviceId: $s, endDate: $e) { currency total credits { from until total invoice { id } } } }',
    { s, e: endDate },
  );
const removeEnd = (s: string) =>
  one('mutation ($s: ID!) { removeServiceEnd(serviceId: $s) { id } }', { s });
const PAUSE =
  'mutation ($s: ID!, $d: Date!) { pauseService(serviceId: $s, from: $d) { status pausedFrom } }';
const RESUME =
  'mutation ($s: ID!, $d: Date!) { resumeService(serviceId: $s, from: $d) { status pausedFrom resumesOn } }';
const CHANGE = `id status date fee feeBy credited charged balanceAfter tariff { name } from { id endDate chargedUntil } to { id startDate chargedUntil }
  creditNotes { total lines { periodFrom periodTo } } invoice { total status due lines { description periodFrom periodTo total } }`;
const CHANGE_PLAN = `mutation ($i: PlanChangeInput!) { changePlan(input: $i) { ${CHANGE} } }`;
const CANCEL = `mutation ($id: ID!) { cancelPlanChange(id: $id) { ${CHANGE} } }`;
const changePlan = (input: object) => one(CHANGE_PLAN, { i: input });
const plans = async (settings: object = {}, more: object = {}) => {
  const at = await tell.shop({ settings, tariff: { price: '200', ...more } });
  const to = await tell.tariff({
    name: 'Other',
    price: '100',
    currency: 'EUR',
    partnerIds: [at.id],
    ...more,
  });
  return { ...at, to: to.id };
};
/** A service at 200 since the first of a month, which is paid. */
const paid = async (at: { id: string; tariff: string }, month: string) => {
  const house = await tell.household(at, { start: `${month}-01` });
  const { total } = await tell.charge(house.id, `${month}-01`);
  await tell.pay({ customerId: house.id, amount: total, date: `${month}-02` });
  return house;
};
const services = async (id: string) =>
  (
    await one(
      'query ($id: ID!) { customer(id: $id) { services(first: 50) { nodes { id startDate endDate chargedUntil status planned { id date } planChanges { id status } } } } }',
      { id },
    )
  ).services.nodes;
const balance = async (id: string): Promise<string> => (await tell.now(id)).balance;

describe('what is charged beyond the end of a service', () => {
  it('comes back as a credit note for the unused days, shown before, once', async () => {
    const { id, service } = await tell.household(shop, { start: '2026-06-01' });
    const invoice = await tell.charge(id, '2026-06-01');
    await tell.pay({ customerId: id, amount: '100', date: '2026-06-02' });
    const found = {
      currency: 'EUR',
      total: '66.67',
      credits: [
        { from: '2026-06-11', until: '2026-06-30', total: '66.67', invoice: { id: invoice.id } },
      ],
    };
    expect(await unused(service, '2026-06-10')).toEqual(found);
    expect(await balance(id)).toBe('0.00');
    await tell.end(service, '2026-06-10');
    expect(await unused(service)).toEqual(found);
    const all = await Promise.all(Array.from({ length: 20 }, () => creditUnused(service)));
    const [note, ...others] = all.flat();
    expect(others).toEqual([]);
    expect(note).toMatchObject({
      total: '66.67',
      reason: 'Plan ended on 10 Jun 2026',
      invoice: { id: invoice.id },
    });
    expect(told(note.lines)).toEqual(['2026-06-11 - 2026-06-30: 66.67']);
    expect(note.lines[0].explanation).toBe('11 Jun - 30 Jun');
    expect(await balance(id)).toBe('66.67');
    expect(await unused(service)).toMatchObject({ total: '0.00', credits: [] });
  });

  it('is charged again when the service goes on after all, and given back again', async () => {
    const { id, service } = await tell.household(shop, { start: '2026-06-01' });
    await tell.charge(id, '2026-06-01');
    await tell.end(service, '2026-06-10');
    await creditUnused(service);
    await removeEnd(service);
    const again = await tell.charge(id, '2026-06-12');
    expect(told(again.lines)).toEqual(['2026-06-11 - 2026-06-30: 66.67']);
    await tell.end(service, '2026-06-05');
    // six days of the first invoice, whose others came back before, and all of the second
    const notes = await creditUnused(service);
    expect(notes.map((note: any) => note.total).sort()).toEqual(['16.67', '66.67']);
    expect(await balance(id)).toBe('-16.66');
    // the second invoice is given back whole: it is undone without money, and no day is lost
    await tell.undo(id);
    await removeEnd(service);
    const last = await tell.charge(id, '2026-06-12');
    expect(told(last.lines)).toEqual(['2026-06-06 - 2026-06-30: 83.33']);
    expect(await balance(id)).toBe('-99.99');
  });

  it('is a CREDIT beside a charge without an invoice, and goes with it when that is undone', async () => {
    const { id, service } = await tell.household(shop, {
      start: '2026-06-01',
      billing: { autoCreateInvoices: false },
    });
    await tell.charge(id, '2026-06-01');
    await tell.end(service, '2026-06-10');
    expect(await creditUnused(service)).toEqual([]);
    expect(await balance(id)).toBe('-33.33');
    expect(await creditUnused(service)).toEqual([]);
    expect(await balance(id)).toBe('-33.33');
    await tell.undo(id);
    expect(await balance(id)).toBe('0.00');
    await tell.charge(id, '2026-06-01');
    expect(await balance(id)).toBe('-33.33');
  });

  it('is no more than earlier notes left, tax and discounts included', async () => {
    const { id: vat } = await tell.taxRate({ name: 'Unused VAT', percent: '20' });
    const taxed = await tell.shop({ tariff: { taxRateId: vat } });
    const { id, service } = await tell.household(taxed, {
      start: '2026-06-01',
      service: { discounts: [{ kind: 'PERCENT', value: '10' }] },
    });
    const invoice = await tell.charge(id, '2026-06-01');
    expect(invoice.total).toBe('108.00');
    await tell.end(service, '2026-06-15');
    expect(await unused(service)).toMatchObject({ total: '54.00' });
    await one('mutation ($i: CreditNoteInput!) { createCreditNote(input: $i) { id } }', {
      i: {
        customerId: id,
        invoiceId: invoice.id,
        documentDate: '2026-06-02',
        reason: 'outage',
        amount: '80',
      },
    });
    const [note] = await creditUnused(service);
    expect(note.total).toBe('28.00');
    expect(await balance(id)).toBe('0.00');
  });

  it('is refused for a service without an end, a day before its start, and what is not there', async () => {
    const { service } = await tell.household(shop, { start: '2026-06-01' });
    expect(await server.refused(CREDIT, { s: service })).toMatchObject({
      code: 'CONFLICT',
      reason: 'NO_END',
    });
    expect(await server.refused(CREDIT, { s: NOWHERE })).toMatchObject({ code: 'NOT_FOUND' });
    expect(
      await server.refused(
        'query ($s: ID!) { unusedCredit(serviceId: $s, endDate: "2026-05-31") { total } }',
        { s: service },
      ),
    ).toMatchObject({ fields: { endDate: expect.stringContaining('2026-06-01') } });
  });
});

describe('a change of plan', () => {
  it('gives the unused days back and charges the new ones: April, 200 paid, to 100 from 16 Apr', async () => {
    const at = await plans();
    const { id, service } = await paid(at, '2026-04');
    const input = { serviceId: service, tariffId: at.to, date: '2026-04-16' };
    const tried = await changePlan({ ...input, dryRun: true });
    expect(tried).toMatchObject({
      status: 'PREVIEW',
      fee: '0.00',
      credited: '100.00',
      charged: '50.00',
      balanceAfter: '50.00',
      to: null,
      creditNotes: [],
      invoice: null,
    });
    expect([await balance(id), (await services(id)).length]).toEqual(['0.00', 1]);
    const done = await changePlan(input);
    expect(done).toMatchObject({
      status: 'DONE',
      date: '2026-04-16',
      credited: '100.00',
      charged: '50.00',
      balanceAfter: '50.00',
      from: { id: service, endDate: '2026-04-15', chargedUntil: '2026-04-16' },
      to: { startDate: '2026-04-16', chargedUntil: '2026-05-01' },
      creditNotes: [{ total: '100.00' }],
      invoice: { total: '50.00', status: 'PAID', due: '0.00' },
    });
    expect(told(done.invoice.lines)).toEqual(['2026-04-16 - 2026-04-30: 50.00']);
    expect(await balance(id)).toBe('50.00');
    // the next run goes on with the new plan alone
    const may = await tell.charge(id, '2026-05-01');
    expect(told(may.lines)).toEqual(['2026-05-01 - 2026-05-31: 100.00']);
  });

  it('takes a fee off what is given back: May, 200 paid, to 100 from 20 May, cheaper fee 30', async () => {
    const at = await plans({ planChangeFeeCheaper: '30' });
    const { id, service } = await paid(at, '2026-05');
    const done = await changePlan({ serviceId: service, tariffId: at.to, date: '2026-05-20' });
    expect(done).toMatchObject({
      fee: '30.00',
      credited: '47.42',
      charged: '38.71',
      balanceAfter: '8.71',
      creditNotes: [{ total: '47.42' }],
      invoice: { total: '38.71' },
    });
    expect(await balance(id)).toBe('8.71');
  });

  it('makes the fee a line of its own where too little comes back, taxed as the new plan', async () => {
    const { id: taxRateId } = await tell.taxRate({ name: 'Plans VAT', percent: '20' });
    const at = await plans({ planChangeFeeCheaper: '300' }, { taxRateId });
    const { id, service } = await paid(at, '2026-05');
    const done = await changePlan({ serviceId: service, tariffId: at.to, date: '2026-05-17' });
    expect(done).toMatchObject({ fee: '360.00', credited: '116.12', charged: '418.07' });
    expect(done.invoice.lines.map((l: any) => [l.description, l.total])).toEqual([
      ['Other', '58.07'],
      ['Change of plan', '360.00'],
    ]);
    expect(await balance(id)).toBe('-301.95');
  });

  it('lets the new part and its fee wait for the next cycle', async () => {
    const at = await plans({ planChangeBilling: 'NEXT_CYCLE', planChangeFeeCheaper: '150' });
    const { id, service } = await paid(at, '2026-06');
    const done = await changePlan({ serviceId: service, tariffId: at.to, date: '2026-06-11' });
    expect(done).toMatchObject({ credited: '133.33', charged: '0.00', invoice: null });
    const july = await tell.charge(id, '2026-07-01');
    expect(july.lines.map((l: any) => [l.description, l.periodFrom, l.total])).toEqual([
      ['Other', '2026-06-11', '166.67'],
      ['Change of plan', null, '150.00'],
    ]);
    const small = await plans({ planChangeMinimumInvoice: '50.01' });
    const other = await paid(small, '2026-04');
    const wait = await changePlan({
      serviceId: other.service,
      tariffId: small.to,
      date: '2026-04-16',
    });
    expect(wait).toMatchObject({ credited: '100.00', charged: '0.00', invoice: null });
  });

  it('waits for the end of what is paid where nothing is given back, and is charged by the run', async () => {
    const at = await plans({ planChangeRefund: false });
    const { id, service } = await paid(at, '2026-06');
    const planned = await changePlan({ serviceId: service, tariffId: at.to, date: '2026-06-12' });
    expect(planned).toMatchObject({ status: 'PLANNED', date: '2026-07-01', credited: '0.00' });
    // a run made ahead takes the new plan, never the old one
    const july = await tell.charge(id, '2026-07-01');
    expect(told(july.lines)).toEqual(['2026-07-01 - 2026-07-31: 100.00']);
    expect(await server.refused(CANCEL, { id: planned.id })).toMatchObject({
      code: 'CONFLICT',
      reason: 'ALREADY_CHARGED',
    });
    await tell.dun('2026-07-01', at.id);
    expect(await services(id)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: service, endDate: '2026-06-30', planned: [] }),
      ]),
    );
    expect(await balance(id)).toBe('-100.00');
  });

  it('planned, is carried out on its day once; taken back, it leaves nothing', async () => {
    const at = await plans();
    const { id, service } = await paid(at, '2026-06');
    const before = await services(id);
    const input = { serviceId: service, tariffId: at.to, date: '2026-06-21' };
    const first = await changePlan(input);
    expect(first).toMatchObject({ status: 'PLANNED', credited: '66.67', charged: '33.33' });
    expect(await balance(id)).toBe('0.00');
    const backs = await Promise.all(Array.from({ length: 5 }, () => one(CANCEL, { id: first.id })));
    expect(backs.map(({ status, to }) => [status, to])).toEqual(Array(5).fill(['CANCELLED', null]));
    const [{ planChanges, ...after }] = await services(id);
    expect(planChanges).toEqual([{ id: first.id, status: 'CANCELLED' }]);
    expect([after]).toEqual(before.map(({ planChanges: _changes, ...rest }: any) => rest));
    expect(await balance(id)).toBe('0.00');
    const second = await changePlan(input);
    await tell.dun('2026-06-20', at.id);
    expect(await balance(id)).toBe('0.00');
    await Promise.all(Array.from({ length: 5 }, () => tell.dun('2026-06-21', at.id)));
    expect(await balance(id)).toBe('33.34');
    expect(await server.refused(CANCEL, { id: second.id })).toMatchObject({
      reason: 'ALREADY_DONE',
    });
    const { rows } = await owner.query(
      'select count(*)::int n from credit_note where customer_id = $1',
      [id],
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('asked for twenty times at once happens once', async () => {
    const at = await plans();
    const { id, service } = await paid(at, '2026-06');
    const i = { serviceId: service, tariffId: at.to, date: '2026-06-11' };
    const asked = await Promise.all(
      Array.from({ length: 20 }, () => server.ask<any>(CHANGE_PLAN, { i })),
    );
    expect(asked.filter(({ data }) => data?.changePlan).length).toBe(1);
    const reasons = asked.flatMap(({ errors }) => errors?.map((e) => e.extensions.reason) ?? []);
    expect(new Set(reasons)).toEqual(new Set(['PLAN_CHANGED']));
    expect(await balance(id)).toBe('66.66');
  });

  it('undone and made again loses no day and charges none twice', async () => {
    const at = await plans();
    const { id, service } = await paid(at, '2026-06');
    const done = await changePlan({ serviceId: service, tariffId: at.to, date: '2026-06-11' });
    await tell.undo(id);
    expect(await balance(id)).toBe('133.33');
    const again = await tell.charge(id, '2026-06-12');
    expect(told(again.lines)).toEqual(['2026-06-11 - 2026-06-30: 66.67']);
    const back = await changePlan({
      serviceId: done.to.id,
      tariffId: at.tariff,
      date: '2026-06-12',
    });
    expect(back).toMatchObject({ status: 'DONE', credited: '63.33', charged: '126.67' });
    expect(await balance(id)).toBe('3.32');
  });

  it('is refused by name or field', async () => {
    const at = await plans();
    const { service } = await paid(at, '2026-06');
    const refused = (more: object) =>
      server.refused(CHANGE_PLAN, {
        i: { serviceId: service, tariffId: at.to, date: '2026-06-11', ...more },
      });
    const once = await tell.tariff({
      name: 'Once',
      kind: 'ONE_TIME',
      price: '1',
      currency: 'EUR',
      partnerIds: [at.id],
    });
    for (const [more, field] of [
      [{ date: '2026-06-01' }, 'date'],
      [{ date: '2030-01-01' }, 'date'],
      [{ tariffId: at.tariff }, 'tariffId'],
      [{ tariffId: shop.tariff }, 'tariffId'],
      [{ tariffId: once.id }, 'tariffId'],
      [{ unitPrice: '-1' }, 'unitPrice'],
    ] as const)
      expect(await refused(more)).toMatchObject({ fields: { [field]: expect.any(String) } });
    for (const more of [{ serviceId: NOWHERE }, { tariffId: NOWHERE }])
      expect(await refused(more)).toMatchObject({ code: 'NOT_FOUND' });
    await tell.end(service, '2026-06-20');
    expect(await refused({ date: '2026-06-21' })).toMatchObject({
      fields: { date: expect.any(String) },
    });
    await one(PAUSE, { s: service, d: '2026-06-15' });
    expect(await refused({})).toMatchObject({ code: 'CONFLICT', reason: 'PAUSED' });
    await one(RESUME, { s: service, d: '2026-06-15' });
    const planned = await changePlan({ serviceId: service, tariffId: at.to, date: '2026-06-14' });
    expect(planned.to).toMatchObject({ startDate: '2026-06-14' });
    for (const query of [
      'mutation ($s: ID!) { removeServiceEnd(serviceId: $s) { id } }',
      'mutation ($s: ID!) { endService(serviceId: $s, endDate: "2026-06-13") { id } }',
      'mutation ($s: ID!) { pauseService(serviceId: $s, from: "2026-06-13") { id } }',
    ])
      expect(await server.refused(query, { s: service })).toMatchObject({ reason: 'PLAN_CHANGED' });
    expect(
      await server.refused('mutation ($s: ID!) { deleteService(serviceId: $s) }', {
        s: planned.to.id,
      }),
    ).toMatchObject({ reason: 'PLAN_CHANGED' });
  });
});

describe('a change of plan and what happens beside it', () => {
  it('gives paid days back that were planned to come back, though the setting was turned off since', async () => {
    const at = await plans();
    const { id, service } = await paid(at, '2026-06');
    await changePlan({ serviceId: service, tariffId: at.to, date: '2026-06-16' });
    await tell.settings(at.id, { planChangeRefund: false });
    await tell.dun('2026-06-16', at.id);
    // 100.00 of the old plan back, 50.00 for the new one
    expect(await balance(id)).toBe('50.00');
  });

  it('leaves the days of a pause uncharged, before and after the change', async () => {
    const at = await plans();
    const { id, service } = await tell.household(at, { start: '2026-06-01' });
    await one(PAUSE, { s: service, d: '2026-06-10' });
    await one(RESUME, { s: service, d: '2026-06-20' });
    const invoice = await tell.charge(id, '2026-06-01');
    expect(invoice.total).toBe('133.33');
    await tell.pay({ customerId: id, amount: invoice.total, date: '2026-06-02' });
    const done = await changePlan({ serviceId: service, tariffId: at.to, date: '2026-06-05' });
    // 16 days of the old plan, and the same 16 of the new one
    expect(done).toMatchObject({ status: 'DONE', credited: '106.67', charged: '53.33' });
  });

  it('is not chosen in the portal while a contract holds', async () => {
    const at = await plans(
      {},
      { minimumMonths: 12, cancellationFee: '50', portalSelectable: true },
    );
    const { login, id } = await makeCustomer(server, at.id);
    const { id: service } = await tell.service({
      customerId: id,
      tariffId: at.tariff,
      startDate: '2026-06-01',
    });
    const token = await server.signIn(login, PASSWORD);
    const offered = await server.must<any>(
      'query ($s: ID!) { service(id: $s) { availableTariffs { id } } }',
      { s: service },
      token,
    );
    expect(offered.service.availableTariffs).toEqual([]);
    const wish = { i: { serviceId: service, tariffId: at.to, date: '2026-06-12' } };
    expect((await server.refused(CHANGE_PLAN, wish, token)).fields).toEqual({
      tariffId: 'is no plan that you can change to',
    });
  });
});

describe('a change of plan in the portal', () => {
  it('is among the plans that the partner lets customers choose, from today, at their price', async () => {
    const at = await plans();
    const offer = (name: string, more: object) =>
      tell.tariff({ name, price: '150', currency: 'EUR', partnerIds: [at.id], ...more });
    const chosen = await offer('Chosen', { portalSelectable: true });
    await offer('Voice', { portalSelectable: true, kind: 'VOICE' });
    const customer = await makeCustomer(server, at.id);
    const { id: service } = await tell.service({
      customerId: customer.id,
      tariffId: at.tariff,
      startDate: '2026-06-01',
    });
    await tell.charge(customer.id, '2026-06-01');
    const token = await server.signIn(customer.login, PASSWORD);
    const mine = async () =>
      (
        await server.must<any>(
          '{ viewer { customer { balance services { nodes { id planned { id } availableTariffs { name price } } } } } }',
          {},
          token,
        )
      ).viewer.customer;
    expect((await mine()).services.nodes[0].availableTariffs).toEqual([
      { name: 'Chosen', price: '150.00' },
    ]);
    const input = { serviceId: service, tariffId: chosen.id, date: '2026-06-16' };
    const ask = (more: object = {}) =>
      server.must<any>(CHANGE_PLAN, { i: { ...input, ...more } }, token);
    const refused = (more: object) =>
      server.refused(CHANGE_PLAN, { i: { ...input, ...more } }, token);
    expect(await refused({ tariffId: at.to })).toMatchObject({
      fields: { tariffId: expect.any(String) },
    });
    expect(await refused({ unitPrice: '1' })).toMatchObject({
      fields: { unitPrice: expect.any(String) },
    });
    expect(await refused({ date: '2026-06-11' })).toMatchObject({
      fields: { date: expect.any(String) },
    });
    const other = await paid(at, '2026-06');
    expect(await refused({ serviceId: other.service })).toMatchObject({ code: 'NOT_FOUND' });
    expect((await ask({ dryRun: true })).changePlan).toMatchObject({
      credited: '100.00',
      charged: '75.00',
    });
    const planned = (await ask()).changePlan;
    expect((await mine()).services.nodes.flatMap((s: any) => s.planned)).toEqual([
      { id: planned.id },
    ]);
    await server.must(CANCEL, { id: planned.id }, token);
    expect((await mine()).services.nodes.length).toBe(1);
    const byStaff = await changePlan(input);
    expect(await server.refused(CANCEL, { id: byStaff.id }, token)).toMatchObject({
      reason: 'NOT_YOURS',
    });
    await one(CANCEL, { id: byStaff.id });
    const done = (await ask({ date: '2026-06-12' })).changePlan;
    expect(done).toMatchObject({ status: 'DONE', credited: '126.67', charged: '95.00' });
    expect((await mine()).balance).toBe('-168.33');
  });
});

describe('a pause', () => {
  it('gives nothing back, and charges nothing until the service is resumed', async () => {
    const { id, service } = await tell.household(shop, { start: '2026-06-01' });
    await tell.charge(id, '2026-06-01');
    expect(await one(PAUSE, { s: service, d: '2026-06-10' })).toEqual({
      status: 'PAUSED',
      pausedFrom: '2026-06-10',
    });
    expect(await balance(id)).toBe('-100.00');
    expect(
      await server.must<any>(
        'mutation ($c: ID!) { chargeCustomer(customerId: $c, date: "2026-07-01") { id } }',
        { c: id },
      ),
    ).toEqual({ chargeCustomer: null });
    expect(await server.refused(PAUSE, { s: service, d: '2026-06-20' })).toMatchObject({
      reason: 'ALREADY_PAUSED',
    });
    expect(await server.refused(RESUME, { s: service, d: '2026-06-09' })).toMatchObject({
      fields: { from: expect.any(String) },
    });
    expect(await one(RESUME, { s: service, d: '2026-07-17' })).toEqual({
      status: 'PAUSED',
      pausedFrom: '2026-06-10',
      resumesOn: '2026-07-17',
    });
    const july = await tell.charge(id, '2026-07-01');
    expect(told(july.lines)).toEqual(['2026-07-17 - 2026-07-31: 48.39']);
    expect(await server.refused(RESUME, { s: service, d: '2026-07-18' })).toMatchObject({
      reason: 'ALREADY_CHARGED',
    });
  });

  it('is found by its status, and outlasts a customer that was inactive meanwhile', async () => {
    const { id, service } = await tell.household(shop, { start: '2026-06-01' });
    await tell.household(shop, { start: '2026-06-01' });
    await one(PAUSE, { s: service, d: '2026-06-12' });
    const listed = async (status: string) =>
      (
        await one(
          'query ($f: ServiceFilter) { services(filter: $f, first: 100) { nodes { id } } }',
          { f: { status, customerId: id } },
        )
      ).nodes;
    expect([await listed('PAUSED'), await listed('ACTIVE')]).toEqual([[{ id: service }], []]);
    const status = (to: string) =>
      one(
        'mutation ($id: ID!, $i: CustomerUpdateInput!) { updateCustomer(id: $id, input: $i) { id } }',
        {
          id,
          i: { status: to },
        },
      );
    await status('INACTIVE');
    await status('ACTIVE');
    expect(await listed('PAUSED')).toEqual([{ id: service }]);
    expect(
      await server.must<any>(
        'mutation ($c: ID!) { chargeCustomer(customerId: $c, date: "2026-06-12") { lines { periodFrom periodTo } } }',
        { c: id },
      ),
    ).toEqual({
      chargeCustomer: { lines: [{ periodFrom: '2026-06-01', periodTo: '2026-06-11' }] },
    });
  });
});

describe('a pause whose end is planned', () => {
  it('ends on another day, or not at all, as long as nothing behind it is charged', async () => {
    const { id, service } = await tell.household(shop, { start: '2026-06-01' });
    await one(PAUSE, { s: service, d: '2026-06-20' });
    await one(RESUME, { s: service, d: '2026-06-25' });
    expect(await one(RESUME, { s: service, d: '2026-06-28' })).toMatchObject({
      resumesOn: '2026-06-28',
    });
    expect(await one(RESUME, { s: service, d: '2026-06-20' })).toMatchObject({ pausedFrom: null });
    await one(PAUSE, { s: service, d: '2026-06-20' });
    await one(RESUME, { s: service, d: '2026-06-25' });
    await tell.charge(id, '2026-06-01');
    expect(await server.refused(RESUME, { s: service, d: '2026-06-28' })).toMatchObject({
      code: 'CONFLICT',
      reason: 'ALREADY_CHARGED',
    });
  });
});
