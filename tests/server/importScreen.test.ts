import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { fetchAs } from '../support/files.ts';
import { importing, sendImport } from '../support/importScreen.ts';
import { Socket } from '../support/socket.ts';
import { life } from '../scenarios/household.ts';

let server: TestServer;
let tell: ReturnType<typeof life>;
let socket: Socket;
let owner: pg.Client;
let screen: ReturnType<typeof importing>;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-06-12' });
  tell = life(server);
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  socket = await new Socket(server.url).init({ authorization: `Bearer ${server.operator}` });
  screen = importing(server, socket);
});
afterAll(async () => {
  socket.end();
  await owner.end();
  await server.stop();
});

const one = async (query: string, variables: object, token?: string): Promise<any> =>
  Object.values(await server.must<Record<string, any>>(query, variables, token))[0];
const customersOf = async (partnerId: string) =>
  (
    await owner.query(
      `select c.number, external_id, name, login, email, status, balance_minor::int balance, created_on::text created,
        (select count(*)::int from service s where s.customer_id = c.id) services
      from customer c where partner_id = $1 order by c.number`,
      [partnerId],
    )
  ).rows;
const census = async () =>
  (
    await owner.query(
      `select (select count(*)::int from customer) customers, (select count(*)::int from service) services,
        (select count(*)::int from ledger_transaction) entries, (select count(*)::int from message) mails,
        (select last_value::int from customer_number_seq) numbers`,
    )
  ).rows[0];
async function shopWith(...codes: string[]) {
  const shop = await tell.shop();
  for (const code of codes)
    await owner.query('update tariff set code = $2 where id = $1', [
      (await tell.tariff({ name: code, price: '50', currency: 'EUR', partnerIds: [shop.id] })).id,
      code,
    ]);
  return shop;
}

