import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import {
  makeCustomer,
  makeTenant,
  makeTree,
  makeUser,
  NOWHERE,
  PASSWORD,
  type Tenant,
} from '../support/tenants.ts';

let server: TestServer, owner: pg.Client, north: Tenant, northChild: Tenant, south: Tenant;
beforeAll(async () => {
  server = await startTestServer();
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  ({ north, northChild, south } = await makeTree(server));
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

/** A partner of its own for each test, so that nobody of another one is alike. */
let shop: Tenant;
beforeEach(async () => {
  shop = await makeTenant(server, 'Shop');
});

const LIST = `query ($p: ID, $c: ID, $first: Int, $offset: Int) { duplicateCandidates(partnerId: $p, customerId: $c, first: $first, offset: $offset) {
  customer { id } other { id } reasons score } }`;
const IGNORE = 'mutation ($c: ID!, $o: ID!) { ignoreDuplicate(customerId: $c, otherId: $o) }';
const ALIKE =
  'query ($i: AlikeInput!) { alikeCustomers(input: $i) { customer { id } reasons score } }';

interface Shown {
  ids: string[];
  reasons: string[];
  score: number;
}
const list = async (asked: object, token?: string): Promise<Shown[]> =>
  (await server.must(LIST, asked, token)).duplicateCandidates.map(
    ({ customer, other, reasons, score }: any) => ({
      ids: [customer.id, other.id],
      reasons,
      score,
    }),
  );
const alike = async (input: object, token?: string): Promise<string[]> =>
  (await server.must(ALIKE, { i: input }, token)).alikeCustomers.map(
    ({ customer, reasons }: any) => `${customer.id} ${reasons}`,
  );
const make = async (input: object, partner = shop): Promise<string> =>
  (await makeCustomer(server, partner.id, input)).id;
/** What a customer of the shop shares with others of it. */
const reasonsOf = async (id: string): Promise<string[]> =>
  (await list({ c: id, p: shop.id })).flatMap(({ reasons }) => reasons);

describe('two customers may be one who share', () => {
  const home = { street: 'Long Street 12', zip: '8001', city: 'Cape Town' };
  it.each<[string, string, object, object]>([
    ['an e-mail', 'EMAIL', { email: 'ann@mail.example' }, { email: 'ANN@mail.example' }],
    ['a phone', 'PHONE', { phone: '+27 82 555 1234' }, { phone: '0825551234' }],
    ['a phone, 00', 'PHONE', { phone: '0027 (0)82-555-1234' }, { phone: '082 555 1234' }],
    ['one of two phones', 'PHONE', { phone: '27825551234' }, { phone: '021 11, 082 5551234' }],
    ['a tax number', 'TAX_NUMBER', { taxNumber: '4-123/456' }, { taxNumber: '4123456' }],
    [
      'a similar name at the same address',
      'NAME_AND_ADDRESS',
      { ...home, name: 'Jon Smith' },
      { ...home, name: 'SMITH, John', street: 'long street, 12' },
    ],
  ])('%s', async (_, reason, one, other) => {
    const [a, b] = [await make(one), await make(other)];
    await make({ name: 'Somebody Else', email: 'else@mail.example', phone: '021 999 8877' });
    expect(await reasonsOf(a)).toEqual([reason]);
    const [pair, ...more] = await list({ p: shop.id });
    expect(more).toEqual([]);
    expect([...pair.ids].sort()).toEqual([a, b].sort());
    expect(await alike({ name: 'Customer', ...one, partnerId: shop.id }, shop.token)).toEqual(
      expect.arrayContaining([`${b} ${reason}`]),
    );
  });

  it('an account that was paid from, until it is forgotten', async () => {
    const ids = [await make({}), await make({})];
    for (const id of ids)
      await owner.query(
        `insert into customer_iban (partner_id, partner_path, customer_id, iban, learned_by)
        select partner_id, partner_path, id, 'AT611904300234573201', 'test' from customer where id = $1`,
        [id],
      );
    expect(await reasonsOf(ids[0])).toEqual(['IBAN']);
    await server.must(
      'mutation ($c: ID!) { forgetIban(customerId: $c, iban: "AT61 1904 3002 3457 3201") { id } }',
      { c: ids[0] },
    );
    expect(await reasonsOf(ids[1])).toEqual([]);
  });

  it('an address of a contact, as long as it has it', async () => {
    const [a, b] = [await make({ email: 'books@mail.example' }), await make({})];
    const save = async (emails: string[], phones: string[], id?: string): Promise<string> =>
      (
        await server.must(
          'mutation ($id: ID, $i: ContactInput!) { saveContact(id: $id, input: $i) { id } }',
          { id, i: { customerId: b, name: 'Ann', emails, phones } },
        )
      ).saveContact.id;
    const contact = await save(['Books@mail.example'], ['+27 21 555 0000']);
    expect(await reasonsOf(a)).toEqual(['EMAIL']);
    await save(['other@mail.example'], [], contact);
    expect(await reasonsOf(a)).toEqual([]);
    await save(['books@mail.example'], [], contact);
    expect(await reasonsOf(b)).toEqual(['EMAIL']);
    await server.must('mutation ($id: ID!) { removeContact(id: $id) }', { id: contact });
    expect(await reasonsOf(a)).toEqual([]);
  });

  it('nothing of this where it only looks like it', async () => {
    const a = await make({ ...home, name: 'Anna Meyer', phone: '082 555 1234' });
    await make({ ...home, name: 'Peter Meyer', phone: '083 555 1234' });
    await make({ ...home, street: 'Long Street 1', name: 'Anna Meyer', phone: '1234' });
    await make({ name: 'Anna Meyer', phone: '+1 555 1234' });
    expect(await reasonsOf(a)).toEqual([]);
  });

  it('several of these: the likeliest are first, with each reason once', async () => {
    const a = await make({ email: 'x@mail.example', phone: '0825550001', taxNumber: 'T-100' });
    const b = await make({ email: 'x@mail.example', phone: '0825550001' });
    const c = await make({ taxNumber: 'T100' });
    expect(await list({ c: a })).toEqual([
      { ids: [a, c], reasons: ['TAX_NUMBER'], score: 0.9 },
      { ids: [a, b], reasons: ['EMAIL', 'PHONE'], score: 0.88 },
    ]);
  });
});

describe('candidates', () => {
  it('follow what a customer is changed to, by itself too', async () => {
    const a = await make({ email: 'self@mail.example' });
    const { id: b, login } = await makeCustomer(server, shop.id, { email: 'b@mail.example' });
    const self = await server.signIn(login, PASSWORD);
    await server.must(
      'mutation ($w: String) { updateProfile(email: "self@mail.example", currentPassword: $w) { id } }',
      { w: PASSWORD },
      self,
    );
    expect(await reasonsOf(a)).toEqual(['EMAIL']);
    await server.must(
      'mutation ($id: ID!) { updateCustomer(id: $id, input: { email: "new@mail.example" }) { id } }',
      { id: b },
    );
    expect(await reasonsOf(a)).toEqual([]);
  });

  it('are page by page all there are, none twice', async () => {
    const ids: string[] = [];
    for (let each = 0; each < 4; each++) ids.push(await make({ email: 'same@mail.example' }));
    const pages: string[] = [];
    for (const offset of [0, 2, 4, 6])
      for (const { ids: pair } of await list({ p: shop.id, first: 2, offset }))
        pages.push([...pair].sort().join());
    const all = ids.flatMap((a) => ids.flatMap((b) => (a < b ? [`${a},${b}`] : [])));
    expect(pages.sort()).toEqual(all.sort());
    expect(await list({ c: ids[0], first: 2 })).toHaveLength(2);
    expect(await list({ c: ids[0], first: 2, offset: 2 })).toHaveLength(1);
  });

  it('are none of what more than 20 share', async () => {
    const ids: string[] = [];
    for (let each = 0; each < 20; each++) ids.push(await make({ email: 'none@isp.example' }));
    expect(await list({ c: ids[0], first: 50 })).toHaveLength(19);
    expect(await list({ p: shop.id, first: 200 })).toHaveLength(190);
    await make({ email: 'none@isp.example' });
    expect(await list({ c: ids[0] })).toEqual([]);
    expect(await list({ p: shop.id })).toEqual([]);
    expect(await alike({ email: 'none@isp.example' })).toEqual([]);
  });

  it('are told apart for good, whichever of both is asked about', async () => {
    const [a, b] = [
      await make({ email: 'j@mail.example' }),
      await make({ email: 'j@mail.example' }),
    ];
    const c = await make({ email: 'j@mail.example' });
    expect(await server.must(IGNORE, { c: b, o: a })).toEqual({ ignoreDuplicate: true });
    expect(await server.must(IGNORE, { c: a, o: b })).toEqual({ ignoreDuplicate: true });
    const others = async (id: string) => (await list({ c: id })).map(({ ids }) => ids[1]);
    expect([await others(a), await others(b)]).toEqual([[c], [c]]);
    expect((await others(c)).sort()).toEqual([a, b].sort());
    expect(await list({ p: shop.id })).toHaveLength(2);
    const { auditEntries } = await server.must(
      '{ auditEntries(filter: { action: "tell-apart" }) { nodes { entityId } } }',
    );
    expect(auditEntries.nodes.filter(({ entityId }: any) => [a, b].includes(entityId))).toEqual([
      { entityId: b },
    ]);
    expect(await server.refused(IGNORE, { c: a, o: a })).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { otherId: expect.anything() },
    });
  });
});

