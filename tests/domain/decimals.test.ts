import {
  addDecimals,
  compareDecimals,
  decimalsOf,
  roundDecimal,
  subtractDecimals,
} from '@backhaul/domain/money/decimals';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimate, type LineDraft } from '../../admin-ui/src/invoices/estimate.ts';

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 6 }))
  .map(([units, digits]) => {
    const text = (units < 0n ? -units : units).toString().padStart(digits + 1, '0');
    const sign = units < 0n ? '-' : '';
    return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
  });

describe('decimals as the API writes them', () => {
  it('are added and taken away exactly, with the digits of the finest', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const sum = addDecimals([a, b]);
        expect(decimalsOf(sum)).toBe(Math.max(decimalsOf(a), decimalsOf(b)));
        expect(compareDecimals(subtractDecimals(sum, b), a)).toBe(0);
      }),
    );
    expect(addDecimals(['0.1', '0.20'])).toBe('0.30');
    expect(subtractDecimals('1', '0.001')).toBe('0.999');
  });

  it('are rounded half away from zero', () => {
    expect(roundDecimal('2.345', 2)).toBe('2.35');
    expect(roundDecimal('-2.345', 2)).toBe('-2.35');
    expect(roundDecimal('7', 2)).toBe('7.00');
  });

  it('count as nothing where they are none: a field that is still empty', () => {
    expect(addDecimals(['', '5.00'])).toBe('5.00');
    expect(compareDecimals('', '0')).toBe(0);
  });
});

it('an estimate is what the lines come to, as typed', () => {
  const line: LineDraft = {
    key: '1',
    description: '',
    quantity: '',
    unitPrice: '1 000,00',
    taxRateId: 'vat',
    taxIncluded: false,
    discountKind: 'PERCENT',
    discountValue: '10',
  };
  const of = (lines: LineDraft[]) => estimate(lines, [{ id: 'vat', percent: '15.0000' }], 'ZAR');
  expect(of([line])).toEqual({ net: '900.00', tax: '135.00', total: '1035.00' });
  expect(of([{ ...line, taxIncluded: true, discountValue: '' }])).toEqual({
    net: '869.57',
    tax: '130.43',
    total: '1000.00',
  });
  expect(of([{ ...line, discountKind: 'FIXED', discountValue: '1200' }])).toEqual({
    net: '0.00',
    tax: '0.00',
    total: '0.00',
  });
  expect(of([{ ...line, unitPrice: 'abc' }]).total).toBe('0.00');
});