describe('moving in', () => {
  it('of 1,000 rows 983 are good; mending one value leaves 5, and those are set aside', async () => {
    const shop = await shopWith('FIBRE50');
    const rows = Array.from({ length: 1000 }, (_, i) => {
      const tariff = i % 80 === 7 && i < 960 ? 'Fibre 50' : 'FIBRE50';
      const name = [100, 555, 999].includes(i) ? '' : `Customer ${i}`;
      const login = i === 50 ? 'user20' : i === 900 ? 'USER20' : `user${i}`;
      return `K${i},${name},${login},${tariff},2026-06-01`;
    });
    const file = ['Kundennummer,Name,Benutzername,Tarif,Startdatum', ...rows].join('\n');
    const begun = await screen.create('CUSTOMER', file, { partnerId: shop.id });
    expect(begun.status).toBe('UPLOADED');
    expect(begun.columns.map(({ target }: any) => target)).toEqual([
      'customer',
      'name',
      'login',
      'tariff',
      'startDate',
    ]);
    const mapped = await screen.map(begun);
    expect(mapped.status).toBe('MAPPED');
    const before = await census();
    const checked = await screen.check(mapped);
    expect(checked).toMatchObject({ status: 'CHECKED', total: 1000, creates: 983, errors: 17 });
    expect(await census()).toEqual(before);
    const wrong = checked.rows.find(({ values }: any) => values[3] === 'Fibre 50');
    expect(wrong).toMatchObject({ line: 9, errors: { 3: 'there is no tariff Fibre 50' } });
    expect(checked.rows.find(({ line }: any) => line === 52).errors).toEqual({
      2: 'user20 is given already on line 22',
    });

    const mended = await screen.edit(checked, 9, { 3: 'FIBRE50' }, true);
    expect(mended).toMatchObject({ status: 'CHECKED', creates: 995, errors: 5 });
    expect((await screen.refusedRun(checked)).reason).toBe('STALE_CHECK');
    expect((await screen.refusedRun(mended)).fields).toEqual({
      setAside: '5 rows cannot be imported: correct them, or set them aside',
    });
    const done = await screen.run(mended, true);
    expect(done).toMatchObject({ status: 'DONE', creates: 995, errors: 5, progress: 1 });
    const there = await customersOf(shop.id);
    expect(there).toHaveLength(995);
    expect(there.every(({ services }) => services === 1)).toBe(true);
    const after = await census();
    expect([after.mails, after.entries]).toEqual([before.mails, before.entries]);

    const rejected = await (await fetchAs(server, done.rejectedUrl)).text();
    const [head, ...lines] = rejected.trim().split('\n');
    expect(head).toBe('line,reason,Kundennummer,Name,Benutzername,Tarif,Startdatum');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toBe(
      '52,Benutzername: user20 is given already on line 22,K50,Customer 50,user20,FIBRE50,2026-06-01',
    );
    const again = await screen.create('CUSTOMER', rejected, { partnerId: shop.id });
    expect(again.columns.slice(0, 3).map(({ target }: any) => target)).toEqual([
      null,
      null,
      'customer',
    ]);
    expect(await screen.check(await screen.map(again))).toMatchObject({ total: 5, errors: 5 });
  });

  it('the same file once more changes nothing', async () => {
    const shop = await shopWith();
    const file = 'externalId,name,balance\nA1,Ann,"-12.50"\nA2,"Bob\nBee",0.00\n';
    const first = await screen.check(
      await screen.map(await screen.create('CUSTOMER', file, { partnerId: shop.id })),
    );
    expect(first).toMatchObject({ creates: 2, warnings: 1 });
    expect((await screen.run(first)).status).toBe('DONE');
    expect(await customersOf(shop.id)).toMatchObject([
      { external_id: 'A1', name: 'Ann', status: 'NEW', balance: -1250, created: '2026-06-12' },
      { external_id: 'A2', name: 'Bob Bee', balance: 0 },
    ]);
    const second = await screen.check(
      await screen.map(await screen.create('CUSTOMER', file, { partnerId: shop.id })),
    );
    expect(second).toMatchObject({ creates: 0, unchanged: 2, errors: 0 });
  });

  it('records are changed where they are there, by what finds them; an empty cell leaves a value', async () => {
    const shop = await shopWith();
    await tell.customer({
      partnerId: shop.id,
      name: 'Old',
      externalId: 'U1',
      phone: '123',
      email: 'u1@isp.example',
    });
    await tell.customer({ partnerId: shop.id, name: 'Same', externalId: 'U2' });
    const file = 'externalId,name,phone,billing_day\nU1,New,,7\nU2,Same,,\nU3,Third,,\n';
    const begun = await screen.create('CUSTOMER', file, { partnerId: shop.id });
    const both = await screen.check(
      await screen.map(begun, {}, { mode: 'CREATE_OR_UPDATE', matchBy: 'externalId' }),
    );
    expect(both).toMatchObject({ creates: 1, updates: 1, unchanged: 1, errors: 0 });
    const only = await screen.check(
      await screen.map(begun, {}, { mode: 'UPDATE', matchBy: 'externalId' }),
    );
    expect(only).toMatchObject({ creates: 0, updates: 1, unchanged: 1, errors: 1 });
    expect(only.rows[0].errors).toEqual({ 0: 'there is no customer with U3' });
    expect((await screen.run(only, true)).status).toBe('DONE');
    expect((await customersOf(shop.id)).map(({ name }) => name)).toEqual(['New', 'Same']);
    const changed = await one(
      'query ($p: ID!) { customers(filter: { partnerId: $p, search: "New" }) { nodes { phone billing { billingDay } } } }',
      { p: shop.id },
    );
    expect(changed.nodes).toEqual([{ phone: '123', billing: { billingDay: 7 } }]);
  });

  it('partners, tariffs and services come by the same rules as those of the command', async () => {
    const shop = await shopWith('BASE');
    const run = async (kind: string, file: string, over = {}) => {
      const mapped = await screen.map(
        await screen.create(kind, file, { partnerId: shop.id }),
        over,
      );
      const checked = await screen.check(mapped);
      expect(checked).toMatchObject({ status: 'CHECKED', errors: 0 });
      return screen.run(checked);
    };
    const partners = await run('PARTNER', 'number,parent,name\n9012,9011,Below\n9011,,Above\n');
    expect(partners).toMatchObject({ status: 'DONE', creates: 2 });
    const tariffs = await run('TARIFF', 'Code;Name;Preis\nT1;Luft 50;"19,90"\n');
    expect(tariffs).toMatchObject({ status: 'DONE', creates: 1 });
    const customer = await tell.customer({ partnerId: shop.id, name: 'C', externalId: 'S1' });
    await run(
      'SERVICE',
      'customer,tariff,start,quantity\nS1,T1,31/12/2026,2\nS1,BASE,01/01/2027,1\n',
    );
    const { rows } = await owner.query(
      'select start_date::text start, quantity::int from service where customer_id = $1 order by 1',
      [customer.id],
    );
    expect(rows).toEqual([
      { start: '2026-12-31', quantity: 2 },
      { start: '2027-01-01', quantity: 1 },
    ]);
  });
});

