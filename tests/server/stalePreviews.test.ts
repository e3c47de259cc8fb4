import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, startTestServer, type TestServer } from '../support/backhaul.ts';
import { Socket } from '../support/socket.ts';
import { confirm, preview, settled, story } from '../support/story.ts';
import { makeUser } from '../support/tenants.ts';

let server: TestServer;
let tell: ReturnType<typeof story>;
let database: string;
beforeAll(async () => {
  database = await freshDatabase();
  server = await startTestServer({ BUSINESS_DATE: '2026-04-20', DATABASE_URL: database });
  tell = story(server);
});
afterAll(() => server.stop());

const DATE = '2026-04-01';
const MOVE = 'mutation ($id: ID!, $to: ID!) { movePartner(id: $id, parentId: $to) { id } }';
const CONFIRM =
  'mutation ($id: ID!, $f: String!) { confirmBillingRun(id: $id, fingerprint: $f) { id } }';
let made = 0;
/** A partner with one customer that is due, its plan at 100. */
async function seller(
  name: string,
  parentId?: string,
): Promise<{ id: string; customer: string; name: string }> {
  const { id } = await tell.partner({
    name: `${name} ${(made += 1)}`,
    ...(parentId ? { parentId } : {}),
  });
  const tariff = await tell.tariff({ name: 'Plan', price: '100', partnerIds: [id] });
  const customer = await tell.customer({
    partnerId: id,
    name: `Customer of ${name} ${made}`,
    status: 'ACTIVE',
  });
  await tell.service({ customerId: customer.id, tariffId: tariff.id, startDate: DATE });
  return { id, customer: `Customer of ${name} ${made}`, name: `${name} ${made}` };
}
const staleness = async (id: string): Promise<string | null> =>
  (await server.must('query ($id: ID!) { billingRun(id: $id) { staleBecause } }', { id }))
    .billingRun.staleBecause;
const stale = async (id: string, first?: number): Promise<any> =>
  (
    await server.must(
      `query ($id: ID!, $n: Int) { billingRun(id: $id) {
        stale(first: $n) { tree count customers { id name currency now before why changes { kind description amount } } } } }`,
      { id, n: first },
    )
  ).billingRun.stale;
async function refusedAsStale(run: { id: string; fingerprint: string }): Promise<string> {
  const refusal = await server.refused(CONFIRM, { id: run.id, f: run.fingerprint });
  expect(refusal).toMatchObject({ code: 'CONFLICT', reason: 'STALE_PREVIEW' });
  expect(refusal.message).toContain(await staleness(run.id));
  return refusal.message;
}
const REPREVIEW = 'mutation ($id: ID!) { repreviewBillingRun(id: $id) { id } }';
const RETRY = 'mutation ($id: ID!) { retryBillingRun(id: $id) { id } }';
const DELETE = 'mutation ($id: ID!) { deleteBillingRun(id: $id) { id status } }';
async function again(run: { id: string }, token?: string): Promise<any> {
  await server.must(REPREVIEW, { id: run.id }, token);
  return settled(server, run.id);
}
/** As the owner of the database, whom no policy holds. */
async function owned(text: string, ...values: string[]): Promise<void> {
  const owner = new pg.Client({ connectionString: database });
  await owner.connect();
  await owner.query(text, values);
  await owner.end();
}
/** Makes a run stand as a confirmation that stopped. */
const stopped = (runId: string): Promise<void> =>
  owned(
    `update billing_run set status = 'FAILED', failed_phase = 'CONFIRMING' where id = $1`,
    runId,
  );

