import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { Socket } from '../support/socket.ts';
import { makeUser, NOWHERE } from '../support/tenants.ts';
import { life } from '../scenarios/household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
let socket: Socket;
let owner: pg.Client;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-06-12' });
  tell = life(server);
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  socket = await new Socket(server.url).init({ authorization: `Bearer ${server.operator}` });
});
afterAll(async () => {
  socket.end();
  await owner.end();
  await server.stop();
});

const one = async (query: string, variables: object, token?: string): Promise<any> =>
  Object.values(await server.must<Record<string, any>>(query, variables, token))[0];
const JOB = `id status confirmed progress fingerprint total changes alreadySo refused createdBy
  rows { recordId label before after effect amount { amount } refusal } sums { amount currency }`;
const APPROVE = `mutation ($ids: [ID!], $f: InvoiceFilter) { approveInvoices(ids: $ids, filter: $f) { ${JOB} } }`;
const PREVIEW = APPROVE.replace('approveInvoices', 'previewApproval');
const CHARGES = `mutation ($ids: [ID!], $f: CustomerFilter, $d: Date!) { previewCharges(ids: $ids, filter: $f, date: $d) { ${JOB} } }`;
const INVOICES = `mutation ($ids: [ID!], $f: CustomerFilter, $i: MassInvoiceInput!) { previewInvoices(ids: $ids, filter: $f, invoice: $i) { ${JOB} } }`;
const CONFIRM = `mutation ($id: ID!, $f: String!) { confirmMassJob(id: $id, fingerprint: $f) { ${JOB} } }`;
const CANCEL = 'mutation ($id: ID!) { cancelJob(id: $id) }';
const job = (id: string, token?: string) =>
  one(`query ($id: ID!) { massJob(id: $id) { ${JOB} } }`, { id }, token);

let asked = 0;
/** The job, as soon as nothing works on it any more, as it is pushed. */
async function settled({ id }: { id: string }): Promise<any> {
  asked += 1;
  const key = String(asked);
  socket.subscribe(key, `subscription ($id: ID!) { massProgress(id: $id) { ${JOB} } }`, { id });
  const { payload } = await socket.until(() =>
    socket.messages.find(
      (message) =>
        message.id === key &&
        !['QUEUED', 'RUNNING'].includes(message.payload?.data?.massProgress.status),
    ),
  );
  return payload.data.massProgress;
}
const confirmed = async (looked: { id: string; fingerprint: string }) =>
  settled(await one(CONFIRM, { id: looked.id, f: looked.fingerprint }));

const draft = (customerId: string, unitPrice = '10', more: object = {}): Promise<any> =>
  one('mutation ($i: InvoiceInput!) { createInvoice(input: $i) { id } }', {
    i: {
      customerId,
      documentDate: '2026-06-12',
      draft: true,
      lines: [{ description: 'Router', unitPrice }],
      ...more,
    },
  });
const numbers = async (partnerId: string) =>
  (
    await one(
      'query ($p: ID!) { invoices(filter: { partnerId: $p, issued: true }, first: 100) { nodes { number total } } }',
      { p: partnerId },
    )
  ).nodes;

