import { describe, expect, it } from 'vitest';
import { isReverseCharge, reverseCharged } from '@backhaul/domain/money/reverseCharge';
import { overTime } from '@backhaul/domain/money/taxRate';
import { euCountry } from '@backhaul/domain/text/euCountries';
import {
  plainVatId,
  VAT_ID_EXAMPLES,
  vatIdCountry,
  vatIdProblem,
} from '@backhaul/domain/text/vatId';

describe('a VAT number', () => {
  // of public companies and offices, as they print them
  it.each([
    'DE136695976',
    'ATU13585627',
    'BE0428759497',
    'DK13585628',
    'EE100931558',
    'EL094259216',
    'FI20774740',
    'FR40303265045',
    'HR33392005961',
    'HU12892312',
    'IT00743110157',
    'LU15027442',
    'MT11679112',
    'PL8567346215',
    'PT501964843',
    'SE123456789701',
    'SI50223054',
    'SK2022749619',
    'NL004495445B01',
    'IE6433435F',
    'ESX2482300W',
    'CY10259033P',
    'CZ25123891',
    'LV40003521600',
    'RO18547290',
    'LT119511515',
    'BG175074752',
  ])(
    '%s is one, and none with another last digit where its country says how they are checked',
    (vatId) => {
      expect(vatIdProblem(vatId)).toBeNull();
      expect(euCountry(vatIdCountry(vatId))).toBe(vatIdCountry(vatId));
      if (/\d$/.test(vatId) && !/^(NL|CZ|LV|RO|LT|BG|SE)/.test(vatId)) {
        const other = `${vatId.slice(0, -1)}${(Number(vatId.at(-1)) + 1) % 10}`;
        expect(vatIdProblem(other)).toBe('has a wrong check digit; look for a typing error');
      }
    },
  );

  it.each([
    'DE12345678',
    'DE1366959761',
    'ATX13585627',
    'FR4030326504',
    'NL004495445',
    '136695976',
    'D',
    '',
  ])('%s is none', (vatId) => {
    expect(vatIdProblem(vatId)).not.toBeNull();
  });

  it('of another form is told with an example of the right one', () => {
    expect(vatIdProblem('ATX13585627')).toBe(
      'must have the letters and digits of one of its country, such as ATU12345678',
    );
    for (const [country, example] of Object.entries(VAT_ID_EXAMPLES)) {
      expect(example.slice(0, 2)).toBe(country);
      expect(vatIdProblem(example) ?? '', example).not.toContain('such as');
    }
    expect(Object.keys(VAT_ID_EXAMPLES)).toHaveLength(27);
  });

  it('is written with blanks and points too, and may be of a country elsewhere', () => {
    expect(plainVatId('de 136.695-976')).toBe('DE136695976');
    expect(vatIdProblem('be 0428.759.497')).toBeNull();
    expect(vatIdProblem('CHE123456788MWST')).toBeNull();
    expect(vatIdCountry('CHE123456788MWST')).toBeNull();
    expect(vatIdCountry('EL094259216')).toBe('GR');
  });
});

describe('reverse charge', () => {
  const company = { kind: 'COMPANY', vatId: 'ATU13585627', country: 'Austria' } as const;

  it('is for companies with a VAT number of another member of the Union', () => {
    expect(isReverseCharge(company, 'DE')).toBe(true);
    expect(isReverseCharge(company, 'Deutschland')).toBe(true);
    expect(isReverseCharge({ ...company, country: null }, 'Germany')).toBe(true);
    expect(isReverseCharge({ ...company, country: 'Österreich' }, 'Allemagne')).toBe(true);
  });

  it.each([
    ['people', { ...company, kind: 'PERSON' as const }, 'DE'],
    ['who has no number', { ...company, vatId: null }, 'DE'],
    ['the issuer’s own country', company, 'AT'],
    ['who is at home where the issuer is', { ...company, country: 'Germany' }, 'DE'],
    ['who is at home outside the Union', { ...company, country: 'Switzerland' }, 'DE'],
    ['a number from outside the Union', { ...company, vatId: 'CHE123456788', country: 'FR' }, 'DE'],
    ['an issuer outside the Union', company, 'South Africa'],
    ['an issuer that does not say where it is', company, null],
  ])('is not for %s', (_whom, customer, issuer) => {
    expect(isReverseCharge(customer, issuer)).toBe(false);
  });

  it('takes nothing on any day, and leaves what is exempt as it is', () => {
    const exempt = { taxPercent: '0', taxTerms: { category: 'E', reason: 'Lessons' } } as const;
    expect(reverseCharged({ taxPercent: '19' })).toEqual({
      taxPercent: '0',
      taxTerms: { category: 'AE' },
    });
    expect(reverseCharged(exempt)).toEqual(exempt);
    const changing = overTime([
      { from: null, ...exempt },
      { from: '2026-05-01', taxPercent: '20' },
    ]);
    expect(reverseCharged(changing)).toEqual({
      taxPercent: '0',
      taxTerms: { category: 'AE' },
      taxVersions: [
        { from: null, ...exempt },
        { from: '2026-05-01', taxPercent: '0', taxTerms: { category: 'AE' } },
      ],
    });
  });
});
