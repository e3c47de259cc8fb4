import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import {
  makeCustomer,
  makeTariff,
  makeTree,
  makeUser,
  NOWHERE,
  PASSWORD,
  type Tenant,
} from '../support/tenants.ts';

let server: TestServer;
let north: Tenant, northChild: Tenant, south: Tenant, operatorId: string;
let made = 0;
const nextKey = (name = 'field') => `${name}_${(made += 1)}`;

beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  ({ north, northChild, south, operatorId } = await makeTree(server));
});
afterAll(() => server.stop());

const CREATE =
  'mutation ($input: CustomFieldInput!) { createCustomField(input: $input) { id key label type required unique options default position portal archived searchable partner { id } } }';
const SEEN =
  'query ($e: CustomFieldEntity!, $p: ID) { customFields(entity: $e, partnerId: $p) { key label type archived portal editable partner { id } } }';
const SET =
  'mutation ($id: ID!, $f: JSON) { updateCustomer(id: $id, input: { customFields: $f }) { id customFields } }';
const READ = 'query ($id: ID!) { customer(id: $id) { customFields } }';
const FIND =
  'query ($filter: CustomerFilter, $sort: [SortInput!], $first: Int, $after: String, $offset: Int) { customers(filter: $filter, sort: $sort, first: $first, after: $after, offset: $offset) { totalCount nodes { id name } pageInfo { hasNextPage endCursor } } }';

async function define(
  input: object,
  token = server.operator,
): Promise<{ id: string; key: string }> {
  return (
    await server.must(
      CREATE,
      { input: { entity: 'CUSTOMER', label: 'A field', type: 'TEXT', key: nextKey(), ...input } },
      token,
    )
  ).createCustomField;
}
const set = async (
  id: string,
  f: object,
  token = server.operator,
): Promise<Record<string, unknown>> =>
  (await server.must(SET, { id, f }, token)).updateCustomer.customFields;
async function find(filter: object, more: object = {}, token = server.operator): Promise<string[]> {
  const { customers } = await server.must(FIND, { filter, first: 200, ...more }, token);
  if (!Object.keys(more).length) expect(customers.totalCount).toBe(customers.nodes.length);
  return customers.nodes.map((node: { name: string }) => node.name);
}

describe('a long text', () => {
  it('may have any character where the index ends', async () => {
    const { key } = await define({ partnerId: north.id, searchable: true });
    const { id } = await makeCustomer(server, north.id, { name: 'Emoji' });
    for (const text of [
      `${'a'.repeat(199)}😀 and more`,
      `${'İ'.repeat(199)}😀`,
      '😀'.repeat(150),
    ]) {
      expect(await set(id, { [key]: text })).toMatchObject({ [key]: text });
      expect(
        await find({ customFields: [{ key, operator: 'EQ', value: text }], partnerId: north.id }),
      ).toEqual(['Emoji']);
    }
  });

  it('of unknown keys is not answered by one as long', async () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`unknown_${i}`, 1]));
    const { id } = await makeCustomer(server, north.id);
    expect(Object.keys((await server.refused(SET, { id, f: many })).fields!)).toHaveLength(20);
  });
});