describe('a preview is stale, by name,', () => {
  it('when a partner moves out from below: its customers go, and the run does not do less than was approved in silence', async () => {
    const top = await seller('Top');
    const below = await seller('Below', top.id);
    const deep = await seller('Deep', below.id);
    const other = await seller('Elsewhere');
    const [run] = await preview(server, { date: DATE, partnerIds: [top.id] });
    expect([run.customerCount, await staleness(run.id)]).toEqual([3, null]);
    await server.must(MOVE, { id: below.id, to: other.id });
    const said = await refusedAsStale(run);
    for (const words of [below.name, '2 customers', below.customer, deep.customer])
      expect(said).toContain(words);
    expect(said).not.toContain(`${deep.name} moved`);
    expect(await stale(run.id)).toMatchObject({
      tree: [expect.stringContaining(below.name)],
      count: 0,
    });
    const anew = await again(run);
    expect([anew.customerCount, anew.total]).toEqual([1, [{ amount: '100.00', currency: 'EUR' }]]);
    const { billingRun } = await server.must(
      'query ($id: ID!) { billingRun(id: $id) { partners { id } partnerTotals { partner { id } } entries { totalCount } } }',
      { id: run.id },
    );
    expect(billingRun).toEqual({
      partners: [{ id: top.id }],
      partnerTotals: [{ partner: { id: top.id } }],
      entries: { totalCount: 1 },
    });
    expect(await confirm(server, anew)).toMatchObject({ status: 'PROCESSED', invoiceCount: 1 });
  });

  it('when a partner moves from one place to another inside the run', async () => {
    const top = await seller('Top');
    const [a, b] = [await seller('A', top.id), await seller('B', top.id)];
    const [run] = await preview(server, { date: DATE, partnerIds: [top.id] });
    await server.must(MOVE, { id: b.id, to: a.id });
    expect(await refusedAsStale(run)).toContain(`${b.name} moved to another place in the tree.`);
    expect(await confirm(server, await again(run))).toMatchObject({
      status: 'PROCESSED',
      invoiceCount: 3,
    });
  });

  it('when a partner leaves the reach of whoever made it: made again there, it keeps nothing of that partner', async () => {
    const [top, other] = [await seller('Top'), await seller('Elsewhere')];
    const [a, b] = [await seller('A', top.id), await seller('B', top.id)];
    const late = await tell.customer({ partnerId: b.id, name: 'Kept out', status: 'ACTIVE' });
    const tariff = await tell.tariff({ name: 'More', price: '7', partnerIds: [b.id] });
    await tell.service({ customerId: late.id, tariffId: tariff.id, startDate: DATE });
    const { token } = await makeUser(server, top.id, 'ADMINISTRATOR');
    const [run] = await preview(server, {
      date: DATE,
      partnerIds: [top.id, a.id, b.id],
      includeDescendants: false,
    });
    await server.must(
      'mutation ($id: ID!, $c: ID!) { excludeFromBillingRun(id: $id, customerId: $c, reason: "no") { id } }',
      { id: run.id, c: late.id },
    );
    await server.must(MOVE, { id: b.id, to: other.id });
    const { billingRun: seen } = await server.must<any>(
      'query ($id: ID!) { billingRun(id: $id) { staleBecause fingerprint } }',
      { id: run.id },
      token,
    );
    expect(seen.staleBecause).toContain(`${b.name} moved to another place`);
    expect(await server.refused(CONFIRM, { id: run.id, f: seen.fingerprint }, token)).toMatchObject(
      { reason: 'STALE_PREVIEW' },
    );
    const anew = await again(run, token);
    // as the operator sees it, wherever the partner stands
    const whole = async () => {
      const { billingRun } = await server.must<any>(
        `query ($id: ID!) { billingRun(id: $id) {
          customerCount leftOutCount entries { totalCount } partnerTotals { partner { id } } } }`,
        { id: run.id },
      );
      const partners = billingRun.partnerTotals.map(({ partner }: any) => partner.id);
      return { ...billingRun, partnerTotals: new Set(partners) };
    };
    const two = {
      customerCount: 2,
      leftOutCount: 0,
      entries: { totalCount: 2 },
      partnerTotals: new Set([top.id, a.id]),
    };
    expect(await whole()).toEqual(two);
    await server.must(MOVE, { id: b.id, to: top.id });
    expect(await confirm(server, anew, token)).toMatchObject({
      status: 'PROCESSED',
      invoiceCount: 2,
    });
    expect(await whole()).toEqual(two);
    const [rest] = await preview(server, { date: DATE, partnerIds: [b.id] });
    expect(rest.customerCount).toBe(2);
  });

  it('when the partner of a run of its own moves', async () => {
    const [top, own] = [await seller('Top'), await seller('Own')];
    const [run] = await preview(server, {
      date: DATE,
      partnerIds: [own.id],
      separatePerPartner: true,
    });
    await server.must(MOVE, { id: own.id, to: top.id });
    expect(await refusedAsStale(run)).toContain(own.name);
    expect(await confirm(server, await again(run))).toMatchObject({
      status: 'PROCESSED',
      invoiceCount: 1,
    });
  });

  it('when a partner with customers due is added below, and not when the run was made for one partner alone', async () => {
    const top = await seller('Top');
    const [all] = await preview(server, { date: DATE, partnerIds: [top.id] });
    const [alone] = await preview(server, {
      date: DATE,
      partnerIds: [top.id],
      includeDescendants: false,
    });
    await tell.partner({ name: 'Without customers', parentId: top.id });
    expect(await staleness(all.id)).toBeNull();
    const added = await seller('Added', top.id);
    for (const words of [added.name, '1 customer', added.customer])
      expect(await refusedAsStale(all)).toContain(words);
    expect(await staleness(alone.id)).toBeNull();
    expect((await again(all)).customerCount).toBe(2);
  });

  it('when something is charged otherwise, and says what', async () => {
    const top = await seller('Top');
    const find = async (name: string) =>
      (
        await server.must<any>(
          'query ($s: String) { customers(filter: { search: $s }) { nodes { id name } } }',
          { s: name },
        )
      ).customers.nodes.find((each: any) => each.name === name).id;
    const id = await find(top.customer);
    const [run] = await preview(server, { date: DATE, partnerIds: [top.id] });
    const tariff = await tell.tariff({ name: 'Voice', price: '500', partnerIds: [top.id] });
    await tell.service({ customerId: id, tariffId: tariff.id, startDate: DATE });
    expect(await staleness(run.id)).toBe(
      `Since the preview: ${top.customer}: 600.00 EUR instead of 100.00 (Voice new from 1 Apr: +500.00).`,
    );
    const voice = {
      now: '600.00',
      before: '100.00',
      why: 'Voice new from 1 Apr: +500.00',
      changes: [{ kind: 'STARTED', description: 'Voice', amount: '500.00' }],
    };
    expect(await stale(run.id)).toEqual({
      tree: [],
      count: 1,
      customers: [{ id, name: top.customer, currency: 'EUR', ...voice }],
    });
    expect(await stale(run.id, 0)).toMatchObject({ count: 1, customers: [] });
    const anew = await again(run);
    await server.must(
      'mutation ($id: ID!) { updateCustomerBilling(customerId: $id, input: { billingEnabled: false }) { id } }',
      { id },
    );
    expect(await staleness(anew.id)).toMatch(
      new RegExp(`^Since the preview: ${top.customer}: no longer charged`),
    );
    expect((await stale(anew.id)).customers).toMatchObject([{ now: null, before: '600.00' }]);
    const none = await again(anew);
    const other = await tell.customer({ partnerId: top.id, name: 'Late', status: 'ACTIVE' });
    await tell.service({ customerId: other.id, tariffId: tariff.id, startDate: DATE });
    expect(await staleness(none.id)).toBe('Since the preview: Late: 500.00 EUR, due since.');
    expect((await stale(none.id)).customers).toMatchObject([
      { id: other.id, now: '500.00', before: null, why: 'due since' },
    ]);
  });

  it('and says of who was billed meanwhile that it was, by another run or by hand', async () => {
    const top = await seller('Top');
    const own = await seller('Own', top.id);
    const run = { date: DATE, partnerIds: [top.id] };
    const [above] = await preview(server, { ...run, includeDescendants: true });
    const [part] = await preview(server, { date: DATE, partnerIds: [own.id] });
    await confirm(server, part);
    expect(await staleness(above.id)).toBe(
      `Since the preview: ${own.customer}: no longer charged (billed already).`,
    );
    const [{ id }] = (await stale(above.id)).customers;
    await server.must(
      'mutation ($id: ID!) { undoLastCharge(customerId: $id, reason: "Wrong") { id } }',
      { id },
    );
    expect(await staleness(above.id)).toBeNull();
    await server.must(
      'mutation ($id: ID!, $on: Date!) { chargeCustomer(customerId: $id, date: $on) { id } }',
      { id, on: DATE },
    );
    expect((await stale(above.id)).customers).toMatchObject([{ now: null, why: 'billed already' }]);
  });

  it('and whoever looks at it is told at once: of a price, of a partner above or below, and when it holds again', async () => {
    const top = await seller('Top');
    const own = await seller('Own', top.id);
    const [run] = await preview(server, { date: DATE, partnerIds: [own.id] });
    const ws = await new Socket(server.url).init({ authorization: `Bearer ${server.operator}` });
    ws.subscribe(
      'care',
      'subscription ($id: ID!) { billingRunCare(id: $id) { status stale { count customers { now } } } }',
      { id: run.id },
    );
    const last = () => ws.messages.at(-1)?.payload?.data?.billingRunCare;
    await ws.until(() => last()?.stale === null);
    await tell.settings(top.id, { paymentDueDays: 3 });
    await ws.until(() => last()?.stale?.count === 1);
    await again(run);
    await ws.until(() => last()?.status === 'READY' && last().stale === null);
    const below = await seller('Below', own.id);
    await ws.until(() => last()?.stale?.count === 0 || last()?.stale?.count === 1);
    expect(await staleness(run.id)).toContain(below.name);
    ws.end();
  });

  it('and not by what changes nothing of what is issued', async () => {
    const top = await seller('Top');
    const [run] = await preview(server, { date: DATE, partnerIds: [top.id] });
    await tell.settings(top.id, { blockingPeriodDays: 3, invoiceNumberFormat: 'X{year}{next|6}' });
    await server.must(
      'mutation ($id: ID!) { updatePartner(id: $id, input: { timeZone: "Europe/Berlin" }) { id } }',
      { id: top.id },
    );
    expect([await staleness(run.id), await stale(run.id)]).toEqual([null, null]);
    expect(await confirm(server, run)).toMatchObject({ status: 'PROCESSED' });
    expect(await staleness(run.id)).toBeNull();
  });
});

