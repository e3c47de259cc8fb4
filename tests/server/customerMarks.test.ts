import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import {
  makeCustomer,
  makeTariff,
  makeTenant,
  makeTree,
  makeUser,
  NOWHERE,
  PASSWORD,
  type Tenant,
} from '../support/tenants.ts';

let server: TestServer, north: Tenant, northChild: Tenant, south: Tenant, operatorId: string;
beforeAll(async () => {
  server = await startTestServer();
  ({ north, northChild, south, operatorId } = await makeTree(server));
});
afterAll(() => server.stop());

const SAVE_LABEL =
  'mutation ($id: ID, $p: ID, $name: String!, $colour: String!) { saveLabel(id: $id, partnerId: $p, name: $name, colour: $colour) { id name colour fromAbove partner { id } } }';
const SAVE_LOCATION =
  'mutation ($id: ID, $input: LocationInput!) { saveLocation(id: $id, input: $input) { id number kind name parent { id } address lat lon customFields partner { id } } }';
const UPDATE =
  'mutation ($id: ID!, $input: CustomerUpdateInput!) { updateCustomer(id: $id, input: $input) { id labels { name } location { id name number } registrationNumber taxNumber } }';
const label = async (name: string, token?: string, p?: string) =>
  (await server.must(SAVE_LABEL, { name, colour: '#1d4ed8', p }, token)).saveLabel;
const location = async (input: object, token?: string, id?: string) =>
  (await server.must(SAVE_LOCATION, { id, input }, token)).saveLocation;
const update = async (id: string, input: object, token?: string) =>
  (await server.must(UPDATE, { id, input }, token)).updateCustomer;
const found = async (filter: object, token?: string) =>
  (
    await server.must(
      'query ($f: CustomerFilter) { customers(filter: $f) { totalCount nodes { id } } }',
      { f: filter },
      token,
    )
  ).customers.nodes
    .map(({ id }: { id: string }) => id)
    .sort();

