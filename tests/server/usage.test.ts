import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, startTestServer, type TestServer } from '../support/backhaul.ts';
import { countStatements, type Counter } from '../support/statements.ts';
import { makeCustomer, makeTariff, makeTree, makeUser, NOWHERE } from '../support/tenants.ts';
import { RECORD, usageTold } from '../support/usage.ts';

let server: TestServer;
let counter: Counter;
let use: ReturnType<typeof usageTold>;
let tree: Awaited<ReturnType<typeof makeTree>>;
let tariff: string;
beforeAll(async () => {
  const database = await freshDatabase();
  counter = await countStatements(database);
  server = await startTestServer({
    DATABASE_URL: counter.through(database),
    BUSINESS_DATE: '2026-04-20',
  });
  use = usageTold(server);
  tree = await makeTree(server);
  tariff = await makeTariff(server, [tree.north.id, tree.northChild.id, tree.south.id]);
});
afterAll(async () => {
  await server.stop();
  await counter.close();
});

const AT = '2026-03-05T10:00:00Z';

async function someService(partnerId = tree.north.id): Promise<{ id: string; customer: string }> {
  const customer = await makeCustomer(server, partnerId, { status: 'ACTIVE' });
  const { createService } = await server.must(
    'mutation ($input: ServiceInput!) { createService(input: $input) { id } }',
    { input: { customerId: customer.id, tariffId: tariff, startDate: '2026-04-01' } },
  );
  return { id: createService.id, customer: customer.id };
}