describe('a partner that moves away and comes back', () => {
  const EXCLUDE =
    'mutation ($id: ID!, $c: ID!) { excludeFromBillingRun(id: $id, customerId: $c, reason: "no") { customerCount } }';
  const INCLUDE =
    'mutation ($id: ID!, $c: ID!) { includeInBillingRun(id: $id, customerId: $c) { customerCount } }';

  it('meanwhile keeps anybody from being left out or taken in: what is approved is what is charged', async () => {
    const [top, other] = [await seller('Top'), await seller('Elsewhere')];
    const away = await seller('Away', top.id);
    const { token } = await makeUser(server, top.id, 'ADMINISTRATOR');
    const ids = (
      await server.must<any>('{ customers(first: 50) { nodes { id name } } }', {}, token)
    ).customers.nodes;
    const c = ids.find((each: any) => each.name === top.customer).id;
    const [run] = await preview(server, { date: DATE, partnerIds: [top.id] }, token);
    expect(run.customerCount).toBe(2);
    await server.must(EXCLUDE, { id: run.id, c }, token);
    await server.must(MOVE, { id: away.id, to: other.id });
    for (const mutation of [EXCLUDE, INCLUDE])
      for (const by of [token, server.operator]) {
        const refused = await server.refused(mutation, { id: run.id, c }, by);
        expect(refused).toMatchObject({ code: 'CONFLICT', reason: 'STALE_PREVIEW' });
        expect(refused.message).toContain(`${away.name} moved to another place in the tree`);
      }
    await server.must(MOVE, { id: away.id, to: top.id });
    const now = await server.must<any>(INCLUDE, { id: run.id, c }, token);
    expect(now.includeInBillingRun.customerCount).toBe(2);
    const seen = await settled(server, run.id, token);
    expect(await confirm(server, seen, token)).toMatchObject({
      status: 'PROCESSED',
      customerCount: 2,
      invoiceCount: 2,
    });
  });

  it('before the last chunk of a preview has it made again, of where it then stands', async () => {
    const [top, other] = [await seller('Top'), await seller('Elsewhere')];
    const away = await seller('Away', top.id);
    const { token } = await makeUser(server, top.id, 'ADMINISTRATOR');
    const [run] = await preview(server, { date: DATE, partnerIds: [top.id] }, token);
    // as one that was cut off after its first chunk
    await owned(
      `update billing_run
      set status = 'FAILED', failed_phase = 'PREVIEWING', position = 1000000
      where id = $1`,
      run.id,
    );
    await server.must(MOVE, { id: away.id, to: other.id });
    await server.must(RETRY, { id: run.id }, token);
    const anew = await settled(server, run.id, token);
    expect(anew).toMatchObject({ status: 'READY', customerCount: 1 });
    expect(await staleness(run.id)).toBeNull();
    await server.must(MOVE, { id: away.id, to: top.id });
    expect(await refusedAsStale(anew)).toContain(`${away.name} is new below`);
  });

  it('again and again while it is being previewed only keeps the preview waiting', async () => {
    const top = await seller('Top');
    await owned('create sequence tried');
    await owned(`create function moving() returns trigger language plpgsql as $$ begin
        if nextval('tried') <= 6 then
          raise exception 'moved' using errcode = '23503', constraint = 'billing_run_entry_partner_fkey';
        end if;
        return new;
      end $$`);
    await owned('grant usage on sequence tried to public');
    await owned(`create trigger moving before insert on billing_run_entry
      for each row execute function moving()`);
    const [run] = await preview(server, { date: DATE, partnerIds: [top.id] });
    await owned('drop trigger moving on billing_run_entry');
    expect(run).toMatchObject({ status: 'READY', failure: null, customerCount: 1 });
  });
});