describe('definitions', () => {
  it('are inherited down the tree and invisible to siblings', async () => {
    const { key } = await define({ partnerId: north.id, label: 'Roof type' });
    const seenBy = async (token: string, partnerId?: string) =>
      (await server.must(SEEN, { e: 'CUSTOMER', p: partnerId }, token)).customFields.filter(
        (field: { key: string }) => field.key === key,
      );
    expect(await seenBy(north.token)).toMatchObject([
      { label: 'Roof type', editable: true, partner: { id: north.id } },
    ]);
    // the ancestor itself is not shown
    expect(await seenBy(northChild.token)).toMatchObject([
      { label: 'Roof type', editable: false, partner: { id: northChild.id } },
    ]);
    expect(await seenBy(south.token)).toEqual([]);
    expect(await seenBy(server.operator)).toEqual([]); // not a field of the operator's own customers
    expect(await seenBy(server.operator, northChild.id)).toHaveLength(1);
    expect(await server.refused(SEEN, { e: 'CUSTOMER', p: north.id }, south.token)).toMatchObject({
      code: 'NOT_FOUND',
    });
    const ofSouth = await makeCustomer(server, south.id);
    expect(
      await server.refused(SET, { id: ofSouth.id, f: { [key]: 'x' } }, south.token),
    ).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { [`customFields.${key}`]: expect.any(String) },
    });
  });

  it('have one key along a line of the tree, whatever siblings call theirs', async () => {
    const key = nextKey('shared');
    await define({ partnerId: north.id, key, type: 'INTEGER' });
    await define({ partnerId: south.id, key, type: 'TEXT' }, south.token);
    for (const partnerId of [northChild.id, north.id, operatorId])
      expect(
        await server.refused(CREATE, {
          input: { entity: 'CUSTOMER', partnerId, key, label: 'Again', type: 'TEXT' },
        }),
      ).toMatchObject({ code: 'BAD_USER_INPUT', fields: { key: expect.any(String) } });
    await define({ partnerId: northChild.id, key, entity: 'SERVICE' }); // another kind of record
    const [a, b] = [
      await makeCustomer(server, north.id, { name: 'Key A' }),
      await makeCustomer(server, south.id, { name: 'Key B' }),
    ];
    await set(a.id, { [key]: 5 });
    await set(b.id, { [key]: '5' });
    expect(
      await server.refused(FIND, { filter: { customFields: [{ key, value: 5 }] } }),
    ).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { 'filter.customFields.0.key': expect.stringContaining('partner') },
    });
    expect(await find({ partnerId: north.id, customFields: [{ key, value: 5 }] })).toEqual([
      'Key A',
    ]);
    expect(await find({ partnerId: south.id, customFields: [{ key, value: '5' }] })).toEqual([
      'Key B',
    ]);
    expect(await find({ customFields: [{ key, value: '5' }] }, {}, south.token)).toEqual(['Key B']);
    expect(await server.refused(FIND, { sort: [{ field: `customFields.${key}` }] })).toMatchObject({
      fields: { 'sort.field': expect.any(String) },
    });
  });

  it('are made once when two partners of one line come at the same moment', async () => {
    const key = nextKey('race');
    const answers = await Promise.all(
      [north.id, northChild.id, operatorId].map((partnerId) =>
        server.ask(CREATE, {
          input: { entity: 'CUSTOMER', partnerId, key, label: 'Race', type: 'TEXT' },
        }),
      ),
    );
    expect(answers.filter((answer) => !answer.errors)).toHaveLength(1);
  });

  it('refuse by field what makes no sense', async () => {
    const wrong: [object, string][] = [
      [{ key: 'Upper' }, 'key'],
      [{ key: '1st' }, 'key'],
      [{ label: ' ' }, 'label'],
      [{ type: 'CHOICE' }, 'options'],
      [{ type: 'CHOICE', options: ['a', 'a'] }, 'options'],
      [{ options: ['a'] }, 'options'],
      [{ type: 'INTEGER', min: '5', max: '4' }, 'max'],
      [{ min: '5' }, 'min'],
      [{ minLength: 5, maxLength: 4 }, 'maxLength'],
      [{ type: 'DECIMAL', decimals: 9 }, 'decimals'],
      [{ type: 'REFERENCE' }, 'references'],
      [{ references: 'USER' }, 'references'],
      [{ type: 'BOOLEAN', unique: true }, 'unique'],
      [{ type: 'INTEGER', default: 'x' }, 'default'],
      [{ unique: true, default: 'x' }, 'default'],
      [{ type: 'PLACE', searchable: true }, 'searchable'],
      [{ position: -1 }, 'position'],
      [{ partnerId: 'x' }, 'partnerId'],
    ];
    for (const [input, field] of wrong)
      expect(
        await server.refused(CREATE, {
          input: { entity: 'CUSTOMER', key: nextKey(), label: 'Wrong', type: 'TEXT', ...input },
        }),
        JSON.stringify(input),
      ).toMatchObject({ code: 'BAD_USER_INPUT', fields: { [field]: expect.any(String) } });
  });

  it('are changed by those who own them and those above, with the permission', async () => {
    const own = await define({ partnerId: north.id });
    const CHANGE =
      'mutation ($id: ID!) { updateCustomField(id: $id, label: "Renamed", help: "How", position: 3, portal: VIEW) { label help position portal } }';
    expect(await server.refused(CHANGE, { id: own.id }, northChild.token)).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await server.refused(CHANGE, { id: own.id }, south.token)).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await server.refused(CHANGE, { id: NOWHERE }, south.token)).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await server.must(CHANGE, { id: own.id }, north.token)).toEqual({
      updateCustomField: { label: 'Renamed', help: 'How', position: 3, portal: 'VIEW' },
    });
    const manager = await makeUser(server, north.id, 'MANAGER');
    expect(await server.refused(CHANGE, { id: own.id }, manager.token)).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(
      await server.refused(
        CREATE,
        { input: { entity: 'CUSTOMER', key: nextKey(), label: 'No', type: 'TEXT' } },
        manager.token,
      ),
    ).toMatchObject({ code: 'FORBIDDEN' });
    expect(
      await server.refused(
        CREATE,
        {
          input: {
            entity: 'CUSTOMER',
            partnerId: south.id,
            key: nextKey(),
            label: 'No',
            type: 'TEXT',
          },
        },
        north.token,
      ),
    ).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('say first how many records a change touches', async () => {
    const choice = await define({ partnerId: south.id, type: 'CHOICE', options: ['red', 'blue'] });
    const [a, b] = [await makeCustomer(server, south.id), await makeCustomer(server, south.id)];
    await set(a.id, { [choice.key]: 'red' });
    const total = (await server.must(FIND, { filter: { partnerId: south.id } })).customers
      .totalCount;
    const IMPACT =
      'query ($id: ID!, $o: [String!]) { customFieldImpact(id: $id, required: true, options: $o) { missing outdated } }';
    expect(await server.must(IMPACT, { id: choice.id, o: ['blue', 'green'] }, south.token)).toEqual(
      { customFieldImpact: { missing: total - 1, outdated: 1 } },
    );
    const CHANGE =
      'mutation ($id: ID!, $n: Int) { updateCustomField(id: $id, required: true, options: ["blue", "green"], expectedImpact: $n) { required options } }';
    expect(await server.refused(CHANGE, { id: choice.id, n: 0 })).toMatchObject({
      code: 'CONFLICT',
      reason: 'IMPACT_CHANGED',
    });
    expect(await server.must(CHANGE, { id: choice.id, n: total })).toEqual({
      updateCustomField: { required: true, options: ['blue', 'green'] },
    });
    // what is there stays; what is written from now on must fit
    expect((await server.must(READ, { id: a.id })).customer.customFields).toEqual({
      [choice.key]: 'red',
    });
    expect(await server.refused(SET, { id: b.id, f: { [choice.key]: 'red' } })).toMatchObject({
      fields: { [`customFields.${choice.key}`]: expect.any(String) },
    });
    expect(await server.refused(SET, { id: a.id, f: { [choice.key]: null } })).toMatchObject({
      fields: { [`customFields.${choice.key}`]: 'is missing' },
    });
    const refused = await server.refused(
      'mutation ($input: CustomerInput!) { createCustomer(input: $input) { id } }',
      { input: { partnerId: south.id, name: 'Incomplete' } },
    );
    expect(refused).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: { [`customFields.${choice.key}`]: 'is missing' },
    });
    await server.must('mutation ($id: ID!) { archiveCustomField(id: $id) { id } }', {
      id: choice.id,
    });
  });
});

