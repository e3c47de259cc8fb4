import { sayAmount } from '@backhaul/domain/money/sayAmount';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  compare,
  div,
  formatDecimal,
  fraction,
  fromDecimal,
  fromInt,
  min,
  mul,
  neg,
  reduce,
  roundHalfAway,
  roundToMinor,
  sub,
} from '@backhaul/domain/money/fraction';
import { largestRemainder } from '@backhaul/domain/money/largestRemainder';
import { currencyDigits, formatMinor, isCurrency, parseMinor } from '@backhaul/domain/money/money';

describe('amounts', () => {
  it('have the minor digits of their currency', () => {
    expect(['JPY', 'EUR', 'KWD', 'ZAR', 'CLF'].map(currencyDigits)).toEqual([0, 2, 3, 2, 4]);
    expect(isCurrency('NOK')).toBe(true);
    expect(isCurrency('eur')).toBe(false);
    expect(() => currencyDigits('XXX')).toThrow(RangeError);
  });

  it('are read exactly', () => {
    expect(parseMinor('-12.30', 2)).toBe(-1230n);
    expect(parseMinor('8.125', 3)).toBe(8125n);
    expect(parseMinor('7', 2)).toBe(700n);
    expect(parseMinor('7', 0)).toBe(7n);
    expect(formatMinor(-5n, 2)).toBe('-0.05');
    expect(formatMinor(0n, 3)).toBe('0.000');
    expect(formatMinor(-7n, 0)).toBe('-7');
  });

  it.each([
    '',
    ' ',
    ' 1',
    '1 ',
    'NaN',
    'Infinity',
    '1e3',
    '1.234',
    '+1',
    '.5',
    '1.',
    '1,5',
    '0x10',
    '١',
  ])('refuses %j', (text) => {
    expect(() => parseMinor(text, 2)).toThrow(RangeError);
  });

  it('survive being written and read', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
        fc.integer({ min: 0, max: 4 }),
        (amount, digits) => {
          expect(parseMinor(formatMinor(amount, digits), digits)).toBe(amount);
        },
      ),
    );
  });
});

describe('fractions', () => {
  const anyFraction = fc
    .tuple(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), fc.bigInt({ min: 1n, max: 10n ** 6n }))
    .map(([n, d]) => fraction(n, d));

  it('round halves away from zero', () => {
    expect(
      ['0.5', '1.5', '2.5', '-0.5', '-2.5', '0.4999', '-1.4999'].map((t) =>
        roundHalfAway(fromDecimal(t)),
      ),
    ).toEqual([1n, 2n, 3n, -1n, -3n, 0n, -1n]);
    expect(roundToMinor(div(fromInt(1700), fromInt(31)), 2)).toBe(5484n);
  });

  it('are written without needless zeros', () => {
    expect(formatDecimal(fromDecimal('15.0000'), 4)).toBe('15');
    expect(formatDecimal(fromDecimal('-0.0500'), 4, 2)).toBe('-0.05');
    expect(formatDecimal(fromDecimal('1.5'), 4, 2)).toBe('1.50');
    expect(formatDecimal(fromDecimal('0.00001'), 4)).toBe('0');
    expect(formatDecimal(fromDecimal('-0.00001'), 4)).toBe('0');
    expect(formatDecimal(fromInt(-100), 0)).toBe('-100');
  });

  it.each(['', '1e5', 'NaN', '1.2.3', '--1', '1 '])('are not read from %j', (text) =>
    expect(() => fromDecimal(text)).toThrow(RangeError),
  );

  it('refuse a zero denominator and a half integer', () => {
    expect(() => fraction(1n, 0n)).toThrow(RangeError);
    expect(() => fromInt(0.5)).toThrow(RangeError);
    expect(reduce(fraction(6n, -4n))).toEqual({ n: -3n, d: 2n });
  });

  it('obey arithmetic', () => {
    fc.assert(
      fc.property(anyFraction, anyFraction, (a, b) => {
        expect(compare(sub(add(a, b), b), a)).toBe(0);
        expect(compare(add(a, neg(a)), fromInt(0))).toBe(0);
        if (b.n !== 0n) expect(compare(mul(div(a, b), b), a)).toBe(0);
        expect(compare(min(a, b), a)).not.toBe(1);
        expect(compare(reduce(a), a)).toBe(0);
      }),
    );
  });

  it('are never rounded by more than a half', () => {
    fc.assert(
      fc.property(anyFraction, (a) => {
        const off = sub(fraction(roundHalfAway(a)), a);
        expect(compare(off, fraction(1n, 2n))).not.toBe(1);
        expect(compare(off, fraction(-1n, 2n))).not.toBe(-1);
      }),
    );
  });

  it('are spread so that the parts add up, each within one unit of its exact share', () => {
    fc.assert(
      fc.property(fc.array(anyFraction, { minLength: 1, maxLength: 20 }), (shares) => {
        const total = roundHalfAway(shares.reduce(add, fromInt(0)));
        const parts = largestRemainder(total, shares);
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(total);
        parts.forEach((part, i) => {
          const off = sub(fraction(part), shares[i] ?? fromInt(0));
          expect(compare(off, fromInt(1))).toBe(-1);
          expect(compare(off, fromInt(-1))).toBe(1);
        });
      }),
    );
  });

  it('add up to any total, and cannot be spread over nothing', () => {
    fc.assert(
      fc.property(
        fc.array(anyFraction, { minLength: 1, maxLength: 9 }),
        fc.bigInt({ min: -(10n ** 6n), max: 10n ** 6n }),
        (shares, total) => {
          expect(largestRemainder(total, shares).reduce((sum, part) => sum + part, 0n)).toBe(total);
        },
      ),
    );
    expect(largestRemainder(0n, [])).toEqual([]);
    expect(() => largestRemainder(1n, [])).toThrow(RangeError);
  });
});

it.each([
  [125000n, 'EUR', '1,250.00 EUR'],
  [-5n, 'EUR', '−0.05 EUR'],
  [123456789012n, 'JPY', '123,456,789,012 JPY'],
  [1234567n, 'KWD', '1,234.567 KWD'],
  [99900n, 'EUR', '999.00 EUR'],
])('%s minor units of %s are said as %s', (minor, currency, said) => {
  expect(sayAmount(minor, currency)).toBe(said);
});