describe('whoever looks', () => {
  const email = 'everywhere@mail.example';
  let here: string, below: string, beside: string;
  beforeAll(async () => {
    here = await make({ email }, north);
    below = await make({ email }, northChild);
    beside = await make({ email }, south);
  });
  const pairs = async (asked: object, token?: string): Promise<string[]> =>
    (await list(asked, token)).map(({ ids }) => [...ids].sort().join());
  const pair = (...ids: string[]) => ids.sort().join();

  it('sees those of its own tree and no others', async () => {
    expect(await pairs({}, north.token)).toEqual([pair(here, below)]);
    expect(await pairs({ c: here }, north.token)).toEqual([pair(here, below)]);
    expect(await pairs({}, south.token)).toEqual([]);
    expect(await pairs({ c: below }, northChild.token)).toEqual([]);
    expect(await pairs({ c: here })).toHaveLength(2);
    expect(await pairs({ c: here, p: south.id })).toEqual([pair(here, beside)]);
    expect(await alike({ email }, south.token)).toEqual([`${beside} EMAIL`]);
    expect(await alike({ email, partnerId: north.id })).toHaveLength(3);
  });

  it('is told that there is nobody where it names somebody else’s', async () => {
    for (const [query, variables] of [
      [LIST, { c: beside }],
      [LIST, { p: south.id }],
      [LIST, { c: NOWHERE }],
      [ALIKE, { i: { email, partnerId: south.id } }],
      [IGNORE, { c: here, o: beside }],
      [IGNORE, { c: beside, o: here }],
    ] as const)
      expect(await server.refused(query, variables, north.token)).toMatchObject({
        code: 'NOT_FOUND',
      });
    expect(await pairs({ c: here })).toHaveLength(2);
  });

  it('needs to read customers, and to write them to tell them apart', async () => {
    const { token } = await makeUser(server, north.id, 'READ_ONLY');
    expect(await pairs({}, token)).toEqual([pair(here, below)]);
    expect(await server.refused(IGNORE, { c: here, o: below }, token)).toMatchObject({
      code: 'FORBIDDEN',
    });
    const { login } = await makeCustomer(server, north.id);
    const self = await server.signIn(login, PASSWORD);
    for (const query of [LIST, 'query { alikeCustomers(input: {}) { score } }'])
      expect(await server.refused(query, {}, self)).toMatchObject({ code: 'FORBIDDEN' });
  });

  it.each([
    [{ first: 0 }, 'first'],
    [{ first: 201 }, 'first'],
    [{ offset: -1 }, 'offset'],
    [{ offset: 10_001 }, 'offset'],
    [{ c: 'x' }, 'customerId'],
  ])('is refused %j by its field', async (asked, field) => {
    expect(await server.refused(LIST, asked)).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { [field]: expect.anything() },
    });
  });
});