describe('values', () => {
  const samples: [string, object, unknown, unknown, unknown][] = [
    ['TEXT', { maxLength: 5 }, ' abc ', 'abc', 'abcdef'],
    ['LONG_TEXT', {}, 'a\r\nb', 'a\nb', 5],
    ['INTEGER', { min: '1', max: '9' }, 7, 7, 10],
    ['DECIMAL', { decimals: 2 }, '12.5', '12.5', '12.555'],
    ['DATE', {}, '2026-02-28', '2026-02-28', '2026-02-30'],
    ['DATE_TIME', {}, '2026-04-01T12:30:00+02:00', '2026-04-01T10:30:00.000Z', 'noon'],
    ['BOOLEAN', {}, false, false, 'no'],
    ['CHOICE', { options: ['a', 'b'] }, 'a', 'a', 'c'],
    ['CHOICES', { options: ['a', 'b', 'c'] }, ['c', 'a'], ['a', 'c'], ['d']],
    ['URL', {}, 'https://x.example/a', 'https://x.example/a', 'javascript:alert(1)'],
    ['EMAIL', {}, 'a@x.example', 'a@x.example', 'nobody'],
    ['PHONE', {}, '+49 40 1234', '+49 40 1234', 'call me'],
    ['IP_ADDRESS', {}, '2001:DB8:0::1', '2001:db8::1', '300.1.1.1'],
    ['MAC_ADDRESS', {}, '00-1A-2B-3C-4D-5E', '00:1a:2b:3c:4d:5e', '00:1a'],
    ['PLACE', {}, { lat: 53.55, lon: 9.99 }, { lat: 53.55, lon: 9.99 }, { lat: 91, lon: 0 }],
  ];
  it.each(samples)(
    'of %s go in and out, and wrong ones are refused by name',
    async (type, limits, good, stored, bad) => {
      const { key } = await define({ type, ...limits });
      const customer = await makeCustomer(server, north.id);
      expect(await set(customer.id, { [key]: good })).toEqual({ [key]: stored });
      for (const wrong of [bad, type === 'BOOLEAN' ? 'yes' : true, 'a\u0000b'])
        expect(
          await server.refused(SET, { id: customer.id, f: { [key]: wrong } }),
          String(wrong),
        ).toMatchObject({
          code: 'BAD_USER_INPUT',
          fields: { [`customFields.${key}`]: expect.any(String) },
        });
      expect((await server.must(READ, { id: customer.id })).customer.customFields).toEqual({
        [key]: stored,
      });
      expect(await set(customer.id, { [key]: null })).toEqual({});
    },
  );

  it('change only where they are named; defaults come with a new record', async () => {
    const [a, b] = [
      await define({ partnerId: south.id, default: 'from the start' }),
      await define({ partnerId: south.id }),
    ];
    const customer = await makeCustomer(server, south.id, { customFields: { [b.key]: 'given' } });
    expect((await server.must(READ, { id: customer.id })).customer.customFields).toEqual({
      [a.key]: 'from the start',
      [b.key]: 'given',
    });
    expect(await set(customer.id, { [a.key]: 'changed' })).toEqual({
      [a.key]: 'changed',
      [b.key]: 'given',
    });
    await server.must('mutation ($id: ID!) { archiveCustomField(id: $id) { archived } }', {
      id: b.id,
    });
    expect(await server.refused(SET, { id: customer.id, f: { [b.key]: 'again' } })).toMatchObject({
      fields: { [`customFields.${b.key}`]: expect.stringContaining('archived') },
    });
    expect((await server.must(READ, { id: customer.id })).customer.customFields).toEqual({
      [a.key]: 'changed',
      [b.key]: 'given',
    });
    await server.must('mutation ($id: ID!) { archiveCustomField(id: $id) { archived } }', {
      id: a.id,
    });
  });

  it('refer to records of the own line of the tree only', async () => {
    const { key } = await define({ type: 'REFERENCE', references: 'CUSTOMER' });
    const [a, neighbour, stranger] = [
      await makeCustomer(server, north.id),
      await makeCustomer(server, north.id),
      await makeCustomer(server, south.id),
    ];
    expect(await set(a.id, { [key]: neighbour.id })).toEqual({ [key]: neighbour.id });
    for (const [id, token] of [
      [stranger.id, server.operator],
      [stranger.id, north.token],
      [NOWHERE, server.operator],
    ])
      expect(await server.refused(SET, { id: a.id, f: { [key]: id } }, token)).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: { [`customFields.${key}`]: expect.any(String) },
      });
  });

  it('are unique below the definer, also when written at the same moment', async () => {
    const { key } = await define({ unique: true });
    const customers = await Promise.all(
      Array.from({ length: 6 }, (_, i) => makeCustomer(server, i % 2 ? north.id : south.id)),
    );
    const answers = await Promise.all(
      customers.map((customer, i) =>
        server.ask(SET, { id: customer.id, f: { [key]: i % 2 ? 'SN-1' : 'sn-1' } }),
      ),
    );
    expect(answers.filter((answer) => !answer.errors)).toHaveLength(1);
    for (const { errors } of answers)
      if (errors)
        expect(errors[0].extensions).toMatchObject({
          code: 'BAD_USER_INPUT',
          fields: { [`customFields.${key}`]: expect.any(String) },
        });
    const winner = customers[answers.findIndex((answer) => !answer.errors)];
    await set(winner.id, { [key]: 'SN-2' });
    const other = customers.find((customer) => customer !== winner)!;
    expect(await set(other.id, { [key]: 'SN-1' })).toEqual({ [key]: 'SN-1' });
    // siblings who define it each for themselves do not meet
    const mine = nextKey('own');
    await define({ partnerId: north.id, key: mine, unique: true });
    await define({ partnerId: south.id, key: mine, unique: true });
    const [a, b] = [await makeCustomer(server, north.id), await makeCustomer(server, south.id)];
    await set(a.id, { [mine]: 'same' });
    await set(b.id, { [mine]: 'same' });
  });

  it('live on every kind of record of the contract', async () => {
    const keys = Object.fromEntries(
      await Promise.all(
        [
          'PARTNER',
          'USER',
          'CUSTOMER',
          'SERVICE',
          'TARIFF',
          'INVOICE',
          'PAYMENT',
          'TRANSACTION',
          'CREDIT_NOTE',
          'PROFORMA',
        ].map(async (entity) => [entity, (await define({ entity, partnerId: north.id })).key]),
      ),
    );
    const value = (entity: string) => ({ [keys[entity]]: `on ${entity}` });
    const ask = async (query: string, variables: object) =>
      Object.values(await server.must<Record<string, any>>(query, variables, north.token))[0];
    const partner = await ask(
      'mutation ($i: PartnerInput!) { createPartner(input: $i) { id customFields } }',
      { i: { name: 'Deep', customFields: value('PARTNER') } },
    );
    expect(partner.customFields).toEqual(value('PARTNER'));
    expect(
      await ask(
        'mutation ($id: ID!, $i: PartnerUpdateInput!) { updatePartner(id: $id, input: $i) { customFields } }',
        { id: partner.id, i: { customFields: { [keys.PARTNER]: null } } },
      ),
    ).toEqual({ customFields: {} });
    const user = await ask(
      'mutation ($i: UserInput!) { createUser(input: $i) { id customFields } }',
      {
        i: {
          partnerId: north.id,
          email: 'cf@north.example',
          name: 'Cf',
          role: 'READ_ONLY',
          customFields: value('USER'),
        },
      },
    );
    expect(user.customFields).toEqual(value('USER'));
    expect(
      await ask(
        'mutation ($id: ID!, $i: UserUpdateInput!) { updateUser(id: $id, input: $i) { customFields } }',
        { id: user.id, i: { customFields: { [keys.USER]: 'x' } } },
      ),
    ).toEqual({ customFields: { [keys.USER]: 'x' } });
    const tariff = await ask(
      'mutation ($i: TariffInput!) { createTariff(input: $i) { id customFields } }',
      {
        i: {
          kind: 'INTERNET',
          name: 'With fields',
          price: '10',
          partnerIds: [north.id],
          customFields: value('TARIFF'),
        },
      },
    );
    expect(tariff.customFields).toEqual(value('TARIFF'));
    const customer = await ask(
      'mutation ($i: CustomerInput!) { createCustomer(input: $i) { id customFields } }',
      { i: { partnerId: north.id, name: 'With fields', customFields: value('CUSTOMER') } },
    );
    expect(customer.customFields).toEqual(value('CUSTOMER'));
    const service = await ask(
      'mutation ($i: ServiceInput!) { createService(input: $i) { id customFields } }',
      {
        i: {
          customerId: customer.id,
          tariffId: tariff.id,
          startDate: '2026-04-01',
          customFields: value('SERVICE'),
        },
      },
    );
    expect(service.customFields).toEqual(value('SERVICE'));
    expect(
      await ask(
        'mutation ($id: ID!, $i: ServiceUpdateInput!) { updateService(serviceId: $id, input: $i) { customFields } }',
        { id: service.id, i: { customFields: { [keys.SERVICE]: 'y' } } },
      ),
    ).toEqual({ customFields: { [keys.SERVICE]: 'y' } });
    const invoice = await ask(
      'mutation ($i: InvoiceInput!) { createInvoice(input: $i) { id customFields } }',
      {
        i: {
          customerId: customer.id,
          documentDate: '2026-04-10',
          lines: [{ description: 'x', unitPrice: '5' }],
          customFields: value('INVOICE'),
        },
      },
    );
    expect(invoice.customFields).toEqual(value('INVOICE'));
    expect(
      await ask(
        'mutation ($id: ID!, $f: JSON) { updateInvoiceDetails(id: $id, memo: "called", customFields: $f) { memo customFields status } }',
        { id: invoice.id, f: { [keys.INVOICE]: 'z' } },
      ),
    ).toEqual({ memo: 'called', customFields: { [keys.INVOICE]: 'z' }, status: 'UNPAID' });
    const payment = await ask(
      'mutation ($i: PaymentInput!) { recordPayment(input: $i) { id customFields } }',
      {
        i: {
          customerId: customer.id,
          amount: '5',
          date: '2026-04-10',
          method: 'CASH',
          customFields: value('PAYMENT'),
        },
      },
    );
    expect(payment.customFields).toEqual(value('PAYMENT'));
    const entry = await ask(
      'mutation ($c: ID!, $f: JSON) { createTransaction(customerId: $c, type: CREDIT, amount: "1", date: "2026-04-10", description: "x", customFields: $f) { id customFields } }',
      { c: customer.id, f: value('TRANSACTION') },
    );
    expect(entry.customFields).toEqual(value('TRANSACTION'));
    for (const [make, type, change, entity] of [
      ['createCreditNote', 'CreditNoteInput', 'updateCreditNoteDetails', 'CREDIT_NOTE'],
      ['createProforma', 'ProformaInput', 'updateProformaDetails', 'PROFORMA'],
    ]) {
      const made = await ask(`mutation ($i: ${type}!) { ${make}(input: $i) { id customFields } }`, {
        i: {
          customerId: customer.id,
          documentDate: '2026-04-10',
          ...(entity === 'CREDIT_NOTE' && { reason: 'sorry' }),
          lines: [{ description: 'x', unitPrice: '5' }],
          customFields: value(entity),
        },
      });
      expect(made.customFields).toEqual(value(entity));
      expect(
        await ask(
          `mutation ($id: ID!, $f: JSON) { ${change}(id: $id, customFields: $f) { customFields } }`,
          { id: made.id, f: { [keys[entity]]: 'late' } },
        ),
      ).toEqual({ customFields: { [keys[entity]]: 'late' } });
    }
    const filters: [string, string, string][] = [
      ['creditNotes', 'CREDIT_NOTE', 'late'],
      ['proformas', 'PROFORMA', 'late'],
      ['services', 'SERVICE', 'y'],
      ['invoices', 'INVOICE', 'z'],
      ['payments', 'PAYMENT', 'on PAYMENT'],
      ['tariffs', 'TARIFF', 'on TARIFF'],
      ['transactions', 'TRANSACTION', 'on TRANSACTION'],
      ['users', 'USER', 'x'],
    ];
    for (const [list, entity, text] of filters) {
      const type = ['creditNotes', 'proformas'].includes(list)
        ? 'DocumentFilter'
        : `${list[0].toUpperCase()}${list.slice(1, -1)}Filter`;
      const { [list]: found } = await server.must<Record<string, any>>(
        `query ($f: ${type}) { ${list}(filter: $f, sort: [{ field: "customFields.${keys[entity]}" }]) { totalCount nodes { customFields } } }`,
        { f: { customFields: [{ key: keys[entity], value: text }] } },
        north.token,
      );
      expect(found, list).toEqual({
        totalCount: 1,
        nodes: [{ customFields: { [keys[entity]]: text } }],
      });
    }
    await server.must(
      'mutation ($id: ID!, $f: JSON) { updatePartner(id: $id, input: { customFields: $f }) { id } }',
      { id: partner.id, f: { [keys.PARTNER]: 'again' } },
      north.token,
    );
    const { partners } = await server.must(
      'query ($f: PartnerFilter) { partners(filter: $f) { nodes { id } } }',
      { f: { customFields: [{ key: keys.PARTNER, operator: 'STARTS_WITH', value: 'AG' }] } },
      north.token,
    );
    expect(partners.nodes).toEqual([{ id: partner.id }]);
    expect(
      (
        await server.refused(
          'mutation ($i: TariffInput!) { createTariff(input: $i) { id } }',
          {
            i: {
              kind: 'INTERNET',
              name: 'Wrong',
              price: '10',
              partnerIds: [north.id],
              customFields: { nothing: 1 },
            },
          },
          north.token,
        )
      ).fields,
    ).toEqual({ 'customFields.nothing': expect.any(String) });
  });
});