describe('recording what was used', () => {
  it('writes each record once by its source id, whoever sends it how often', async () => {
    const { id, customer } = await someService();
    const calls = [use.call(id, AT), use.call(id, AT, { unitPrice: null, kind: 'SMS' })];
    expect(await use.record(calls)).toEqual({ accepted: 2, alreadyThere: 0 });
    expect(await use.record([...calls, use.call(id, AT)])).toEqual({
      accepted: 1,
      alreadyThere: 2,
    });
    expect(await use.record([calls[0], calls[0]])).toEqual({ accepted: 0, alreadyThere: 2 });
    expect(await use.of({ customerId: customer })).toHaveLength(3);
    expect(await use.open(customer)).toMatchObject([{ quantity: '2', records: 2 }]);
  });

  it('twenty at once make one each', async () => {
    const { id, customer } = await someService();
    const other = await someService();
    const calls = Array.from({ length: 30 }, (_, i) => use.call(i % 3 ? id : other.id, AT));
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) => use.record(i % 2 ? calls : [...calls].reverse())),
    );
    expect(results.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(30);
    expect(await use.of({ customerId: customer })).toHaveLength(20);
    expect(await use.open(customer)).toMatchObject([{ quantity: '20', records: 20 }]);
    expect(await use.open(other.customer)).toMatchObject([{ quantity: '10', records: 10 }]);
  });

  it('refuses a source id that is there with something else, by its place, and writes nothing', async () => {
    const { id, customer } = await someService();
    const call = use.call(id, AT);
    await use.record([call]);
    for (const other of [
      { quantity: '2' },
      { kind: 'SMS' },
      { unitPrice: '0.06' },
      { unitPrice: null },
      { at: '2026-03-05T10:00:01Z' },
      { serviceId: (await someService()).id },
    ])
      expect(
        await server.refused(RECORD, { input: [use.call(id, AT), { ...call, ...other }] }),
      ).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: { 'input.1.sourceId': expect.stringContaining('another') },
      });
    const twice = use.call(id, AT);
    expect(
      await server.refused(RECORD, { input: [twice, { ...twice, unitPrice: null }] }),
    ).toMatchObject({ fields: { 'input.1.sourceId': expect.stringContaining('unit price') } });
    expect(await use.of({ customerId: customer })).toHaveLength(1);
  });

  it('refuses days that are none, rather than take them for some of the month after', async () => {
    const { id, customer } = await someService();
    for (const at of [
      '2027-02-29T10:00:00Z',
      '2027-02-30T00:00:00Z',
      '2027-04-31T10:00:00+14:00',
      '2026-13-01T00:00:00Z',
    ])
      expect(await server.refused(RECORD, { input: [use.call(id, at)] })).toMatchObject({
        code: 'BAD_USER_INPUT',
      });
    expect(await use.of({ customerId: customer })).toEqual([]);
  });

  it('knows an id and a kind by what is seen of it: no zero width, no other spaces or case', async () => {
    const { id, customer } = await someService();
    const call = use.call(id, AT, { sourceId: `seen ${id}`, kind: 'Calls to 100%' });
    await use.record([call]);
    const again = {
      ...call,
      sourceId: ` seen\u00a0\u200b${id}\ufeff`,
      kind: 'calls  TO 100%\u200d',
    };
    expect(await use.record([again])).toEqual({ accepted: 0, alreadyThere: 1 });
    await use.record([
      use.call(id, AT, { kind: 'CALLS to\u2009100%' }),
      use.call(id, AT, { kind: 'calls to 100%', unitPrice: null }),
      use.call(id, AT, { kind: 'Calls to 1000' }),
    ]);
    expect(await use.open(customer)).toMatchObject([
      { quantity: '2', records: 2 },
      { kind: 'Calls to 1000', records: 1 },
    ]);
    expect(await use.of({ customerId: customer, kind: 'calls to 100%' })).toHaveLength(3);
    expect(
      await server.must('mutation ($i: RateUsageInput!) { rateUsage(input: $i) { rated left } }', {
        i: { unitPrice: '0.05', kind: 'CALLS TO 100%', partnerId: tree.north.id },
      }),
    ).toEqual({ rateUsage: { rated: 1, left: 0 } });
    expect(await use.open(customer)).toMatchObject([{ quantity: '3', records: 3 }, {}]);
  });

  it('names what is wrong by its place', async () => {
    const { id } = await someService();
    const wrong = async (over: object) =>
      (
        await server.refused(RECORD, {
          input: [use.call(id, AT), { ...use.call(id, AT), ...over }],
        })
      ).fields;
    expect(await wrong({ sourceId: ' ' })).toHaveProperty(['input.1.sourceId']);
    expect(await wrong({ sourceId: 'x'.repeat(201) })).toHaveProperty(['input.1.sourceId']);
    expect(await wrong({ kind: '' })).toHaveProperty(['input.1.kind']);
    expect(await wrong({ quantity: '-1' })).toHaveProperty(['input.1.quantity']);
    expect(await wrong({ quantity: '1.00001' })).toHaveProperty(['input.1.quantity']);
    expect(await wrong({ unitPrice: '-0.1' })).toHaveProperty(['input.1.unitPrice']);
    expect(await wrong({ quantity: '1001', unitPrice: '1000' })).toHaveProperty([
      'input.1.unitPrice',
    ]);
    expect(await wrong({ at: '1999-12-31T23:00:00Z' })).toHaveProperty(['input.1.at']);
    expect(await wrong({ serviceId: 'none' })).toHaveProperty(['input.1.serviceId']);
    expect(await server.refused(RECORD, { input: [] })).toMatchObject({
      fields: { input: expect.any(String) },
    });
    expect(
      await server.refused(RECORD, {
        input: Array.from({ length: 2001 }, (_, i) => ({ ...use.call(id, AT), sourceId: `${i}` })),
      }),
    ).toMatchObject({ fields: { input: expect.stringContaining('2000') } });
  });

  it('knows no service of others, and answers as for one that is nowhere', async () => {
    const { id } = await someService();
    const south = await someService(tree.south.id);
    for (const serviceId of [south.id, NOWHERE])
      expect(
        await server.refused(
          RECORD,
          { input: [use.call(id, AT), use.call(serviceId, AT)] },
          tree.north.token,
        ),
      ).toEqual(
        expect.objectContaining({
          code: 'NOT_FOUND',
          fields: { 'input.1.serviceId': 'is no service of yours' },
        }),
      );
    expect(await use.of({}, tree.south.token)).toEqual([]);
  });

  it('counts source ids of each partner by themselves, and sees only those below', async () => {
    const [north, south] = [await someService(), await someService(tree.south.id)];
    for (const service of [north, south])
      expect(await use.record([use.call(service.id, AT, { sourceId: 'cdr-1' })])).toEqual({
        accepted: 1,
        alreadyThere: 0,
      });
    expect(await use.of({ sourceId: 'cdr-1' }, tree.south.token)).toHaveLength(1);
    expect(await use.of({ sourceId: 'cdr-1' }, tree.northChild.token)).toEqual([]);
    expect(await use.of({ sourceId: 'cdr-1' })).toHaveLength(2);
  });

  it('is for who may: readers read, and customers see their own', async () => {
    const { id, customer } = await someService();
    await use.record([use.call(id, AT)]);
    const reader = await makeUser(server, tree.north.id, 'READ_ONLY');
    expect(await use.of({ customerId: customer }, reader.token)).toHaveLength(1);
    expect(await server.refused(RECORD, { input: [use.call(id, AT)] }, reader.token)).toMatchObject(
      { code: 'FORBIDDEN' },
    );
    const engineer = await makeUser(server, tree.north.id, 'TECHNICIAN');
    expect(await server.refused('{ usage { totalCount } }', {}, engineer.token)).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('is audited where it is of: an entry for each partner, and in the audit of each customer', async () => {
    const [north, other, south] = [
      await someService(),
      await someService(),
      await someService(tree.south.id),
    ];
    await use.record([
      use.call(north.id, AT),
      use.call(other.id, AT),
      use.call(south.id, AT),
      use.call(south.id, AT),
    ]);
    const told = async (filter: object, token = server.operator): Promise<string[]> => {
      const { auditEntries } = await server.must<any>(
        'query ($f: AuditFilter) { auditEntries(filter: $f, first: 2) { nodes { sentence } } }',
        { f: { entity: 'usage', ...filter } },
        token,
      );
      return auditEntries.nodes.map(({ sentence }: any) => sentence.replace(/^.*?recorded/, ''));
    };
    const ofNorth = ' 2 records of usage of 2 customers';
    expect(await told({}, tree.north.token)).toContain(ofNorth);
    const [ofSouth] = await told({}, tree.south.token);
    expect(ofSouth).toMatch(/^ 2 records of usage of Customer/);
    for (const { customer } of [north, other])
      expect(await told({ customerId: customer })).toContain(ofNorth);
    expect(await told({ customerId: south.customer })).toContain(ofSouth);
  });

  it('of a service keeps that from being deleted', async () => {
    const { id } = await someService();
    await use.record([use.call(id, AT, { unitPrice: null })]);
    expect(
      await server.refused('mutation ($id: ID!) { deleteService(serviceId: $id) }', { id }),
    ).toMatchObject({ code: 'CONFLICT' });
  });
});

