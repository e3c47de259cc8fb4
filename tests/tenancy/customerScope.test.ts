import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareDatabase } from '../../server/src/platform/database.ts';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { money } from '../support/money.ts';
import { SECRET } from '../support/secret.ts';
import {
  makeCustomer,
  makeTariff,
  makeTenant,
  makeUser,
  NOWHERE,
  openSandbox,
  PASSWORD,
  type Tenant,
} from '../support/tenants.ts';

// What a customer's own scope may write, tried as the application's role: with the API out of the way.

let server: TestServer;
let owner: pg.Client, app: pg.Client;
let north: Tenant;
let customer: { id: string; login: string };
/** Of the partner: what its customers pay through. */
let account: string;
let scope: [path: string, end: string, customer: string, desk: string];
let place: { partner_id: string; partner_path: string };

beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  owner = new pg.Client({ connectionString: server.ownerUrl });
  app = new pg.Client({
    connectionString: (await prepareDatabase(server.ownerUrl, SECRET)).appUrl,
  });
  await owner.connect();
  await app.connect();
  north = await makeTenant(server, 'North Net');
  account = await openSandbox(server, north.id);
  const cash = money(server);
  const tariff = await makeTariff(server, [north.id]);
  customer = await makeCustomer(server, north.id, { email: 'own@x.example' });
  await server.must('mutation ($input: ServiceInput!) { createService(input: $input) { id } }', {
    input: { customerId: customer.id, tariffId: tariff, startDate: '2026-04-01' },
  });
  await cash.invoice(customer.id, '40');
  await cash.pay(customer.id, '10');
  for (const [key, portal] of [
    ['gate', 'EDIT'],
    ['seen', 'VIEW'],
    ['inside', 'HIDDEN'],
  ])
    await server.must(
      'mutation ($i: CustomFieldInput!) { createCustomField(input: $i) { id } }',
      { i: { entity: 'CUSTOMER', key, label: key, type: 'TEXT', portal } },
      north.token,
    );
  await server.signIn(customer.login, PASSWORD);
  const {
    rows: [found],
  } = await owner.query('select partner_id, partner_path from customer where id = $1', [
    customer.id,
  ]);
  place = found;
  scope = [found.partner_path, `${found.partner_path}\u{10FFFF}`, customer.id, ''];
});
afterAll(async () => {
  await app.end();
  await owner.end();
  await server.stop();
});

/** A statement in the customer's scope, taken back afterwards: how many rows it touched, or the code it was refused with. */
async function tried(text: string, params: unknown[] = [], as = scope): Promise<number | string> {
  await app.query('begin');
  try {
    await app.query(
      `select set_config('app.partner_path', $1, true), set_config('app.partner_end', $2, true), set_config('app.customer_id', $3, true), set_config('app.desk_user', $4, true)`,
      as,
    );
    return (await app.query(text, params)).rowCount ?? 0;
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await app.query('rollback');
  }
}

/** Policies and column rights refuse alike. */
const REFUSED = '42501';
const TABLES = `select c.relname name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> '_prisma_migrations' order by 1`;
/** What the portal writes; each has claims of its own below. */
const PORTAL: Record<string, string[]> = {
  customer: ['update'],
  session: ['insert', 'update'],
  checkout: ['insert', 'update'],
  file: ['insert'],
  file_content: ['insert'],
  audit_entry: ['insert'],
};