describe('what the system makes by itself', () => {
  it('has the defaults, and is never held up by what is required', async () => {
    const { south: seller } = await makeTree(server);
    const [note, must] = [
      await define({ partnerId: seller.id, entity: 'INVOICE', default: 'from the run' }),
      await define({ partnerId: seller.id, entity: 'INVOICE', required: true }),
    ];
    const customer = await makeCustomer(server, seller.id, { status: 'ACTIVE' });
    await server.must('mutation ($i: ServiceInput!) { createService(input: $i) { id } }', {
      i: {
        customerId: customer.id,
        tariffId: await makeTariff(server, [seller.id]),
        startDate: '2026-04-01',
      },
    });
    const { chargeCustomer } = await server.must(
      'mutation ($id: ID!) { chargeCustomer(customerId: $id, date: "2026-04-10") { id customFields } }',
      { id: customer.id },
    );
    expect(chargeCustomer.customFields).toEqual({ [note.key]: 'from the run' });
    expect(
      await server.must('query ($f: InvoiceFilter) { invoices(filter: $f) { nodes { id } } }', {
        f: {
          partnerId: seller.id,
          customFields: [
            { key: note.key, operator: 'CONTAINS', value: 'RUN' },
            { key: must.key, operator: 'IS_EMPTY' },
          ],
        },
      }),
    ).toEqual({ invoices: { nodes: [{ id: chargeCustomer.id }] } });
    expect(
      await server.refused('mutation ($i: InvoiceInput!) { createInvoice(input: $i) { id } }', {
        i: {
          customerId: customer.id,
          documentDate: '2026-04-10',
          lines: [{ description: 'x', unitPrice: '5' }],
        },
      }),
    ).toMatchObject({ fields: { [`customFields.${must.key}`]: 'is missing' } });
  });
});