describe('what else is brought along', () => {
  it('balances come once as corrections, labels and locations by the rules of their pages', async () => {
    const shop = await shopWith();
    const customer = await tell.customer({ partnerId: shop.id, name: 'C', externalId: 'B1' });
    await tell.customer({ partnerId: shop.id, name: 'D', externalId: 'B2' });
    const check = async (kind: string, file: string) =>
      screen.check(await screen.map(await screen.create(kind, file, { partnerId: shop.id })));
    const untouched = await census();
    const balances = await check(
      'OPENING_BALANCE',
      'customer;balance\nB1;-12,50\nB2;5,00\nB9;1,00\nB2;7,00\n',
    );
    expect(balances).toMatchObject({ status: 'CHECKED', creates: 2, errors: 2 });
    expect(balances.rows.map(({ errors }: any) => errors[0])).toEqual([
      'there is no customer B9',
      'has an opening balance already',
    ]);
    const before = await census();
    expect(before).toEqual(untouched);
    expect((await screen.run(balances, true)).status).toBe('DONE');
    expect((await customersOf(shop.id)).map(({ balance }) => balance)).toEqual([-1250, 500]);
    const after = await census();
    expect([after.entries - before.entries, after.mails - before.mails]).toEqual([2, 0]);
    const { rows } = await owner.query(
      `select category, description, date::text from ledger_transaction where customer_id = $1`,
      [customer.id],
    );
    expect(rows).toEqual([
      { category: 'Correction', description: 'Opening balance', date: '2026-06-12' },
    ]);

    const labels = await check(
      'LABEL',
      'Name,Farbe\nKey,#1d4ed8\nKey,#1d4ed8\nBad,bluish\nPlain,\n',
    );
    expect(labels).toMatchObject({ creates: 2, errors: 2 });
    expect(await screen.run(labels, true)).toMatchObject({ status: 'DONE', creates: 2 });
    const places = await check(
      'LOCATION',
      'name,kind,parent\nTown,,\nMast,site,Town\nLost,,Nowhere\n',
    );
    expect(places).toMatchObject({ creates: 2, errors: 1 });
    expect(places.rows[0].errors).toEqual({ 2: 'there is no location Nowhere' });
    expect(await screen.run(places, true)).toMatchObject({ status: 'DONE', creates: 2 });
  });
});

