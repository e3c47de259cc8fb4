import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import {
  makeCustomer,
  makeTariff,
  makeTenant,
  makeTree,
  makeUser,
  NOWHERE,
  type Tenant,
} from '../support/tenants.ts';

let server: TestServer, north: Tenant, northChild: Tenant, south: Tenant, operatorId: string;
beforeAll(async () => {
  server = await startTestServer();
  ({ north, northChild, south, operatorId } = await makeTree(server));
});
afterAll(() => server.stop());

const RATE =
  'mutation ($input: TaxRateInput!) { createTaxRate(input: $input) { id name percent partner { id } } }';
const FIELDS =
  'id partner { id } kind name price currency taxIncluded setupFee archived editable serviceCount taxRate { id percent } partners { id }';
const CREATE = `mutation ($input: TariffInput!) { createTariff(input: $input) { ${FIELDS} } }`;
const UPDATE = `mutation ($id: ID!, $input: TariffInput!) { updateTariff(id: $id, input: $input) { ${FIELDS} } }`;
const ARCHIVE =
  'mutation ($id: ID!, $archived: Boolean) { archiveTariff(id: $id, archived: $archived) { archived } }';
const TARIFF = `query ($id: ID!) { tariff(id: $id) { ${FIELDS} } }`;
const input = (more: object = {}) => ({
  kind: 'INTERNET',
  name: 'Fibre 100',
  price: '29.9',
  partnerIds: [north.id],
  ...more,
});

describe('tax rates', () => {
  it('are usable below their partner, whose place above is not shown', async () => {
    const { createTaxRate } = await server.must(RATE, { input: { name: 'VAT', percent: '21.5' } });
    expect(createTaxRate).toMatchObject({
      name: 'VAT',
      percent: '21.5',
      partner: { id: operatorId },
    });
    const { taxRates } = await server.must(
      '{ taxRates { name partner { id } } }',
      {},
      northChild.token,
    );
    expect(taxRates).toEqual([{ name: 'VAT', partner: { id: northChild.id } }]);
  });
  it('are not seen by siblings', async () => {
    await server.must(RATE, { input: { name: 'North only', percent: '5' } }, north.token);
    const names = async (token: string) =>
      (await server.must('{ taxRates { name } }', {}, token)).taxRates.map(
        (rate: { name: string }) => rate.name,
      );
    expect(await names(south.token)).toEqual(['VAT']);
    expect(await names(northChild.token)).toEqual(['North only', 'VAT']);
  });
  it('are told for partners: those that all of them may use, own ones and those from above', async () => {
    const USABLE = 'query ($p: [ID!]) { taxRates(usableBy: $p) { name fromAbove } }';
    const usable = async (partners: Tenant[], token?: string): Promise<string[]> =>
      (await server.must(USABLE, { p: partners.map(({ id }) => id) }, token)).taxRates.map(
        ({ name, fromAbove }: { name: string; fromAbove: boolean }) =>
          fromAbove ? `${name} from above` : name,
      );
    expect(await usable([])).toEqual(['North only', 'VAT']);
    expect(await usable([south])).toEqual(['VAT']);
    expect(await usable([northChild])).toEqual(['North only', 'VAT']);
    expect(await usable([northChild, south])).toEqual(['VAT']);
    expect(await usable([north], north.token)).toEqual(['North only', 'VAT from above']);
    expect((await server.refused(USABLE, { p: [south.id] }, north.token)).code).toBe('NOT_FOUND');
    expect((await server.refused(USABLE, { p: ['x'] })).fields).toHaveProperty('usableBy');
  });
  it('refuse by field, and partners outside the scope', async () => {
    for (const [more, field] of [
      [{ percent: '100.1' }, 'percent'],
      [{ percent: '-1' }, 'percent'],
      [{ percent: '1.23456' }, 'percent'],
      [{ name: '' }, 'name'],
      [{ name: 'VAT' }, 'name'],
      [{ partnerId: 'x' }, 'partnerId'],
    ] as const) {
      expect(
        (await server.refused(RATE, { input: { name: 'Rate', percent: '1', ...more } })).fields,
      ).toHaveProperty(field);
    }
    for (const partnerId of [south.id, operatorId, NOWHERE])
      expect(
        (
          await server.refused(
            RATE,
            { input: { partnerId, name: 'Rate', percent: '1' } },
            north.token,
          )
        ).code,
      ).toBe('NOT_FOUND');
  });
});