describe('filters and sorts', () => {
  let partner: Tenant;
  const keys: Record<string, string> = {};
  beforeAll(async () => {
    partner = (await makeTree(server)).south;
    for (const type of ['TEXT', 'LONG_TEXT', 'INTEGER', 'DECIMAL', 'DATE', 'BOOLEAN', 'PLACE'])
      keys[type] = (await define({ partnerId: partner.id, type })).key;
    keys.CHOICES = (
      await define({ partnerId: partner.id, type: 'CHOICES', options: ['a', 'b', 'c'] })
    ).key;
    const people: [string, object][] = [
      [
        'one',
        {
          TEXT: 'Alpha_1',
          LONG_TEXT: `${'long '.repeat(100)}needle`,
          INTEGER: -5,
          DECIMAL: '-1.5',
          DATE: '2026-01-01',
          BOOLEAN: true,
          CHOICES: ['a', 'b'],
          PLACE: { lat: 1, lon: 2 },
        },
      ],
      [
        'two',
        {
          TEXT: 'alpha%2',
          INTEGER: 40,
          DECIMAL: '10',
          DATE: '2026-02-01',
          BOOLEAN: false,
          CHOICES: ['b'],
        },
      ],
      [
        'three',
        {
          TEXT: 'beta',
          INTEGER: 7,
          DECIMAL: '9.25',
          DATE: '2025-12-31',
          BOOLEAN: true,
          CHOICES: ['a', 'b', 'c'],
        },
      ],
      ['four', {}],
    ];
    for (const [name, values] of people)
      await makeCustomer(server, partner.id, {
        name,
        customFields: Object.fromEntries(
          Object.entries(values).map(([type, value]) => [keys[type], value]),
        ),
      });
  });
  const by = (type: string, operator: string, value?: unknown) =>
    find({ partnerId: partner.id, customFields: [{ key: keys[type], operator, value }] });

  it('compare by every operator as the contract says', async () => {
    expect(await by('TEXT', 'EQ', 'Alpha_1')).toEqual(['one']);
    expect(await by('TEXT', 'EQ', 'alpha_1')).toEqual([]);
    expect(await by('TEXT', 'NE', 'beta')).toEqual(['one', 'two', 'four']); // without a value too
    expect(await by('TEXT', 'IN', ['beta', 'Alpha_1', 'nobody'])).toEqual(['one', 'three']);
    expect(await by('TEXT', 'IS_SET')).toEqual(['one', 'two', 'three']);
    expect(await by('TEXT', 'IS_EMPTY')).toEqual(['four']);
    expect(await by('TEXT', 'STARTS_WITH', 'ALPHA')).toEqual(['one', 'two']);
    expect(await by('TEXT', 'CONTAINS', 'PHA%')).toEqual(['two']);
    expect(await by('TEXT', 'CONTAINS', 'a_1')).toEqual(['one']);
    expect(await by('TEXT', 'CONTAINS', ':')).toEqual([]);
    expect(await by('LONG_TEXT', 'CONTAINS', 'NEEDLE')).toEqual(['one']);
    expect(await by('LONG_TEXT', 'EQ', `${'long '.repeat(100)}needle`)).toEqual(['one']);
    expect(await by('INTEGER', 'LT', 7)).toEqual(['one']);
    expect(await by('INTEGER', 'LTE', 7)).toEqual(['one', 'three']);
    expect(await by('INTEGER', 'GT', 7)).toEqual(['two']);
    expect(await by('DECIMAL', 'GTE', '9.250')).toEqual(['two', 'three']);
    expect(await by('DECIMAL', 'EQ', '10.00')).toEqual(['two']);
    expect(await by('DATE', 'LT', '2026-01-01')).toEqual(['three']);
    expect(await by('BOOLEAN', 'EQ', true)).toEqual(['one', 'three']);
    expect(await by('BOOLEAN', 'NE', true)).toEqual(['two', 'four']);
    expect(await by('CHOICES', 'CONTAINS', 'a')).toEqual(['one', 'three']);
    expect(await by('CHOICES', 'EQ', ['b', 'a'])).toEqual(['one']);
    expect(await by('CHOICES', 'IS_SET')).toEqual(['one', 'two', 'three']);
    expect(await by('PLACE', 'IS_SET')).toEqual(['one']);
  });

  it('refuse what has no meaning, by the filter it is in', async () => {
    const refused: [string, string, unknown, string][] = [
      ['PLACE', 'EQ', { lat: 1, lon: 2 }, 'operator'],
      ['TEXT', 'LT', 'a', 'operator'],
      ['INTEGER', 'CONTAINS', '1', 'operator'],
      ['CHOICES', 'STARTS_WITH', 'a', 'operator'],
      ['INTEGER', 'EQ', '5', 'value'],
      ['TEXT', 'EQ', null, 'value'],
      ['TEXT', 'IN', 'x', 'value'],
      ['DATE', 'GT', 'today', 'value'],
    ];
    for (const [type, operator, value, part] of refused)
      expect(
        await server.refused(FIND, {
          filter: { partnerId: partner.id, customFields: [{ key: keys[type], operator, value }] },
        }),
        `${type} ${operator}`,
      ).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: { [`filter.customFields.0.${part}`]: expect.any(String) },
      });
    expect(
      await server.refused(
        FIND,
        { filter: { customFields: [{ key: keys.TEXT, value: 'x' }] } },
        north.token,
      ),
    ).toMatchObject({ fields: { 'filter.customFields.0.key': expect.any(String) } });
    expect(await server.refused(FIND, { sort: [{ field: 'customFields.nothing' }] })).toMatchObject(
      { fields: { 'sort.field': expect.any(String) } },
    );
  });

  it('sort along the values, those without one last both ways, by offset and by cursor', async () => {
    const filter = { partnerId: partner.id };
    for (const [type, up] of [
      ['INTEGER', ['one', 'three', 'two']],
      ['DECIMAL', ['one', 'three', 'two']],
      ['DATE', ['three', 'one', 'two']],
      ['TEXT', ['two', 'one', 'three']],
    ] as const) {
      const sort = (order: string) => [{ field: `customFields.${keys[type]}`, order }];
      expect(await find(filter, { sort: sort('ASC') }), type).toEqual([...up, 'four']);
      expect(await find(filter, { sort: sort('DESC') }), type).toEqual([
        ...up.toReversed(),
        'four',
      ]);
      for (const order of ['ASC', 'DESC']) {
        const paged: string[] = [],
          offsets: string[] = [];
        let after: string | null = null;
        for (let i = 0; i < 4; i += 1) {
          const { customers }: any = await server.must<any>(FIND, {
            filter,
            sort: sort(order),
            first: 1,
            after,
          });
          expect(customers.pageInfo.hasNextPage).toBe(i < 3);
          paged.push(customers.nodes[0].name);
          after = customers.pageInfo.endCursor;
          offsets.push(
            ...(
              await server.must(FIND, { filter, sort: sort(order), first: 1, offset: i })
            ).customers.nodes.map((node: { name: string }) => node.name),
          );
        }
        expect(paged).toEqual(await find(filter, { sort: sort(order) }));
        expect(offsets).toEqual(paged);
      }
    }
  });

  it('find customers by searchable fields, from when they are until they are no more', async () => {
    const field = await define({ partnerId: partner.id, searchable: true });
    const someone = await makeCustomer(server, partner.id, {
      name: 'Searched',
      customFields: { [field.key]: 'ONT-4711 attic' },
    });
    expect(await find({ search: 'ont-47 att' }, {}, partner.token)).toEqual(['Searched']);
    await set(someone.id, { [field.key]: 'ONT-4712' });
    expect(await find({ search: 'ont-4711' })).toEqual([]);
    await server.must(
      'mutation ($id: ID!) { updateCustomer(id: $id, input: { name: "Found" }) { id } }',
      { id: someone.id },
    );
    expect(await find({ search: 'found ont-4712' })).toEqual(['Found']);
    const SEARCHABLE =
      'mutation ($id: ID!, $on: Boolean!) { updateCustomField(id: $id, searchable: $on) { id } }';
    await server.must(SEARCHABLE, { id: field.id, on: false });
    expect(await find({ search: 'ont-4712' })).toEqual([]);
    await server.must(SEARCHABLE, { id: field.id, on: true });
    expect(await find({ search: 'ont-4712' })).toEqual(['Found']);
    expect(await find({ search: 'ont-4712' }, {}, north.token)).toEqual([]);
  });
});