describe('what is ambiguous', () => {
  it('is asked for, and never guessed', async () => {
    const shop = await shopWith();
    const file = 'name;created;balance\nAnn;03/04/2026;1,234\n';
    const begun = await screen.create('CUSTOMER', file, { partnerId: shop.id });
    expect(begun.columns.map(({ question }: any) => question)).toEqual([
      null,
      'DATE_ORDER',
      'DECIMAL_SIGN',
    ]);
    const mapped = await screen.map(begun);
    const refused = await screen.refusedCheck(mapped);
    expect(Object.keys(refused.fields!)).toEqual(['columns.1.format', 'columns.2.format']);
    const said = await screen.map(begun, {
      created: { format: 'DMY' },
      balance: { format: 'COMMA' },
    });
    // three decimals are more than the euro has
    expect((await screen.check(said)).rows[0].errors).toEqual({
      2: expect.stringContaining('more than the 2 decimals of EUR'),
    });
    const dot = await screen.check(
      await screen.map(begun, { created: { format: 'DMY' }, balance: { format: 'DOT' } }),
    );
    await screen.run(dot);
    expect(await customersOf(shop.id)).toMatchObject([{ created: '2026-04-03', balance: 123_400 }]);
  });

  it('values that mean nothing are listed with their counts, and mapped once', async () => {
    const shop = await shopWith();
    const file = 'name,status\nA,Suspended\nB,Suspended\nC,active\n';
    const begun = await screen.create('CUSTOMER', file, { partnerId: shop.id });
    expect(begun.columns[1].unmapped).toEqual({ Suspended: 2 });
    const mapped = await screen.map(
      begun,
      { status: { valueMap: { Suspended: 'BLOCKED' } } },
      { saveAs: 'Old system' },
    );
    expect(mapped.columns[1].unmapped).toEqual({});
    await screen.run(await screen.check(mapped));
    expect((await customersOf(shop.id)).map(({ status }) => status)).toEqual([
      'BLOCKED',
      'BLOCKED',
      'ACTIVE',
    ]);
    // the same headings pick the map that was saved
    const next = await screen.create('CUSTOMER', ' Name ,STATUS\nD,Suspended\n', {
      partnerId: shop.id,
    });
    expect(next.columns[1].unmapped).toEqual({});
  });

  it('old encodings are found, and can be said otherwise', async () => {
    const shop = await shopWith();
    const bytes = Buffer.from('name;city\nJ\u00f6rg M\u00fcller;K\u00f6ln am Rhein\n', 'latin1');
    const begun = await screen.create('CUSTOMER', bytes, { partnerId: shop.id });
    expect(begun).toMatchObject({ encoding: 'windows-1252', delimiter: ';' });
    expect(begun.columns[1].samples).toEqual(['K\u00f6ln am Rhein']);
    const other = await screen.map(begun, {}, { encoding: 'windows-1251' });
    expect(other.columns[1].samples[0]).toContain('\u0446');
    expect((await screen.refusedMap(begun, { columns: [], encoding: 'EBCDIC' })).code).toBe(
      'BAD_USER_INPUT',
    );
  });
});

describe('files that are no tables, or too much', () => {
  it('are refused in words as they are sent', async () => {
    const status = async (name: string, content: string | Buffer, token?: string) => {
      const answer = await sendImport(server, name, content, token);
      return [answer.status, ((await answer.json()) as { error?: string }).error];
    };
    const otherwise = 'This is no table that can be read: save it as XLSX or CSV.';
    expect(await status('a.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toEqual([415, otherwise]);
    expect(await status('a.ods', Buffer.from('PK\u0003\u0004nothing'))).toEqual([415, otherwise]);
    expect(await status('a.csv', Buffer.from('a,b\n\u0000\u0001,2\n'))).toEqual([415, otherwise]);
    expect((await status('a.csv', 'a,b\n"never closed,2\n'))[0]).toBe(415);
    const wide = Array.from({ length: 201 }, (_, i) => `c${i}`).join(',');
    expect(await status('a.csv', `${wide}\n`)).toEqual([
      413,
      'A table may have 200 columns at most.',
    ]);
    const long = `a\n${'1\n'.repeat(500_001)}`;
    expect((await status('a.csv', long))[0]).toBe(413);
    expect((await status('a.csv', 'a,b\n1,2\n', 'nobody'))[0]).toBe(401);
  });

  it('kinds without records yet are refused by name', async () => {
    const sent = (await (await sendImport(server, 'a.csv', 'a,b\n1,2\n')).json()) as { id: string };
    const refused = await server.refused(
      'mutation ($f: ID!) { createImport(kind: NOTE, fileId: $f) { id } }',
      { f: sent.id },
    );
    expect(refused.fields).toEqual({ kind: 'files of this kind, NOTE, cannot be imported yet' });
  });
});