describe('drafts approved together', () => {
  it('are issued once each however often it is asked for, without a gap in the numbers', async () => {
    const shop = await tell.shop();
    const house = await tell.household(shop);
    const drafts: string[] = [];
    for (let i = 0; i < 12; i += 1) drafts.push((await draft(house.id)).id);
    const begun = await Promise.all(Array.from({ length: 5 }, () => one(APPROVE, { ids: drafts })));
    expect(begun.map(({ confirmed, total }) => [confirmed, total])).toEqual(
      Array(5).fill([true, 12]),
    );
    const done = await Promise.all(begun.map(settled));
    expect(done.map(({ status, progress }) => [status, progress])).toEqual(
      Array(5).fill(['DONE', 1]),
    );
    // whoever came second found it so, or was refused because it was issued meanwhile
    expect(done.reduce((sum, { changes }) => sum + changes, 0)).toBe(12);
    const issued = (await numbers(shop.id)).map((each: any) => each.number.slice(-6)).sort();
    expect(issued).toEqual(Array.from({ length: 12 }, (_, i) => String(i + 1).padStart(6, '0')));
    expect((await tell.now(house.id)).balance).toBe('-120.00');
  });

  it('are all that a filter finds, of one partner and not of another', async () => {
    const [shop, other] = [await tell.shop(), await tell.shop()];
    const [house, beside] = [await tell.household(shop), await tell.household(other)];
    await draft(house.id, '20');
    await draft(house.id, '30');
    await draft(beside.id);
    const done = await settled(await one(APPROVE, { f: { partnerId: shop.id } }));
    expect(done).toMatchObject({ status: 'DONE', total: 2, changes: 2, alreadySo: 0, refused: 0 });
    expect(done.rows[0]).toMatchObject({
      before: { status: 'DRAFT' },
      after: { status: 'ISSUED', number: expect.stringMatching(/^2026/) },
      effect: expect.stringMatching(/^issued as 2026/),
      amount: { amount: '20.00' },
    });
    expect(await numbers(other.id)).toEqual([]);
    expect(await server.refused(APPROVE, { f: { partnerId: shop.id } })).toMatchObject({
      fields: { filter: expect.any(String) },
    });
  });

  it('are shown before with their sum and what is mailed, and issued when that is confirmed', async () => {
    const shop = await tell.shop();
    const house = await tell.household(shop, { customer: { email: 'house@home.example' } });
    const mute = await tell.household(shop);
    const ids = [(await draft(house.id, '20')).id, (await draft(mute.id, '30')).id];
    const looked = await settled(await one(PREVIEW, { ids }));
    expect(looked).toMatchObject({ status: 'READY', changes: 2, sums: [{ amount: '50.00' }] });
    const { mails } = await one(
      `query ($id: ID!) { massJob(id: $id) { mails { emails withoutAddress } } }`,
      {
        id: looked.id,
      },
    );
    expect(mails).toEqual({ emails: 1, withoutAddress: 1 });
    expect(await numbers(shop.id)).toEqual([]);
    expect(await confirmed(looked)).toMatchObject({ status: 'DONE', changes: 2 });
    const { rows } = await one(PREVIEW, { ids }).then(settled);
    expect(rows.map(({ effect }: any) => effect)).toEqual(
      Array(2).fill(expect.stringMatching(/^issued already as 2026/)),
    );
  });

  it('say of each what kept it, and go on with the others', async () => {
    const shop = await tell.shop();
    const house = await tell.household(shop);
    const [first, second] = [await draft(house.id), await draft(house.id)];
    const [void1] = [await draft(house.id)];
    await one('mutation ($id: ID!) { approveInvoice(id: $id) { id } }', { id: void1.id });
    await one('mutation ($id: ID!) { voidInvoice(id: $id, reason: "wrong") { id } }', {
      id: void1.id,
    });
    await one('mutation ($id: ID!) { approveInvoice(id: $id) { id } }', { id: first.id });
    const done = await settled(await one(APPROVE, { ids: [first.id, void1.id, second.id] }));
    expect(done).toMatchObject({ status: 'DONE', changes: 1, alreadySo: 1, refused: 1 });
    expect(done.rows.map(({ refusal }: any) => refusal)).toEqual([
      null,
      expect.stringContaining('is void'),
      null,
    ]);
  });

  it('are refused where nothing is chosen, both, or what is not there', async () => {
    const shop = await tell.shop();
    const { id } = await draft((await tell.household(shop)).id);
    for (const [variables, problem] of [
      [{}, { fields: { ids: expect.any(String) } }],
      [{ ids: [] }, { fields: { ids: expect.any(String) } }],
      [{ ids: [id], f: {} }, { fields: { filter: expect.any(String) } }],
      [{ ids: ['x'] }, { fields: { ids: expect.any(String) } }],
      [{ ids: [id, NOWHERE] }, { code: 'NOT_FOUND' }],
    ] as const)
      expect(await server.refused(APPROVE, variables)).toMatchObject(problem);
    const reseller = await makeUser(server, (await tell.shop()).id, 'ADMINISTRATOR');
    expect(await server.refused(APPROVE, { ids: [id] }, reseller.token)).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('are its own partner’s to see, and of those above', async () => {
    const shop = await tell.shop();
    const [user, stranger] = [
      await makeUser(server, shop.id, 'ADMINISTRATOR'),
      await makeUser(server, (await tell.shop()).id, 'ADMINISTRATOR'),
    ];
    const { id } = await draft((await tell.household(shop)).id);
    const begun = await one(APPROVE, { ids: [id] }, user.token);
    await settled(begun);
    expect(await job(begun.id, user.token)).toMatchObject({ status: 'DONE', changes: 1 });
    const QUERY = 'query ($id: ID!) { massJob(id: $id) { id } }';
    expect(await server.refused(QUERY, { id: begun.id }, stranger.token)).toMatchObject({
      code: 'NOT_FOUND',
    });
    // what is written says who asked for it
    const { rows } = await owner.query(
      "select actor_name from audit_entry where entity_id = $1 and action = 'approve'",
      [id],
    );
    expect(rows).toEqual([{ actor_name: begun.createdBy }]);
  });
});

describe('customers charged together', () => {
  it('are shown before what each is charged and what keeps some, and charged when that is confirmed', async () => {
    const shop = await tell.shop();
    const first = await tell.household(shop, { start: '2026-06-01' });
    const second = await tell.household(shop, { start: '2026-06-16' });
    const off = await tell.household(shop, { billing: { billingEnabled: false } });
    const looked = await settled(
      await one(CHARGES, { f: { partnerId: shop.id }, d: '2026-06-12' }),
    );
    expect(looked).toMatchObject({
      status: 'READY',
      confirmed: false,
      total: 3,
      changes: 2,
      refused: 1,
    });
    expect(looked.sums).toEqual([{ amount: '150.00', currency: 'EUR' }]);
    expect(looked.rows.map(({ recordId, effect }: any) => [recordId, effect])).toEqual([
      [first.id, '1 Jun - 30 Jun'],
      [second.id, '16 Jun - 30 Jun'],
      [off.id, null],
    ]);
    expect((await tell.now(first.id)).balance).toBe('0.00');
    expect(await server.refused(CONFIRM, { id: looked.id, f: 'other' })).toMatchObject({
      code: 'CONFLICT',
      reason: 'STALE_PREVIEW',
    });
    // a price that changes meanwhile is told by name, and looking again shows it
    await tell.update(second.service, { unitPrice: '80', from: '2026-06-16' });
    const stale = await server.refused(CONFIRM, { id: looked.id, f: looked.fingerprint });
    expect(stale).toMatchObject({ code: 'CONFLICT', reason: 'STALE_PREVIEW' });
    expect(stale.message).toContain(`${second.number} `);
    expect((await tell.now(first.id)).balance).toBe('0.00');
    const again = await settled(await one(CHARGES, { f: { partnerId: shop.id }, d: '2026-06-12' }));
    expect(again.sums).toEqual([{ amount: '140.00', currency: 'EUR' }]);
    const all = await Promise.all(Array.from({ length: 5 }, () => confirmed(again)));
    expect(all[0]).toMatchObject({ status: 'DONE', changes: 2, refused: 1 });
    expect((await tell.now(first.id)).balance).toBe('-100.00');
    expect((await tell.now(second.id)).balance).toBe('-40.00');
    const none = await settled(await one(CHARGES, { ids: [first.id], d: '2026-06-12' }));
    expect(none).toMatchObject({ status: 'READY', changes: 0, alreadySo: 1 });
    expect(none.rows[0].effect).toMatch(/charged/);
  });

  it('are left alone when it is cancelled', async () => {
    const shop = await tell.shop();
    const { id } = await tell.household(shop, { start: '2026-06-01' });
    const looked = await settled(await one(CHARGES, { ids: [id], d: '2026-06-12' }));
    expect(await one(CANCEL, { id: looked.id })).toBe(true);
    expect(await job(looked.id)).toMatchObject({ status: 'CANCELLED', changes: 0, sums: [] });
    expect(await server.refused(CONFIRM, { id: looked.id, f: looked.fingerprint })).toMatchObject({
      code: 'CONFLICT',
      reason: 'ENDED',
    });
    expect((await tell.now(id)).balance).toBe('0.00');
  });
});

describe('work that is over', () => {
  it('is put away after some months, and what was only looked at is given up after a week', async () => {
    const shop = await tell.shop();
    const house = await tell.household(shop);
    const [old, young, left] = [
      await settled(await one(APPROVE, { ids: [(await draft(house.id)).id] })),
      await settled(await one(APPROVE, { ids: [(await draft(house.id)).id] })),
      await settled(await one(PREVIEW, { ids: [(await draft(house.id)).id] })),
    ];
    await owner.query(`update mass_job set ended_at = now() - interval '91 days' where id = $1`, [
      old.id,
    ]);
    await owner.query(`update mass_job set created_at = now() - interval '8 days' where id = $1`, [
      left.id,
    ]);
    await owner.query(`select graphile_worker.add_job('mass:purge', '{}')`);
    const there = async () =>
      (
        await owner.query<{ id: string; status: string; rows: number }>(
          `select id, status, (select count(*)::int from mass_job_row r where r.job_id = j.id) rows
          from mass_job j where id = any ($1) order by created_at desc`,
          [[old.id, young.id, left.id]],
        )
      ).rows;
    await expect.poll(there, { timeout: 20_000 }).toEqual([
      { id: young.id, status: 'DONE', rows: 1 },
      { id: left.id, status: 'CANCELLED', rows: 1 },
    ]);
  });
});

describe('the same invoice for many', () => {
  it('is shown for each with its total and due date, then issued or kept as drafts', async () => {
    const shop = await tell.shop();
    const [first, second] = [await tell.household(shop), await tell.household(shop)];
    const invoice = {
      documentDate: '2026-06-12',
      lines: [
        {
          description: 'Site visit',
          quantity: '2',
          unitPrice: '45',
          discount: { kind: 'PERCENT', value: '10' },
        },
      ],
    };
    const looked = await settled(await one(INVOICES, { ids: [first.id, second.id], i: invoice }));
    expect(looked.rows.map(({ effect }: any) => effect)).toEqual(
      Array(2).fill('dated 12 Jun, to be paid by 26 Jun'),
    );
    expect(await confirmed(looked)).toMatchObject({ status: 'DONE', changes: 2 });
    expect((await numbers(shop.id)).map(({ total }: any) => total)).toEqual(['81.00', '81.00']);
    const drafts = await confirmed(
      await settled(await one(INVOICES, { ids: [first.id], i: { ...invoice, draft: true } })),
    );
    expect(drafts).toMatchObject({ status: 'DONE', changes: 1 });
    expect((await tell.now(first.id)).balance).toBe('-81.00');
  });

  it('says for each why it cannot be, and refuses by field what nobody can have', async () => {
    const [shop, other] = [await tell.shop(), await tell.shop()];
    const [own, foreign] = [await tell.household(shop), await tell.household(other)];
    const { id: taxRateId } = await tell.taxRate({ name: 'Own', percent: '7', partnerId: shop.id });
    const invoice = (line: object, more: object = {}) => ({
      documentDate: '2026-06-12',
      lines: [{ description: 'Visit', unitPrice: '1', ...line }],
      ...more,
    });
    const looked = await settled(
      await one(INVOICES, { ids: [own.id, foreign.id], i: invoice({ taxRateId }) }),
    );
    expect(looked).toMatchObject({ status: 'READY', changes: 1, refused: 1 });
    expect(looked.rows[1].refusal).toContain('another partner');
    for (const [i, field] of [
      [invoice({ unitPrice: 'x' }), 'invoice.lines.0.unitPrice'],
      [invoice({}, { dueDate: '2026-06-01' }), 'invoice.dueDate'],
      [{ documentDate: '2026-06-12', lines: [] }, 'invoice.lines'],
    ] as const)
      expect(await server.refused(INVOICES, { ids: [own.id], i })).toMatchObject({
        fields: { [field]: expect.any(String) },
      });
  });
});