describe('the portal', () => {
  it('shows fields made for it and lets the customer change those it may', async () => {
    const [hidden, view, edit] = await Promise.all(
      ['HIDDEN', 'VIEW', 'EDIT'].map((portal) =>
        define({ partnerId: north.id, portal, searchable: true }),
      ),
    );
    const customer = await makeCustomer(server, northChild.id, {
      customFields: { [hidden.key]: 'secret', [view.key]: 'seen', [edit.key]: 'mine' },
    });
    const [token, other] = [
      await server.signIn(customer.login, PASSWORD),
      await makeCustomer(server, northChild.id),
    ];
    expect((await server.must(READ, { id: customer.id }, token)).customer.customFields).toEqual({
      [view.key]: 'seen',
      [edit.key]: 'mine',
    });
    const definitions = (await server.must(SEEN, { e: 'CUSTOMER' }, token)).customFields;
    // whoever made them above, to a customer they are its own partner's
    expect(
      new Set(definitions.map((field: { partner: { id: string } }) => field.partner.id)),
    ).toEqual(new Set([northChild.id]));
    for (const partnerId of [operatorId, north.id, south.id])
      expect(await server.refused(SEEN, { e: 'CUSTOMER', p: partnerId }, token)).toMatchObject({
        code: 'NOT_FOUND',
      });
    const seen = definitions.map((field: { key: string }) => field.key);
    expect(seen).toEqual(expect.arrayContaining([view.key, edit.key]));
    expect(seen).not.toContain(hidden.key);
    expect(await set(customer.id, { [edit.key]: 'changed here' }, token)).toEqual({
      [view.key]: 'seen',
      [edit.key]: 'changed here',
    });
    expect(await find({ search: 'changed here' })).toHaveLength(1);
    expect(
      await server.refused(SET, { id: customer.id, f: { [view.key]: 'x' } }, token),
    ).toMatchObject({ code: 'FORBIDDEN' });
    expect(
      (await server.refused(SET, { id: customer.id, f: { [hidden.key]: 'x' } }, token)).fields,
    ).toEqual({
      [`customFields.${hidden.key}`]: (
        await server.refused(SET, { id: customer.id, f: { nothing: 'x' } }, token)
      ).fields!['customFields.nothing'],
    });
    expect(
      await server.refused(
        'mutation ($id: ID!) { updateCustomer(id: $id, input: { name: "Me" }) { id } }',
        { id: customer.id },
        token,
      ),
    ).toMatchObject({ code: 'FORBIDDEN' });
    expect(
      await server.refused(SET, { id: other.id, f: { [edit.key]: 'x' } }, token),
    ).toMatchObject({ code: 'NOT_FOUND' });
    expect(
      await server.refused(
        '{ customers(sort: [{ field: "customFields.x" }]) { totalCount } }',
        {},
        token,
      ),
    ).toMatchObject({ code: 'FORBIDDEN' });
    expect((await server.must(READ, { id: customer.id })).customer.customFields).toEqual({
      [hidden.key]: 'secret',
      [view.key]: 'seen',
      [edit.key]: 'changed here',
    });
  });
});