describe('the usual tax rate', () => {
  it('is the only one there is, or that of most tariffs offered; nobody else’s partner is told of', async () => {
    const of = async (partnerId: string, token?: string): Promise<string | null> =>
      (
        await server.must(
          'query ($p: ID!) { usualTaxRate(partnerId: $p) { name } }',
          { p: partnerId },
          token,
        )
      ).usualTaxRate?.name ?? null;
    expect(await of(south.id, south.token)).toBe('VAT');
    expect(await of(north.id, north.token)).toBeNull();
    const { taxRates } = await server.must('{ taxRates { id name } }', {}, north.token);
    const own = taxRates.find(({ name }: { name: string }) => name === 'North only').id;
    for (const name of ['Usual', 'Also usual'])
      await server.must(CREATE, { input: input({ name, taxRateId: own }) }, north.token);
    await server.must(
      CREATE,
      { input: input({ taxRateId: taxRates.find(({ id }: { id: string }) => id !== own).id }) },
      north.token,
    );
    expect(await of(north.id)).toBe('North only');
    expect(
      (
        await server.refused(
          'query ($p: ID!) { usualTaxRate(partnerId: $p) { name } }',
          { p: south.id },
          north.token,
        )
      ).code,
    ).toBe('NOT_FOUND');
  });
});