describe('a file of what was used', () => {
  const FILE = 'mutation ($csv: String!) { recordUsageFile(csv: $csv) { accepted alreadyThere } }';
  const HEAD = 'source_id;service_id;at;kind;quantity;unit_price;note';
  const upload = async (csv: string): Promise<any> =>
    (await server.must<any>(FILE, { csv })).recordUsageFile;
  const refused = async (csv: string): Promise<string> =>
    (await server.refused(FILE, { csv })).fields?.csv ?? '';

  it('is recorded whole, however a spreadsheet saved it, and once', async () => {
    const { id, customer } = await someService();
    const csv = `\uFEFF${HEAD}\r\n"f;1";${id};${AT};Calls;3;0.05;x\r\n\r\nf2;${id};${AT};'=SMS;1;;\r\n`;
    expect(await upload(csv)).toEqual({ accepted: 2, alreadyThere: 0 });
    expect(await upload(csv)).toEqual({ accepted: 0, alreadyThere: 2 });
    expect(
      (await use.of({ customerId: customer })).map(({ sourceId, kind, unitPrice }) => [
        sourceId,
        kind,
        unitPrice,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['f;1', 'Calls', '0.05'],
        ['f2', '=SMS', null],
      ]),
    );
  });

  it('is refused whole for a wrong row, which it names', async () => {
    const { id, customer } = await someService();
    const good = `f3;${id};${AT};Calls;3;0.05;x`;
    const file = (row: string) => `${HEAD}\n${good}\n${row}`;
    expect(await refused(file(`f4;${id};${AT};Calls;-3;0.05`))).toBe(
      'line 3, quantity: must be 0 or more',
    );
    expect(await refused(file(`f4;${id};2026-03-05;Calls;3;0.05`))).toContain(
      'line 3, at: must be',
    );
    expect(await refused(file(`f4;${NOWHERE};${AT};Calls;3;0.05`))).toBe(
      'line 3, service_id: is no service of yours',
    );
    expect(await refused(file(`f3;${id};${AT};Calls;4;0.05`))).toContain('line 3, source_id: is');
    expect(await refused(`${HEAD}\n"${good}`)).toContain('cannot be read as CSV');
    expect(await refused('source_id,at\n1,2')).toContain('no column service_id, kind, quantity');
    expect(await refused('')).toContain('no rows');
    expect(await use.of({ customerId: customer })).toEqual([]);
  });
});

