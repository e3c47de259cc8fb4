import 'reflect-metadata';
import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { missingOf, resolveCompany } from '../../server/src/modules/company/company.values.ts';

const partner = { name: 'Kuwait Net', accentColor: null, supportEmail: null, supportPhone: null };
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
    expect(resolveCompany(partner, [OPERATOR, { phone: '+965 1' }])).toEqual({
      ...OPERATOR,
      phone: '+965 1',
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

  it('is handed down by the nearest with a name', () => {
    const chain = [OPERATOR, { name: 'Kuwait Net W.L.L.', taxNumber: 'KW1' }, { street: '1 Gulf' }];
    expect(resolveCompany(partner, chain)).toEqual({
      name: 'Kuwait Net W.L.L.',
      taxNumber: 'KW1',
      street: '1 Gulf',
      website: OPERATOR.website,
      colour: OPERATOR.colour,
    });
    expect(missingOf(chain)).toEqual(['address']);
  });
});