describe('labels', () => {
  it('are for everything below their partner, and changed only where they were made', async () => {
    const vip = await label('VIP');
    expect(vip).toEqual({
      id: vip.id,
      name: 'VIP',
      colour: '#1d4ed8',
      fromAbove: false,
      partner: { id: operatorId },
    });
    const own = await label('North only', north.token);
    const names = async (token: string, p?: string) =>
      (
        await server.must(
          'query ($p: ID) { labels(partnerId: $p) { name fromAbove } }',
          { p },
          token,
        )
      ).labels.map(({ name, fromAbove }: any) => `${name}${fromAbove ? ' from above' : ''}`);
    expect(await names(northChild.token)).toEqual(['North only from above', 'VIP from above']);
    expect(await names(south.token)).toEqual(['VIP from above']);
    expect(await names(north.token, northChild.id)).toEqual(['North only', 'VIP from above']);
    for (const [id, token] of [
      [vip.id, north.token],
      [own.id, northChild.token],
      [own.id, south.token],
    ])
      for (const [query, variables] of [
        [SAVE_LABEL, { id, name: 'Mine', colour: '#000' }],
        ['mutation ($id: ID!) { removeLabel(id: $id) }', { id }],
      ] as const)
        expect(await server.refused(query, variables, token)).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('go with customers below their partner alone, and are gone from them when they are removed', async () => {
    const gold = await label('Gold', north.token);
    const late = await label('Pays late');
    const customer = await makeCustomer(server, northChild.id);
    const elsewhere = await makeCustomer(server, south.id);
    expect((await update(customer.id, { labelIds: [late.id, gold.id, gold.id] })).labels).toEqual([
      { name: 'Gold' },
      { name: 'Pays late' },
    ]);
    expect(
      await server.refused(UPDATE, { id: elsewhere.id, input: { labelIds: [gold.id] } }),
    ).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { labelIds: expect.stringContaining('Gold') },
    });
    for (const labelIds of [[NOWHERE], [gold.id]])
      expect(
        await server.refused(UPDATE, { id: elsewhere.id, input: { labelIds } }, south.token),
      ).toMatchObject({ code: 'NOT_FOUND' });
    await server.must('mutation ($id: ID!) { removeLabel(id: $id) }', { id: gold.id }, north.token);
    expect((await update(customer.id, {})).labels).toEqual([{ name: 'Pays late' }]);
  });

  it('find customers with any, all or none of them, and what belongs to those', async () => {
    const [red, blue] = [await label('Red'), await label('Blue')];
    const partner = await makeTenant(server, 'Paints');
    const [both, one, none] = await Promise.all(
      [1, 2, 3].map(() => makeCustomer(server, partner.id)),
    );
    await update(both.id, { labelIds: [red.id, blue.id] });
    await update(one.id, { labelIds: [blue.id] });
    const ids = [red.id, blue.id];
    const by = (match: string) => found({ partnerId: partner.id, labels: { ids, match } });
    expect(await by('ANY')).toEqual([both.id, one.id].sort());
    expect(await by('ALL')).toEqual([both.id]);
    expect(await by('NONE')).toEqual([none.id]);
    const tariffId = await makeTariff(server, [partner.id]);
    for (const customerId of [both.id, one.id, none.id]) {
      await server.must('mutation ($i: ServiceInput!) { createService(input: $i) { id } }', {
        i: { customerId, tariffId, startDate: '2026-04-01' },
      });
      await server.must('mutation ($i: InvoiceInput!) { createInvoice(input: $i) { id } }', {
        i: {
          customerId,
          documentDate: '2026-04-01',
          lines: [{ description: 'Dish', unitPrice: '10' }],
        },
      });
      await server.must('mutation ($i: PaymentInput!) { recordPayment(input: $i) { id } }', {
        i: { customerId, amount: '10', date: '2026-04-01', method: 'CASH' },
      });
    }
    const lists = `query ($labels: LabelFilter, $p: ID) {
      invoices(filter: { labels: $labels, partnerId: $p }) { totalCount }
      payments(filter: { labels: $labels, partnerId: $p }) { totalCount }
      services(filter: { labels: $labels, partnerId: $p }) { totalCount } }`;
    for (const [match, totalCount] of [
      ['ANY', 2],
      ['ALL', 1],
      ['NONE', 1],
    ] as const)
      expect(await server.must(lists, { labels: { ids, match }, p: partner.id })).toEqual({
        invoices: { totalCount },
        payments: { totalCount },
        services: { totalCount },
      });
  });

  it('are nobody’s in the portal', async () => {
    const customer = await makeCustomer(server, operatorId);
    const token = await server.signIn(customer.login, PASSWORD);
    for (const asked of ['labels { name }', 'location { name }'])
      expect(await server.refused(`{ viewer { customer { ${asked} } } }`, {}, token)).toMatchObject(
        { code: 'FORBIDDEN' },
      );
    expect(await server.refused('{ labels { name } }', {}, token)).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(
      await server.refused(UPDATE, { id: customer.id, input: { labelIds: [] } }, token),
    ).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('refuse by field a name twice and what is no colour', async () => {
    await label('Twice');
    expect(await server.refused(SAVE_LABEL, { name: 'Twice', colour: '#fff' })).toMatchObject({
      fields: { name: 'is already the name of a label' },
    });
    expect(await server.refused(SAVE_LABEL, { name: 'Odd', colour: 'url(x)' })).toMatchObject({
      fields: { colour: expect.any(String) },
    });
  });
});

describe('locations', () => {
  it('have small numbers in the whole tree, whoever makes them, and stay with their partner', async () => {
    const first = await location({ name: 'Ridge' }, south.token);
    const [second, third] = await Promise.all([
      location({ name: 'Valley' }, north.token),
      location({ name: 'Mast 7', kind: 'SITE', address: 'Hill 7', lat: -33.9, lon: 18.4 }),
    ]);
    expect([second.number, third.number].sort()).toEqual([first.number + 1, first.number + 2]);
    expect(third).toMatchObject({ kind: 'SITE', address: 'Hill 7', lat: -33.9, lon: 18.4 });
    expect(
      await server.refused(SAVE_LOCATION, { id: first.id, input: { name: 'Mine' } }, north.token),
    ).toMatchObject({ code: 'NOT_FOUND' });
    expect(
      await server.refused(SAVE_LOCATION, { id: third.id, input: { name: 'Mine' } }, north.token),
    ).toMatchObject({ code: 'NOT_FOUND' });
    expect(
      (await server.must('{ locations(search: "mast") { name fromAbove } }', {}, south.token))
        .locations,
    ).toEqual([{ name: 'Mast 7', fromAbove: true }]);
  });

  it('lie in each other without circles', async () => {
    const city = await location({ name: 'City' });
    const quarter = await location({ name: 'Quarter', parentId: city.id });
    const street = await location({ name: 'Street', parentId: quarter.id });
    expect(
      await server.refused(SAVE_LOCATION, {
        id: city.id,
        input: { name: 'City', parentId: street.id },
      }),
    ).toMatchObject({ fields: { parentId: 'lies in this location itself' } });
    const hidden = await location({ name: 'Southern' }, south.token);
    expect(
      await server.refused(
        SAVE_LOCATION,
        { input: { name: 'X', parentId: hidden.id } },
        north.token,
      ),
    ).toMatchObject({ code: 'NOT_FOUND' });
    expect(
      await server.refused(SAVE_LOCATION, {
        input: { name: 'X', parentId: hidden.id, partnerId: north.id },
      }),
    ).toMatchObject({ fields: { parentId: expect.any(String) } });
    expect(await server.refused(SAVE_LOCATION, { input: { name: 'Half', lat: 4 } })).toMatchObject({
      fields: { lon: 'is missing: a point has both' },
    });
  });

  it('find who is there and in what lies in it, with what belongs to them', async () => {
    const town = await location({ name: 'Town' });
    const lane = await location({ name: 'Lane', parentId: town.id });
    const customer = await makeCustomer(server, north.id);
    expect(
      await update(customer.id, {
        locationId: lane.id,
        registrationNumber: 'HRB 12',
        taxNumber: '4',
      }),
    ).toMatchObject({
      location: { name: 'Lane', number: lane.number },
      registrationNumber: 'HRB 12',
      taxNumber: '4',
    });
    await server.must('mutation ($i: PaymentInput!) { recordPayment(input: $i) { id } }', {
      i: { customerId: customer.id, amount: '10', date: '2026-04-01', method: 'CASH' },
    });
    expect(await found({ locationId: town.id })).toEqual([customer.id]);
    expect(await found({ locationId: town.id }, south.token)).toEqual([]);
    for (const list of ['payments', 'transactions'])
      expect(
        (
          await server.must(
            `query ($l: ID) { ${list}(filter: { locationId: $l }) { totalCount } }`,
            { l: town.id },
          )
        )[list].totalCount,
      ).toBe(1);
    const { locations } = await server.must('{ locations { id customerCount } }', {}, north.token);
    expect(locations.find(({ id }: { id: string }) => id === town.id).customerCount).toBe(1);
    const remove = 'mutation ($id: ID!) { removeLocation(id: $id) }';
    for (const id of [town.id, lane.id])
      expect(await server.refused(remove, { id })).toMatchObject({ reason: 'LOCATION_IN_USE' });
    expect((await update(customer.id, { locationId: null })).location).toBeNull();
    expect(await server.must(remove, { id: lane.id })).toEqual({ removeLocation: true });
  });

  it('stand in the numbers of documents of who is there; 0 of who is nowhere', async () => {
    const partner = await makeTenant(server, 'Numbered');
    const farm = await location({ name: 'Farm' });
    const [there, nowhere] = await Promise.all([1, 2].map(() => makeCustomer(server, partner.id)));
    await update(there.id, { locationId: farm.id });
    await server.must(
      'mutation ($p: ID!, $i: FinanceSettingsInput!) { updateFinanceSettings(partnerId: $p, input: $i) { partner { id } } }',
      { p: partner.id, i: { invoiceNumberFormat: 'L{location_id|3}-{next}' } },
    );
    const invoice = async (customerId: string) =>
      (
        await server.must('mutation ($i: InvoiceInput!) { createInvoice(input: $i) { number } }', {
          i: {
            customerId,
            documentDate: '2026-04-01',
            lines: [{ description: 'Dish', unitPrice: '10' }],
          },
        })
      ).createInvoice.number;
    const at = String(farm.number).padStart(3, '0');
    expect(await invoice(there.id)).toBe(`L${at}-1`);
    expect(await invoice(nowhere.id)).toBe('L000-1');
    expect(await invoice(there.id)).toBe(`L${at}-2`);
  });

  it('have custom fields', async () => {
    await server.must('mutation ($i: CustomFieldInput!) { createCustomField(input: $i) { key } }', {
      i: { entity: 'LOCATION', key: 'owner', label: 'Owner', type: 'TEXT' },
    });
    const roof = await location({ name: 'Roof', customFields: { owner: 'Ann' } });
    expect(roof.customFields).toMatchObject({ owner: 'Ann' });
  });
});

it('a partner that moves away loses the labels and locations of those it leaves', async () => {
  const [label1, kept] = [await label('Of north', north.token), await label('Of all')];
  const area = await location({ name: 'North area' }, north.token);
  const moving = await makeTenant(server, 'Moving', { parentId: north.id });
  const own = await location({ name: 'Own area', parentId: area.id, partnerId: moving.id });
  const customer = await makeCustomer(server, moving.id);
  await update(customer.id, { labelIds: [label1.id, kept.id], locationId: area.id });
  await server.must(
    'mutation ($id: ID!, $to: ID!) { movePartner(id: $id, parentId: $to) { id } }',
    { id: moving.id, to: south.id },
  );
  expect(await update(customer.id, {})).toMatchObject({
    labels: [{ name: 'Of all' }],
    location: null,
  });
  const { locations } = await server.must(
    'query ($p: ID) { locations(partnerId: $p) { id parent { id } } }',
    { p: moving.id },
  );
  expect(locations).toContainEqual({ id: own.id, parent: null });
});

describe('the search', () => {
  const SEARCH =
    'query ($t: String!, $k: [String!], $n: Int) { search(text: $t, kinds: $k, first: $n) { kind id title detail exact } }';
  const hits = async (t: string, more: object = {}, token?: string): Promise<any[]> =>
    (await server.must(SEARCH, { t, ...more }, token)).search;
  const ids = async (t: string, more: object = {}, token?: string): Promise<string[]> =>
    (await hits(t, more, token)).map(({ id }) => id);

  it('finds customers however names, phone numbers and addresses are written', async () => {
    const ana = await makeCustomer(server, north.id, {
      name: 'Aña Müllerova',
      phone: '+27 82 555 1234',
      street: 'Bree Street 17',
      zip: '8001',
      email: 'ana@example.org',
      externalId: 'OLD-778 A',
    });
    for (const typed of [
      'ana mullerova',
      'MÜLLER an',
      '0825551234',
      '082 555 1234',
      '+27825551234',
      'bree 17',
      '8001 mull',
      'ana@example.org',
      'old-778 a',
    ])
      expect(await ids(typed, { k: ['CUSTOMER'] }), typed).toEqual([ana.id]);
    expect(await hits('OLD-778 A')).toMatchObject([
      { kind: 'CUSTOMER', title: 'Aña Müllerova', exact: true },
    ]);
    expect(await hits('mullerova')).toMatchObject([{ exact: false }]);
    expect(await ids('ana mullerova', {}, south.token)).toEqual([]);
    expect(await ids('a')).toEqual([]);
    await server.must(UPDATE, { id: ana.id, input: { street: 'Long Street 3' } });
    expect(await ids('bree 17')).toEqual([]);
    expect(await ids('long str 3')).toEqual([ana.id]);
  });

  it('says whole numbers first, at most five of a kind, and the documents of whom it finds', async () => {
    const partner = await makeTenant(server, 'Found');
    const people = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((n) => makeCustomer(server, partner.id, { name: `Zebedee ${n}` })),
    );
    const one = people[3];
    expect(await ids('zebed', { k: ['CUSTOMER'] })).toHaveLength(5);
    expect(await ids('zebed', { k: ['CUSTOMER'], n: 2 })).toHaveLength(2);
    const { createInvoice: invoice } = await server.must<any>(
      'mutation ($i: InvoiceInput!) { createInvoice(input: $i) { id number } }',
      {
        i: {
          customerId: one.id,
          documentDate: '2026-04-01',
          lines: [{ description: 'Dish', unitPrice: '10' }],
        },
      },
    );
    const { recordPayment: payment } = await server.must<any>(
      'mutation ($i: PaymentInput!) { recordPayment(input: $i) { id receiptNumber } }',
      { i: { customerId: one.id, amount: '10', date: '2026-04-01', method: 'CASH' } },
    );
    expect((await hits(String(one.number)))[0]).toMatchObject({ id: one.id, exact: true });
    expect((await hits(invoice.number))[0]).toMatchObject({
      kind: 'INVOICE',
      id: invoice.id,
      title: invoice.number,
      detail: expect.stringContaining('10.00 EUR'),
      exact: true,
    });
    // each partner counts its receipts from one
    const receipt = payment.receiptNumber.toLowerCase();
    expect((await hits(receipt, {}, partner.token))[0]).toMatchObject({
      kind: 'PAYMENT',
      id: payment.id,
      exact: true,
    });
    expect(await ids('zebedee 4', {}, partner.token)).toEqual([one.id, invoice.id, payment.id]);
    expect(await ids(invoice.number, {}, south.token)).not.toContain(invoice.id);
  });

  it('looks at what the reader may read, and is nobody’s in the portal', async () => {
    const customer = await makeCustomer(server, south.id, { name: 'Hidden Login' });
    const creator = await makeUser(server, south.id, 'CUSTOMER_CREATOR');
    expect(await ids(customer.login, {}, south.token)).toEqual([customer.id]);
    expect(await ids(customer.login, {}, creator.token)).toEqual([]);
    const token = await server.signIn(customer.login, PASSWORD);
    expect(await server.refused(SEARCH, { t: 'hidden' }, token)).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await server.refused(SEARCH, { t: 'hidden', k: ['SECRET'] })).toMatchObject({
      fields: { kinds: expect.any(String) },
    });
  });

  it('finds searchable custom fields', async () => {
    await server.must('mutation ($i: CustomFieldInput!) { createCustomField(input: $i) { key } }', {
      i: { entity: 'CUSTOMER', key: 'roof', label: 'Roof', type: 'TEXT', searchable: true },
    });
    const customer = await makeCustomer(server, north.id, { customFields: { roof: 'Slate-9' } });
    expect(await ids('slate-9')).toEqual([customer.id]);
  });
});
