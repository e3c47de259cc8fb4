import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { confirm, preview, settled, story } from '../support/story.ts';
import { makeCustomer, makeTariff, makeTree, type Tenant } from '../support/tenants.ts';

/** What holds the previews of one partner up in the middle, as many customers would. */
const GATE = 770_077;
let server: TestServer;
let owner: pg.Client;
let north: Tenant, south: Tenant;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  ({ north, south } = await makeTree(server));
  const tariffId = await makeTariff(server, [north.id, south.id]);
  for (const { id } of [north, south])
    await story(server).service({
      customerId: (await makeCustomer(server, id)).id,
      tariffId,
      startDate: '2026-04-01',
    });
  await owner.query(`create function gate() returns trigger language plpgsql as $$ begin if new.partner_id = '${north.id}' then perform pg_advisory_xact_lock_shared(${GATE}); end if; return new; end $$;
    create trigger gate before insert on billing_run_entry for each row execute function gate()`);
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

const ask = async (token: string): Promise<string> =>
  (
    await server.must(
      'mutation { createBillingRun(input: { date: "2026-04-01" }) { id } }',
      {},
      token,
    )
  ).createBillingRun[0].id;
const heldUp = async (): Promise<number> =>
  (
    await owner.query(
      `select count(*)::int n from pg_locks where locktype = 'advisory' and objid = ${GATE} and not granted`,
    )
  ).rows[0].n;
async function until(found: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 30_000; !(await found());)
    if (Date.now() > end) throw new Error('it never came');
}

it('two previews of a partner are made at once, and hold up nobody: no preview of others, no confirmation, nobody who asks', async () => {
  await owner.query('select pg_advisory_lock($1)', [GATE]);
  const many: string[] = [];
  for (let i = 0; i < 50; i++) many.push(await ask(north.token));
  await until(async () => (await heldUp()) === 2);
  const [run] = await preview(server, { date: '2026-04-01' }, south.token);
  expect(run).toMatchObject({ status: 'READY', customerCount: 1 });
  expect((await confirm(server, run, south.token)).status).toBe('PROCESSED');
  expect(await heldUp()).toBe(2);
  await owner.query('select pg_advisory_unlock($1)', [GATE]);
  for (const id of many)
    expect(await settled(server, id, north.token)).toMatchObject({
      status: 'READY',
      customerCount: 1,
    });
  // what was cut off while it waited for its turn, or was deleted meanwhile, stops no other
  const [left, deleted, last] = [
    await ask(north.token),
    await ask(north.token),
    await ask(north.token),
  ];
  await server.must(
    'mutation ($id: ID!) { deleteBillingRun(id: $id) { id } }',
    { id: deleted },
    north.token,
  );
  for (const id of [left, last])
    expect((await settled(server, id, north.token)).status).toBe('READY');
});

it('a preview that fails says so, and the next one of its partner is made', async () => {
  await owner.query(
    `create or replace function gate() returns trigger language plpgsql as $$ begin if new.partner_id = '${north.id}' and (select count(*) from billing_run where status = 'FAILED') = 0 then raise exception 'not this one'; end if; return new; end $$`,
  );
  const [first, second] = [await ask(north.token), await ask(north.token)];
  const states = [
    await settled(server, first, north.token),
    await settled(server, second, north.token),
  ]
    .map((run) => run.status)
    .sort();
  expect(states[0]).toBe('FAILED');
  const failed = (
    await server.must('{ billingRuns(first: 5) { nodes { id status failure } } }', {}, north.token)
  ).billingRuns.nodes.find((node: { status: string }) => node.status === 'FAILED');
  expect(failed.failure).toContain('Nobody is charged. Retry to go on, or preview again');
  await server.must(
    'mutation ($id: ID!) { retryBillingRun(id: $id) { id } }',
    { id: failed.id },
    north.token,
  );
  expect(['READY', 'FAILED']).toContain((await settled(server, failed.id, north.token)).status);
});