describe('what has no price', () => {
  const RATE = 'mutation ($input: RateUsageInput!) { rateUsage(input: $input) { rated left } }';
  const rate = async (input: object): Promise<any> =>
    (await server.must<any>(RATE, { input })).rateUsage;

  it('is listed, billed by nobody, and gets its price by being sent again', async () => {
    const { id, customer } = await someService(tree.northChild.id);
    const call = use.call(id, AT, { unitPrice: null });
    await use.record([call]);
    const { unratedUsage } = await server.must<any>(
      'query ($p: ID) { unratedUsage(partnerId: $p) { sourceId unitPrice amount service { id } } }',
      { p: tree.northChild.id },
    );
    expect(unratedUsage).toEqual([
      { sourceId: call.sourceId, unitPrice: null, amount: null, service: { id } },
    ]);
    expect(await use.open(customer)).toEqual([]);
    expect(await use.record([{ ...call, unitPrice: '0.25' }])).toEqual({
      accepted: 1,
      alreadyThere: 0,
    });
    // the source goes on sending it without a price
    expect(await use.record([call])).toEqual({ accepted: 0, alreadyThere: 1 });
    expect(await use.open(customer)).toMatchObject([{ quantity: '1', amount: '0.25' }]);
    expect(await server.refused(RECORD, { input: [{ ...call, unitPrice: '0.3' }] })).toMatchObject({
      fields: { 'input.0.sourceId': expect.stringContaining('unit price') },
    });
  });

  it('gets one by hand: the ticked ones, or all of a kind; what has one keeps it', async () => {
    const { id, customer } = await someService(tree.northChild.id);
    const unrated = { unitPrice: null, kind: 'Roaming' };
    await use.record([
      use.call(id, AT, unrated),
      use.call(id, AT, unrated),
      use.call(id, AT, unrated),
      use.call(id, AT),
    ]);
    const all = await use.of({ customerId: customer });
    const ids = all.filter(({ kind }) => kind === 'Roaming').map((each) => each.id);
    expect(
      await rate({ unitPrice: '2', ids: [ids[0], all.find((each) => each.unitPrice).id] }),
    ).toEqual({ rated: 1, left: 0 });
    const ofKind = { unitPrice: '3', kind: 'Roaming', partnerId: tree.north.id };
    expect(
      (await Promise.all(Array.from({ length: 5 }, () => rate(ofKind)))).reduce(
        (sum, { rated }) => sum + rated,
        0,
      ),
    ).toBe(2);
    expect(await use.open(customer)).toMatchObject([
      { kind: 'Calls', quantity: '1', amount: '0.05' },
      { kind: 'Roaming', quantity: '3', unitPrice: null, amount: '8.00' },
    ]);
    expect(await server.refused(RATE, { input: { unitPrice: '1' } })).toMatchObject({
      fields: { ids: expect.any(String) },
    });
    expect(await server.refused(RATE, { input: { ...ofKind, partnerId: NOWHERE } })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('the usage of an invoice', () => {
  it('is a file, record by record, for who may read the invoice', async () => {
    const { id, customer } = await someService();
    await use.record([
      use.call(id, AT, { sourceId: '=cmd|x', quantity: '2' }),
      use.call(id, '2026-03-06T10:00:00Z', { kind: '+49 "x"' }),
    ]);
    const { usageUrl } = await use.invoice(customer, '2026-03-01', '2026-03-31');
    const get = (token: string) =>
      fetch(`${server.url}${usageUrl}`, { headers: { authorization: `Bearer ${token}` } });
    const text = await (await get(tree.north.token)).text();
    expect(text.split('\r\n')[0]).toContain('at,service,kind,quantity,unit_price,amount,source_id');
    expect(text).toContain(`2,0.05,0.1,'=cmd|x`);
    expect((await get(tree.south.token)).status).toBe(404);
    expect((await fetch(`${server.url}${usageUrl}`)).status).toBe(401);
  });
});

it('takes a constant number of statements however many records', async () => {
  const { id } = await someService();
  // what the server does meanwhile by itself is counted too: the fewest of some tries are its own
  const during = async (records: number) => {
    const counts: number[] = [];
    for (let tried = 0; tried < 4; tried += 1)
      counts.push(
        await counter.during(() =>
          use.record(Array.from({ length: records }, () => use.call(id, AT))),
        ),
      );
    return Math.min(...counts);
  };
  const few = await during(2);
  expect(few).toBeGreaterThan(0);
  expect(await during(500)).toBe(few);
});