describe('what an old preview found', () => {
  it('is removed in the scope of its run alone, while that is being previewed, and never what is charged', async () => {
    const [top, other] = [await seller('Top'), await seller('Elsewhere')];
    const [waiting] = await preview(server, { date: DATE, partnerIds: [top.id] });
    const [done] = await preview(server, { date: DATE, partnerIds: [other.id] });
    await confirm(server, done);
    const owner = new pg.Client({ connectionString: database });
    await owner.connect();
    const left = async (runId: string, partnerId: string, status: string, customerId = '') => {
      await owner.query('begin');
      await owner.query('update billing_run set status = $2 where id = $1', [runId, status]);
      await owner.query(
        `select set_config('app.partner_path', path, true), set_config('app.partner_end', path || chr(1114111), true),
          set_config('app.customer_id', $2, true) from partner where id = $1`,
        [partnerId, customerId],
      );
      await owner.query('set local role backhaul_app');
      await owner.query(`select forget_preview($1, '{}')`, [runId]);
      await owner.query('reset role');
      const { rows } = await owner.query(
        `select (select count(*)::int from billing_run_entry where run_id = $1) entries,
          (select count(*)::int from billing_run_partner where run_id = $1) totals`,
        [runId],
      );
      await owner.query('rollback');
      return rows[0];
    };
    const all = { entries: 1, totals: 1 };
    expect(await left(waiting.id, other.id, 'PREVIEWING')).toEqual(all);
    expect(await left(waiting.id, top.id, 'READY')).toEqual(all);
    expect(await left(waiting.id, top.id, 'PREVIEWING', waiting.id)).toEqual(all);
    expect(await left(done.id, other.id, 'PREVIEWING')).toEqual(all);
    expect(await left(waiting.id, top.id, 'PREVIEWING')).toEqual({ entries: 0, totals: 0 });
    await owner.end();
  });
});