describe('tariffs', () => {
  it('belong to their maker and are seen by those who offer them', async () => {
    const { createTariff } = await server.must(CREATE, {
      input: input({ setupFee: '10', taxIncluded: true }),
    });
    expect(createTariff).toMatchObject({
      kind: 'INTERNET',
      price: '29.90',
      currency: 'EUR',
      setupFee: '10.00',
      taxIncluded: true,
      archived: false,
      editable: true,
      partner: { id: operatorId },
      serviceCount: 0,
      taxRate: null,
      partners: [{ id: north.id }],
    });
    expect((await server.must(TARIFF, { id: createTariff.id }, north.token)).tariff).toMatchObject({
      id: createTariff.id,
      editable: false,
      partner: null,
    });
    for (const token of [northChild.token, south.token])
      expect((await server.refused(TARIFF, { id: createTariff.id }, token)).code).toBe('NOT_FOUND');
    expect((await server.refused(TARIFF, { id: 'x' })).code).toBe('NOT_FOUND');
  });
  it('show everybody only the sellers it may see', async () => {
    const id = await makeTariff(server, [north.id, northChild.id, south.id]);
    const partners = (await server.must(TARIFF, { id }, north.token)).tariff.partners;
    expect(partners).toEqual([{ id: north.id }, { id: northChild.id }]);
  });
  it('refuse by field', async () => {
    const yen = await makeTenant(server, 'Yen', { currency: 'JPY' });
    const { createTaxRate } = await server.must(RATE, {
      input: { partnerId: south.id, name: 'South VAT', percent: '3' },
    });
    const wrong: [object, string][] = [
      [{ name: '' }, 'name'],
      [{ price: '1.23456' }, 'price'],
      [{ price: '-1' }, 'price'],
      [{ setupFee: '-0.01' }, 'setupFee'],
      [{ currency: 'XX' }, 'currency'],
      [{ partnerIds: [] }, 'partnerIds'],
      [{ partnerIds: ['x'] }, 'partnerIds'],
      [{ partnerIds: [north.id, yen.id] }, 'partnerIds'],
      [{ currency: 'USD' }, 'partnerIds'],
      [{ taxRateId: 'x' }, 'taxRateId'],
      [{ taxRateId: createTaxRate.id }, 'taxRateId'],
      [{ kind: 'GAS' }, 'kind'],
    ];
    for (const [more, field] of wrong)
      expect((await server.refused(CREATE, { input: input(more) })).fields).toHaveProperty(field);
  });
  it('refuse partners and tax rates outside the scope', async () => {
    const { createTaxRate } = await server.must(RATE, {
      input: { partnerId: south.id, name: 'South VAT 2', percent: '3' },
    });
    for (const more of [
      { partnerIds: [south.id] },
      { partnerIds: [north.id, operatorId] },
      { partnerIds: [NOWHERE] },
      { taxRateId: createTaxRate.id },
      { taxRateId: NOWHERE },
    ]) {
      expect((await server.refused(CREATE, { input: input(more) }, north.token)).code).toBe(
        'NOT_FOUND',
      );
    }
    const engineer = await makeUser(server, north.id, 'ENGINEER');
    expect((await server.refused(CREATE, { input: input() }, engineer.token)).code).toBe(
      'FORBIDDEN',
    );
  });
  it('are changed by their owner and those above, not by those who offer them', async () => {
    const { createTariff } = await server.must(
      CREATE,
      { input: input({ name: 'North own', partnerIds: [north.id, northChild.id] }) },
      north.token,
    );
    const change = {
      id: createTariff.id,
      input: input({ name: 'North new', price: '5.1234', partnerIds: [northChild.id] }),
    };
    expect((await server.refused(UPDATE, change, northChild.token)).code).toBe('FORBIDDEN');
    expect((await server.refused(ARCHIVE, { id: createTariff.id }, northChild.token)).code).toBe(
      'FORBIDDEN',
    );
    expect((await server.refused(UPDATE, change, south.token)).code).toBe('NOT_FOUND');
    expect((await server.refused(ARCHIVE, { id: createTariff.id }, south.token)).code).toBe(
      'NOT_FOUND',
    );
    expect((await server.refused(ARCHIVE, { id: 'x' })).fields).toHaveProperty('id');
    expect((await server.refused(UPDATE, { ...change, id: 'x' })).fields).toHaveProperty('id');
    expect((await server.must(UPDATE, change, north.token)).updateTariff).toMatchObject({
      name: 'North new',
      price: '5.1234',
      partners: [{ id: northChild.id }],
    });
    expect((await server.must(UPDATE, change)).updateTariff.editable).toBe(true);
  });
  it('stay with partners whose customers have them, in their currency', async () => {
    const id = await makeTariff(server, [north.id, south.id]);
    const customer = await makeCustomer(server, north.id);
    await server.must(
      'mutation ($c: ID!, $t: ID!) { createService(input: { customerId: $c, tariffId: $t, startDate: "2026-04-01" }) { id } }',
      { c: customer.id, t: id },
    );
    expect(
      await server.refused(UPDATE, { id, input: input({ partnerIds: [south.id] }) }),
    ).toMatchObject({ code: 'CONFLICT', reason: 'TARIFF_IN_USE' });
    const USING = 'query ($id: ID!) { tariff(id: $id) { partnersUsing { id } } }';
    const using = async (token?: string) =>
      (await server.must(USING, { id }, token)).tariff.partnersUsing;
    expect(await using()).toEqual([{ id: north.id }]);
    expect(await using(north.token)).toEqual([{ id: north.id }]);
    expect(await using(south.token)).toEqual([]);
    expect(
      (await server.must(UPDATE, { id, input: input({ price: '50' }) })).updateTariff,
    ).toMatchObject({ price: '50.00', serviceCount: 1, partners: [{ id: north.id }] });
  });
  it('are charged once or again and again for as long as services use them', async () => {
    const customer = await makeCustomer(server, north.id);
    const used = async (kind: string): Promise<string> => {
      const id = await makeTariff(server, [north.id], { kind });
      await server.must(
        'mutation ($c: ID!, $t: ID!) { createService(input: { customerId: $c, tariffId: $t, startDate: "2026-04-01" }) { id } }',
        { c: customer.id, t: id },
      );
      return id;
    };
    const monthly = await used('INTERNET');
    const once = await used('ONE_TIME');
    for (const [id, kind] of [
      [monthly, 'ONE_TIME'],
      [once, 'RECURRING'],
    ])
      expect(await server.refused(UPDATE, { id, input: input({ kind }) })).toMatchObject({
        code: 'CONFLICT',
        reason: 'KIND_IN_USE',
        message: expect.stringMatching(/make another tariff and move the services to it/i),
      });
    expect(
      (await server.must(UPDATE, { id: monthly, input: input({ kind: 'BUNDLE' }) })).updateTariff,
    ).toMatchObject({ kind: 'BUNDLE', serviceCount: 1 });
    expect(
      (await server.must(UPDATE, { id: once, input: input({ kind: 'ONE_TIME', price: '7' }) }))
        .updateTariff,
    ).toMatchObject({ kind: 'ONE_TIME', price: '7.00' });
    const unused = await makeTariff(server, [north.id]);
    expect(
      (await server.must(UPDATE, { id: unused, input: input({ kind: 'ONE_TIME' }) })).updateTariff,
    ).toMatchObject({ kind: 'ONE_TIME', serviceCount: 0 });
  });
  it('are archived and put back, listed by kind, partner and words', async () => {
    const id = await makeTariff(server, [south.id], { name: 'Voice flat', kind: 'VOICE' });
    const list = async (filter: object) =>
      (
        await server.must(
          'query ($filter: TariffFilter) { tariffs(filter: $filter) { totalCount nodes { id } } }',
          { filter },
        )
      ).tariffs.nodes.map((node: { id: string }) => node.id);
    expect(await list({ kind: 'VOICE' })).toEqual([id]);
    expect(await list({ search: 'VOICE', partnerId: south.id })).toEqual([id]);
    expect(await list({ search: 'voice', partnerId: north.id })).toEqual([]);
    expect((await server.must(ARCHIVE, { id })).archiveTariff.archived).toBe(true);
    expect(await list({ archived: true })).toEqual([id]);
    expect(await list({ archived: false, kind: 'VOICE' })).toEqual([]);
    expect((await server.must(ARCHIVE, { id, archived: false })).archiveTariff.archived).toBe(
      false,
    );
  });
});
