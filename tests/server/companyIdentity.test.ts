import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { makeTenant } from '../support/tenants.ts';
import {
  ACCENT_COLOR,
  missingOf,
  resolveCompany,
} from '../../server/src/modules/company/company.values.ts';

const partner = { name: 'Kuwait Net', supportEmail: null, supportPhone: null };
const OPERATOR = {
  name: 'Hafen Netz GmbH',
  street: '12 Hafenstraße',
  zip: '20095',
  city: 'Hamburg',
  country: 'Germany',
  taxNumber: 'DE123456789',
  bankName: 'Nordbank',
  iban: 'DE02120300000000202051',
  bic: 'BYLADEM1001',
  website: 'https://hafen.example',
  colour: '#112233',
};

describe('who a partner is on its documents', () => {
  it('is the partner above, whole, as long as it sets no name of its own', () => {
    const { website: _website, colour: _colour, ...identity } = OPERATOR;
    expect(resolveCompany(partner, [OPERATOR, {}])).toEqual(OPERATOR);
    expect(resolveCompany(partner, [OPERATOR, { phone: '+965 1' }])).toEqual({
      ...identity,
      phone: '+965 1',
      colour: ACCENT_COLOR,
    });
    expect(missingOf([OPERATOR, {}])).toEqual([]);
  });

  it('is itself with a name of its own: nobody else’s address, tax number or bank account, but the look it has from above', () => {
    expect(resolveCompany(partner, [OPERATOR, { name: 'Kuwait Net W.L.L.' }])).toEqual({
      name: 'Kuwait Net W.L.L.',
      website: OPERATOR.website,
      colour: OPERATOR.colour,
    });
    expect(missingOf([OPERATOR, { name: 'Kuwait Net W.L.L.' }])).toEqual(['address', 'tax number']);
  });

  it('is handed down whole by the nearest with a name: what somebody without one says of itself is nobody’s', () => {
    const chain = [OPERATOR, { name: 'Kuwait Net W.L.L.', taxNumber: 'KW1' }, { street: '1 Gulf' }];
    expect(resolveCompany(partner, chain)).toEqual({
      name: 'Kuwait Net W.L.L.',
      taxNumber: 'KW1',
      website: OPERATOR.website,
      colour: OPERATOR.colour,
    });
    expect(missingOf(chain)).toEqual(['address']);
  });
});

describe('how a partner looks and is reached', () => {
  it('is its own, whole, or that of the nearest above who says any of it', () => {
    const above = { ...OPERATOR, logoFileId: 'picture', email: 'help@hafen.example' };
    const chain = [above, { colour: '#445566', email: 'help@kuwait.example' }, {}];
    expect(resolveCompany(partner, chain)).toMatchObject({
      iban: OPERATOR.iban,
      colour: '#445566',
      email: 'help@kuwait.example',
    });
    for (const key of ['website', 'logoFileId'])
      expect(resolveCompany(partner, chain)).not.toHaveProperty(key);
    expect(resolveCompany(partner, [...chain, { invoiceFooter: 'Thanks' }])).toMatchObject({
      invoiceFooter: 'Thanks',
      colour: ACCENT_COLOR,
    });
  });
});

describe('an identity that is changed', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(async () => {
    await server.stop();
  });

  it('needs a name, keeps it as long as there is anything else, and leaves the look to itself', async () => {
    const { id, token } = await makeTenant(server, 'Kuwait Net');
    const change = (input: object) =>
      server.ask<{ updateCompanyDetails: { name: string } }>(
        'mutation ($p: ID!, $i: CompanyDetailsInput!) { updateCompanyDetails(partnerId: $p, input: $i) { name iban } }',
        { p: id, i: input },
        token,
      );
    const fieldsOf = async (input: object) =>
      Object.keys((await change(input)).errors?.[0].extensions.fields ?? {});
    expect(await fieldsOf({ iban: 'DE02120300000000202051' })).toEqual(['name']);
    expect((await change({ website: 'https://kuwait.example' })).errors).toBeUndefined();
    const whole = await change({ name: 'Kuwait Net W.L.L.', iban: 'DE02120300000000202051' });
    expect(whole.data.updateCompanyDetails).toEqual({
      name: 'Kuwait Net W.L.L.',
      iban: 'DE02120300000000202051',
    });
    expect(await fieldsOf({ name: null })).toEqual(['name']);
    expect((await change({ name: null, iban: null })).errors).toBeUndefined();
  });
});