describe('a partner that moves', () => {
  it('leaves what it inherited, keeps its own, and finds its values again when it comes back', async () => {
    const { north: from, northChild: mover, south: to } = await makeTree(server);
    const [inherited, own] = [
      await define({ partnerId: from.id, unique: true }),
      await define({ partnerId: mover.id }),
    ];
    const customer = await makeCustomer(server, mover.id, {
      name: 'Mover',
      customFields: { [inherited.key]: 'i', [own.key]: 'o' },
    });
    const move = (parentId: string) =>
      server.must('mutation ($id: ID!, $p: ID!) { movePartner(id: $id, parentId: $p) { id } }', {
        id: mover.id,
        p: parentId,
      });
    await move(to.id);
    expect((await server.must(READ, { id: customer.id })).customer.customFields).toEqual({
      [own.key]: 'o',
    });
    expect(await find({ partnerId: to.id, customFields: [{ key: own.key, value: 'o' }] })).toEqual([
      'Mover',
    ]);
    const taken = await define({ partnerId: to.id, key: inherited.key }).then(
      () => 'defined',
      () => 'refused',
    ); // it fits what is there
    expect(taken).toBe('defined');
    expect((await server.must(READ, { id: customer.id })).customer.customFields).toEqual({
      [inherited.key]: 'i',
      [own.key]: 'o',
    });
    await move(from.id);
    expect(
      await find({ partnerId: from.id, customFields: [{ key: inherited.key, value: 'i' }] }),
    ).toEqual(['Mover']);
    await define({ partnerId: to.id, key: own.key, type: 'INTEGER' });
    expect(
      await server.refused(
        'mutation ($id: ID!, $p: ID!) { movePartner(id: $id, parentId: $p) { id } }',
        { id: mover.id, p: to.id },
      ),
    ).toMatchObject({ code: 'CONFLICT', reason: 'CUSTOM_FIELD_TAKEN' });
  });

  it('brings no reference to records of others, by whatever field their ids were typed in', async () => {
    const { north: from, northChild: mover, south: to } = await makeTree(server);
    const field = await define({ partnerId: from.id });
    const strangers = await Promise.all(
      [from.id, (await makeTree(server)).south.id].map((id) => makeCustomer(server, id)),
    );
    const customer = await makeCustomer(server, mover.id);
    const move = (parentId: string) =>
      server.must('mutation ($id: ID!, $p: ID!) { movePartner(id: $id, parentId: $p) { id } }', {
        id: mover.id,
        p: parentId,
      });
    for (const stranger of strangers) {
      await set(customer.id, { [field.key]: stranger.id });
      await move(to.id);
      for (const token of [to.token, server.operator])
        expect(
          await server.refused(
            CREATE,
            {
              input: {
                entity: 'CUSTOMER',
                label: 'A field',
                type: 'REFERENCE',
                references: 'CUSTOMER',
                key: field.key,
                partnerId: to.id,
              },
            },
            token,
          ),
        ).toMatchObject({ code: 'CONFLICT', reason: 'VALUES_DO_NOT_FIT' });
      await move(from.id);
    }
    await set(customer.id, { [field.key]: customer.id });
    await move(to.id);
    await define({ partnerId: to.id, key: field.key, type: 'REFERENCE', references: 'CUSTOMER' });
    expect(
      await find({ partnerId: to.id, customFields: [{ key: field.key, value: customer.id }] }),
    ).toHaveLength(1);
  });

  it('does not go where its values would not fit', async () => {
    const { north: from, northChild: mover, south: to } = await makeTree(server);
    const field = await define({ partnerId: from.id });
    await define({ partnerId: to.id, key: field.key, type: 'INTEGER' });
    const customer = await makeCustomer(server, mover.id, {
      customFields: { [field.key]: 'text' },
    });
    await makeTariff(server, [mover.id]);
    expect(
      await server.refused(
        'mutation ($id: ID!, $p: ID!) { movePartner(id: $id, parentId: $p) { id } }',
        { id: mover.id, p: to.id },
      ),
    ).toMatchObject({ code: 'CONFLICT', reason: 'VALUES_DO_NOT_FIT' });
    expect((await server.must(READ, { id: customer.id })).customer.customFields).toEqual({
      [field.key]: 'text',
    });
  });
});