describe('a confirmation that stopped', () => {
  it('before anybody was charged can be made again or deleted, and only retried after that', async () => {
    const top = await seller('Top');
    const [run] = await preview(server, { date: DATE, partnerIds: [top.id] });
    await stopped(run.id);
    const anew = await again(run);
    expect(anew).toMatchObject({ status: 'READY', customerCount: 1 });
    await stopped(run.id);
    expect((await server.must<any>(DELETE, { id: run.id })).deleteBillingRun.status).toBe(
      'DELETED',
    );

    const [charged] = await preview(server, { date: DATE, partnerIds: [top.id] });
    await confirm(server, charged);
    await stopped(charged.id);
    for (const mutation of [REPREVIEW, DELETE])
      expect(await server.refused(mutation, { id: charged.id })).toMatchObject({
        code: 'CONFLICT',
        reason: 'PARTLY_CONFIRMED',
      });
    await server.must('mutation ($id: ID!) { retryBillingRun(id: $id) { id } }', {
      id: charged.id,
    });
    expect(await settled(server, charged.id)).toMatchObject({
      status: 'PROCESSED',
      invoiceCount: 1,
    });
  });
});

describe('what comes next', () => {
  it('is what the next run charges, and never lies in the past', async () => {
    const top = await seller('Top');
    const next = async () => {
      const { customers } = await server.must<any>(
        'query ($p: ID!) { customers(filter: { partnerId: $p }) { nodes { billing { nextBillingDate } upcomingCharge { date dueDate total } } } }',
        { p: top.id },
      );
      return customers.nodes[0];
    };
    // due since 1 April, and it is the 20th: the run of 1 May charges both months
    const { billing, upcomingCharge } = await next();
    expect(billing.nextBillingDate).toBe(DATE);
    expect(upcomingCharge).toMatchObject({ date: '2026-05-01', total: '200.00' });
    expect(upcomingCharge.dueDate >= '2026-05-01').toBe(true);
    const [run] = await preview(server, { date: '2026-05-01', partnerIds: [top.id] });
    expect(run.total[0].amount).toBe('200.00');
    await confirm(server, run);
    const { customers } = await server.must<any>(
      'query ($p: ID!) { customers(filter: { partnerId: $p }) { nodes { upcomingCharge { total previousTotal previousDate changes { kind before now amount } } } } }',
      { p: top.id },
    );
    expect(customers.nodes[0].upcomingCharge).toEqual({
      total: '100.00',
      previousTotal: '200.00',
      previousDate: '2026-05-01',
      changes: [{ kind: 'PRORATED', before: '61', now: '30', amount: '-100.00' }],
    });
    // also when it is asked beside, and after, somebody who was never charged
    const { services } = await server.must<any>(
      'query ($p: ID!) { services(filter: { partnerId: $p }) { nodes { tariff { id } } } }',
      { p: top.id },
    );
    const young = await tell.customer({ partnerId: top.id, name: 'Young' });
    await tell.service({
      customerId: young.id,
      tariffId: services.nodes[0].tariff.id,
      startDate: '2026-05-20',
    });
    const beside = await server.must<any>(
      `query ($p: ID!) {
        customers(filter: { partnerId: $p }, sort: [{ field: "number", order: DESC }]) {
          nodes { upcomingCharge { changes { amount } } }
        }
      }`,
      { p: top.id },
    );
    expect(beside.customers.nodes).toEqual([
      { upcomingCharge: { changes: [] } },
      { upcomingCharge: { changes: [{ amount: '-100.00' }] } },
    ]);
  });
});

describe('a partner', () => {
  it('does not move while a run over it is being confirmed: the rest would be charged elsewhere, or not at all', async () => {
    const [top, other] = [await seller('Top'), await seller('Elsewhere')];
    const below = await seller('Below', top.id);
    const [run] = await preview(server, { date: DATE, partnerIds: [top.id] });
    await stopped(run.id);
    expect(await server.refused(MOVE, { id: below.id, to: other.id })).toMatchObject({
      code: 'CONFLICT',
      reason: 'RUN_CONFIRMING',
    });
    await server.must('mutation ($id: ID!) { retryBillingRun(id: $id) { id } }', { id: run.id });
    expect(await settled(server, run.id)).toMatchObject({ status: 'PROCESSED', invoiceCount: 2 });
    await server.must(MOVE, { id: below.id, to: other.id });
  });
});
