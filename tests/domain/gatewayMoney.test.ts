import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askAt } from '../../server/domain/settlement/askAgain.ts';
import { passedOnFee } from '../../server/domain/settlement/passedOnFee.ts';
import {
  heardAmount,
  heardDecimal,
  saidAmount,
  saidFee,
} from '../../server/domain/settlement/providerAmount.ts';

describe('an amount in a provider’s digits', () => {
  it.each([
    ['STRIPE', 'EUR', 4990n, 4990n, 2],
    ['STRIPE', 'JPY', 500n, 500n, 0],
    ['STRIPE', 'KWD', 5120n, 5120n, 3],
    ['STRIPE', 'ISK', 700n, 70_000n, 2],
    ['STRIPE', 'MGA', 1500n, 15n, 0],
    ['STRIPE', 'HUF', 123_45n, 123_45n, 2],
    ['PAYPAL', 'EUR', 4990n, 4990n, 2],
    ['PAYPAL', 'JPY', 500n, 500n, 0],
    ['PAYPAL', 'HUF', 120_000n, 1200n, 0],
    ['SANDBOX', 'KWD', 5123n, 5123n, 3],
  ] as const)('at %s of %s, %s is %s with %s digits', (kind, currency, minor, units, digits) => {
    expect(saidAmount(kind, currency, minor)).toEqual({ units, digits });
    expect(heardAmount(kind, currency, units)).toBe(minor);
  });

  it.each([
    [
      'STRIPE',
      'KWD',
      5123n,
      'Stripe takes only amounts whose last digit is 0 of KWD, such as 5.120.',
    ],
    ['STRIPE', 'MGA', 1550n, 'Stripe takes only whole amounts of MGA, such as 15.00.'],
    ['PAYPAL', 'HUF', 120_050n, 'PayPal takes only whole amounts of HUF, such as 1200.00.'],
    ['STRIPE', 'EUR', 100_000_000n, 'Stripe takes at most 999999.99 EUR at once.'],
    ['STRIPE', 'JPY', 100_000_000n, 'Stripe takes at most 99999999 JPY at once.'],
    ['PAYPAL', 'KWD', 5120n, 'PayPal does not take KWD.'],
  ] as const)('at %s of %s, %s cannot be said', (kind, currency, minor, problem) => {
    expect(saidAmount(kind, currency, minor)).toEqual({ problem });
  });

  it('is the same again when it comes back', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('SANDBOX', 'STRIPE', 'PAYPAL' as const),
        fc.constantFrom('EUR', 'JPY', 'KWD', 'HUF', 'ISK', 'MGA', 'TWD', 'ZAR'),
        fc.bigInt(1n, 10n ** 12n),
        (kind, currency, minor) => {
          const said = saidAmount(kind as 'STRIPE', currency, minor);
          if (said.problem !== undefined) return;
          expect(heardAmount(kind as 'STRIPE', currency, said.units)).toBe(minor);
        },
      ),
    );
  });

  it('is read from decimals, whatever zeros stand at the end', () => {
    expect(heardDecimal('EUR', '49.90')).toBe(4990n);
    expect(heardDecimal('JPY', '500.00')).toBe(500n);
    expect(heardDecimal('EUR', '1')).toBe(100n);
    for (const none of ['1.234', '', 'x', '1e3']) expect(heardDecimal('EUR', none)).toBeNull();
    expect([heardDecimal('XX', '1'), heardAmount('STRIPE', 'XX', 1n)]).toEqual([null, null]);
  });
});

describe('a fee that is passed on', () => {
  const rates = { feePercent: '2.9', feeFixedMinor: 30n };
  const of = (country: string | null, issuerCountry: string | null = null, vatId = '') =>
    passedOnFee(4990n, rates, { country, issuerCountry, vatId });
  it('of 49.90 at 2.9 % and 0.30 is 1.75, so that 51.65 is charged', () => {
    expect(of('ZA')).toBe(175n);
  });
  it('is never taken of consumers in the European Economic Area', () => {
    for (const country of ['DE', 'Österreich', 'Norway', 'Noruega', 'norvege', 'is', 'LI'])
      expect(of(country), country).toBe(0n);
    expect(of('DE', null, ' ')).toBe(0n);
    expect(of('DE', null, 'DE136695976')).toBe(175n);
    for (const country of ['CH', 'United Kingdom']) expect(of(country)).toBe(175n);
  });
  it('is that of the partner’s country for whoever says none of its own', () => {
    for (const none of [null, '', ' ']) {
      expect(of(none, 'Germany')).toBe(0n);
      expect(of(none, 'ZA')).toBe(175n);
    }
    expect(of('ZA', 'DE')).toBe(175n);
    expect(of('DE', 'ZA')).toBe(0n);
    expect(of(null, 'DE', 'DE136695976')).toBe(175n);
  });
  it('is none of whoever may be such a consumer, since nobody says where it lives', () => {
    for (const none of [null, '', ' ']) expect(of(none, none)).toBe(0n);
    expect(of(null, null, 'DE136695976')).toBe(175n);
  });
  it('is none at 0, rounds half up, and grows with the amount', () => {
    const payer = { country: 'ZA', issuerCountry: null, vatId: null };
    expect(passedOnFee(4990n, { feePercent: '0', feeFixedMinor: 0n }, payer)).toBe(0n);
    expect(passedOnFee(50n, { feePercent: '1', feeFixedMinor: 0n }, payer)).toBe(1n);
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), fc.bigInt(0n, 10n ** 9n), (amount, more) => {
        expect(passedOnFee(amount + more, rates, payer)).toBeGreaterThanOrEqual(
          passedOnFee(amount, rates, payer),
        );
      }),
    );
  });
});

it('what was not heard of is asked after at 10 minutes, 1 hour, then daily for 7 days', () => {
  const sent = new Date('2026-05-04T10:00:00Z');
  const all = Array.from({ length: 10 }, (_, n) => askAt(sent, n)?.toISOString() ?? null);
  expect(all).toEqual([
    '2026-05-04T10:10:00.000Z',
    '2026-05-04T11:00:00.000Z',
    ...[5, 6, 7, 8, 9, 10, 11].map(
      (day) => `2026-05-${String(day).padStart(2, '0')}T10:00:00.000Z`,
    ),
    null,
  ]);
});

it.each([
  ['STRIPE', 'KWD', 245n, 250n],
  ['STRIPE', 'KWD', 244n, 240n],
  ['STRIPE', 'EUR', 175n, 175n],
  ['PAYPAL', 'HUF', 150n, 200n],
  ['SANDBOX', 'KWD', 245n, 245n],
] as const)('a fee at %s in %s of %s is rounded to %s', (kind, currency, fee, said) => {
  expect(saidFee(kind, currency, fee)).toBe(said);
});