describe('in a customer’s scope', () => {
  it('no table is written, but for what the portal does', async () => {
    const { rows: tables } = await owner.query(TABLES);
    expect(tables.length).toBeGreaterThan(30);
    const written: string[] = [];
    for (const { name } of tables) {
      const { rows: columns } = await owner.query<{ name: string; generated: boolean }>(
        `select attname::text name, attgenerated <> '' generated from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
        [name],
      );
      const plain = columns.filter((column) => !column.generated).map((column) => column.name);
      const {
        rows: [sample],
      } = await owner.query(`select to_jsonb(t) row from ${name} t limit 1`);
      // a row as it could be: of the customer's own place and its own
      const row: Record<string, unknown> = {
        ...sample?.row,
        ...(plain.includes('partner_path') ? place : {}),
        ...(plain.includes('customer_id') ? { customer_id: customer.id } : {}),
        ...(plain.includes('id') ? { id: NOWHERE } : {}),
      };
      const list = plain.map((column) => `"${column}"`).join(', ');
      const attempts: Record<string, number | string> = {
        insert: await tried(
          `insert into ${name} (${list}) select ${list} from jsonb_populate_record(null::${name}, $1)`,
          [JSON.stringify(row)],
        ),
        update: await tried(`update ${name} set "${plain.at(-1)}" = "${plain.at(-1)}"`),
        delete: await tried(`delete from ${name}`),
      };
      for (const [command, outcome] of Object.entries(attempts))
        if (!PORTAL[name]?.includes(command) && outcome !== REFUSED && outcome !== 0)
          written.push(`${command} ${name}: ${outcome}`);
      if (attempts.insert !== REFUSED && !PORTAL[name]?.includes('insert'))
        written.push(`insert ${name}: ${attempts.insert}`);
    }
    expect(written).toEqual([]);
  });

  it('has for every table and command a policy of its own, or a guard of what the portal changes', async () => {
    const { rows } = await owner.query<{
      name: string;
      command: string;
    }>(`select c.relname name, w.command from pg_class c cross join (values ('a', 'insert'), ('w', 'update'), ('d', 'delete')) w(code, command)
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and exists (select 1 from pg_policy p where p.polrelid = c.oid and 'backhaul_app'::regrole = any (p.polroles))
        and not exists (select 1 from pg_policy p where p.polrelid = c.oid and not p.polpermissive and p.polcmd::text = w.code and coalesce(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) like '%scope_customer() IS NULL%')
        and not (w.code = 'w' and exists (select 1 from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'customer_changes'))`);
    expect(rows).toEqual([]);
  });

  it('the customer’s own row changes in what the portal asks, and in nothing else', async () => {
    for (const set of [
      'balance_minor = 1000000',
      `status = 'ACTIVE', billing_type = 'PREPAID_DAILY'`,
      `billing = '{"blockingEnabled": false}'`,
      `name = 'Another'`,
      `login = 'x', login_key = 'x'`,
      `currency = 'USD'`,
      'facts_version = facts_version + 1',
      `next_billing_date = '2030-01-01'`,
      `custom_fields = custom_fields || '{"seen": "x"}'`,
      `custom_fields = custom_fields || '{"inside": "x"}'`,
      `custom_fields = '{"nowhere": 1}'`,
    ]) {
      expect(await tried(`update customer set ${set} where id = $1`, [customer.id]), set).toBe(
        REFUSED,
      );
    }
    for (const set of [
      `email = 'new@x.example', email_key = 'new@x.example'`,
      `phone = '1', street = 'S', city = 'C', zip = 'Z', country = 'N'`,
      `password_hash = 'x'`,
      `custom_fields = custom_fields || '{"gate": "12"}'`,
    ])
      expect(await tried(`update customer set ${set} where id = $1`, [customer.id]), set).toBe(1);
    const neighbour = await makeCustomer(server, north.id);
    expect(await tried(`update customer set phone = '1' where id = $1`, [neighbour.id])).toBe(0);
  });

  it('sessions, checkouts, files and the audit are its own and no other’s', async () => {
    const neighbour = (await makeCustomer(server, north.id)).id;
    const session = `insert into session (id, partner_id, partner_path, token_hash, user_id, customer_id, address, expires_at) values (gen_random_uuid(), $1, $2, $3, $4, $5, 'x', now())`;
    expect(
      await tried(session, [
        place.partner_id,
        place.partner_path,
        Buffer.from('a'),
        null,
        customer.id,
      ]),
    ).toBe(1);
    expect(
      await tried(session, [
        place.partner_id,
        place.partner_path,
        Buffer.from('a'),
        null,
        neighbour,
      ]),
    ).toBe(REFUSED);
    expect(
      await tried(session, [
        place.partner_id,
        place.partner_path,
        Buffer.from('a'),
        north.userId,
        null,
      ]),
    ).toBe(REFUSED);
    expect(
      await tried('update session set revoked_at = now() where customer_id = $1', [customer.id]),
    ).toBeGreaterThan(0);
    expect(await tried(`update session set expires_at = now() + interval '1 year'`)).toBe(REFUSED);

    const checkout = `insert into checkout (partner_id, partner_path, customer_id, amount_minor, currency, provider, gateway_account_id, idempotency_key, content_hash, status) values ($1, $2, $3, 100, 'EUR', 'sandbox', '${account}', 'k', 'h', $4)`;
    expect(
      await tried(checkout, [place.partner_id, place.partner_path, customer.id, 'PENDING']),
    ).toBe(1);
    expect(await tried(checkout, [place.partner_id, place.partner_path, customer.id, 'PAID'])).toBe(
      REFUSED,
    );
    expect(
      await tried(checkout, [place.partner_id, place.partner_path, neighbour, 'PENDING']),
    ).toBe(REFUSED);
    await owner.query(
      `insert into checkout (partner_id, partner_path, customer_id, amount_minor, currency, provider, gateway_account_id, idempotency_key, content_hash) values ($1, $2, $3, 100, 'EUR', 'sandbox', '${account}', 'stored', 'h')`,
      [place.partner_id, place.partner_path, customer.id],
    );
    for (const set of [`status = 'PAID'`, 'amount_minor = 1', `currency = 'USD'`])
      expect(
        await tried(`update checkout set ${set} where customer_id = $1`, [customer.id]),
        set,
      ).toBe(REFUSED);

    const entry = `insert into audit_entry (partner_id, partner_path, actor_kind, actor_id, actor_name, action, entity) values ($1, $2, $3, $4, 'x', 'x', 'x')`;
    expect(
      await tried(entry, [place.partner_id, place.partner_path, 'CUSTOMER', customer.id]),
    ).toBe(1);
    for (const [kind, id] of [
      ['USER', north.userId],
      ['CUSTOMER', neighbour],
      ['SYSTEM', null],
    ])
      expect(await tried(entry, [place.partner_id, place.partner_path, kind, id]), kind ?? '').toBe(
        REFUSED,
      );

    const file = `insert into file (partner_id, partner_path, customer_id, name, type, size, sha256, created_by) values ($1, $2, $3, 'x', 'text/plain', 1, $4, 'x')`;
    expect(
      await tried(file, [place.partner_id, place.partner_path, customer.id, Buffer.alloc(32)]),
    ).toBe(1);
    expect(await tried(file, [place.partner_id, place.partner_path, null, Buffer.alloc(32)])).toBe(
      REFUSED,
    );
  });

  it('and everything that the portal does is done all the same', async () => {
    const mine = await server.signIn(customer.login, PASSWORD);
    const { sessions } = await server.must<any>('{ sessions { id current } }', {}, mine);
    await server.must(
      'mutation ($id: ID!) { revokeSession(id: $id) }',
      { id: sessions.find((each: { current: boolean }) => !each.current).id },
      mine,
    );
    await server.must(
      'mutation { updateProfile(phone: "+27 1", city: "Paarl") { city } }',
      {},
      mine,
    );
    await server.must(
      'mutation ($id: ID!) { updateCustomer(id: $id, input: { customFields: { gate: "7" } }) { customFields } }',
      { id: customer.id },
      mine,
    );
    const { startCheckout } = await server.must<any>(
      'mutation { startCheckout(input: { idempotencyKey: "first" }) { status redirectUrl } }',
      {},
      mine,
    );
    expect(startCheckout).toMatchObject({
      status: 'PENDING',
      redirectUrl: expect.stringContaining('http'),
    });
    const form = new FormData();
    form.append('file', new Blob(['hello']), 'note.txt');
    expect(
      (
        await fetch(`${server.url}/files`, {
          method: 'POST',
          body: form,
          headers: { authorization: `Bearer ${mine}` },
        })
      ).status,
    ).toBe(201);
    const { viewer } = await server.must<any>(
      '{ viewer { customer { invoices { nodes { pdfUrl } } } } }',
      {},
      mine,
    );
    expect(
      (
        await fetch(server.url + viewer.customer.invoices.nodes[0].pdfUrl, {
          headers: { authorization: `Bearer ${mine}` },
        })
      ).status,
    ).toBe(200);
    await server.must(
      'mutation ($p: String!) { changePassword(current: $p, next: "another password") }',
      { p: PASSWORD },
      mine,
    );
    await server.must('mutation { signOut }', {}, mine);
    await server.signIn(customer.login, 'another password');
  });
});

describe('at the desk', () => {
  it('the database itself shows open invoices and what the user recorded, and no more', async () => {
    const cashier = await makeUser(server, north.id, 'CASHIER');
    const staff: typeof scope = [scope[0], scope[1], '', ''],
      desk: typeof scope = [scope[0], scope[1], '', cashier.id];
    const paid = await money(server).invoice(customer.id, '5');
    await money(server).pay(customer.id, '5', { invoiceId: paid.id });
    for (const [table, seen] of [
      ['invoice', 'due_minor > 0'],
      ['payment', 'false'],
    ]) {
      expect(await tried(`select 1 from ${table}`, [], desk), table).toBe(
        await tried(`select 1 from ${table} where ${seen}`, [], staff),
      );
      expect(await tried(`select 1 from ${table}`, [], staff), table).toBeGreaterThan(
        (await tried(`select 1 from ${table}`, [], desk)) as number,
      );
    }
  });
});

describe('every function', () => {
  it('finds what is in public and nothing in a temporary schema, whoever made it and when', async () => {
    const loose = async () =>
      (
        await owner.query<{ name: string }>(
          `select p.proname name from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosqlbody is null and not 'search_path=public, pg_temp' = any (coalesce(p.proconfig, '{}'))`,
        )
      ).rows.map(({ name }) => name);
    expect(await loose()).toEqual([]);
    await owner.query(
      'create function made_later() returns int language sql security definer set search_path = public as $$ select 1 $$',
    );
    await owner.query(
      'create table table_later (partner_id uuid, partner_path text); alter table table_later enable row level security, force row level security; create policy scope on table_later to backhaul_app using (partner_path >= scope_path()); grant insert on table_later to backhaul_app',
    );
    try {
      expect(await loose()).toEqual(['made_later']);
      expect(
        await tried('insert into table_later values ($1, $2)', [
          place.partner_id,
          place.partner_path,
        ]),
      ).toBe(1);
      await prepareDatabase(server.ownerUrl, SECRET);
      expect(await loose()).toEqual([]);
      expect(
        await tried('insert into table_later values ($1, $2)', [
          place.partner_id,
          place.partner_path,
        ]),
      ).toBe(REFUSED);
    } finally {
      await owner.query('drop function made_later(); drop table table_later');
    }
  });

  it('nobody but the owner makes anything in the database, not even for a while', async () => {
    await expect(app.query('create temporary table invoice (id uuid)')).rejects.toMatchObject({
      code: REFUSED,
    });
    await expect(app.query('create table invoice_copy (id uuid)')).rejects.toMatchObject({
      code: REFUSED,
    });
    const {
      rows: [rights],
    } = await owner.query(
      `select bool_or(has_database_privilege(r, current_database(), 'TEMPORARY')) temporary, bool_or(has_schema_privilege(r, 'public', 'CREATE')) making from unnest(array['backhaul_app', 'backhaul_identity']) r`,
    );
    expect(rights).toEqual({ temporary: false, making: false });
  });
});
