import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readDecimal, signShown, weighSign } from '@backhaul/domain/imports/amounts';
import { orderShown, readDay, weighOrder } from '@backhaul/domain/imports/days';
import { delimiterOf } from '@backhaul/domain/imports/delimiter';
import { mapRow, noFacts } from '@backhaul/domain/imports/mapping';

const cents = fc.integer({ min: -(10 ** 12), max: 10 ** 12 });
function written(value: number, [group, point]: string): string {
  const digits = Math.abs(value).toString().padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, group);
  return `${value < 0 ? '-' : ''}${whole}${point}${digits.slice(-2)}`;
}
const plain = (value: number) => written(value, '\u0000.').replaceAll('\u0000', '');

it('amounts with two decimals tell their sign, and read back to the digit', () => {
  fc.assert(
    fc.property(fc.array(cents, { minLength: 1 }), fc.constantFrom(',.', '.,'), (values, style) => {
      const evidence = { dot: 0, comma: 0, either: 0 };
      for (const value of values) weighSign(evidence, written(value, style));
      const sign = signShown(evidence)!;
      expect(sign).toBe(style === ',.' ? 'DOT' : 'COMMA');
      for (const value of values)
        expect(readDecimal(written(value, style), sign)).toBe(plain(value));
    }),
  );
});

it('no cell is read two ways without a question', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^-?\d{1,4}([.,]\d{1,4}){0,2}$/), (text) => {
      const evidence = { dot: 0, comma: 0, either: 0 };
      weighSign(evidence, text);
      const [dot, comma] = [readDecimal(text, 'DOT'), readDecimal(text, 'COMMA')];
      if (dot !== null && comma !== null && dot !== comma && !/^-?0/.test(text))
        expect(signShown(evidence)).toBeNull();
    }),
  );
});

it('dates in either order read back, and are asked for where both orders are dates', () => {
  const date = fc.record({
    y: fc.integer({ min: 1900, max: 2100 }),
    m: fc.integer({ min: 1, max: 12 }),
    d: fc.integer({ min: 1, max: 28 }),
  });
  fc.assert(
    fc.property(date, fc.constantFrom('DMY' as const, 'MDY' as const), ({ y, m, d }, order) => {
      const text = order === 'DMY' ? `${d}/${m}/${y}` : `${m}/${d}/${y}`;
      const two = (n: number) => String(n).padStart(2, '0');
      expect(readDay(text, order)).toBe(`${y}-${two(m)}-${two(d)}`);
      const evidence = { dmy: 0, mdy: 0, ymd: 0, either: 0 };
      weighOrder(evidence, text);
      const expected = d > 12 ? order : d === m ? 'YMD' : null;
      expect(orderShown(evidence)).toBe(expected);
    }),
  );
});

it('a table of one delimiter is read by it, whatever its cells hold in quotes', () => {
  const cell = fc.string({ maxLength: 8 }).map((text) => `"${text.replaceAll('"', '""')}"`);
  const table = fc
    .integer({ min: 2, max: 6 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 }),
    );
  fc.assert(
    fc.property(table, fc.constantFrom(',', ';', '\t', '|'), (rows, delimiter) => {
      expect(delimiterOf(rows.map((row) => row.join(delimiter)).join('\n'))).toBe(delimiter);
    }),
  );
});

it('a row is read whatever its cells hold', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (cells) => {
      const columns = ['name', 'balance', 'created', 'status', 'cf:x'].map((target, index) => ({
        index,
        facts: noFacts(''),
        choice: { target },
      }));
      const { values, faults } = mapRow({ kind: 'CUSTOMER', columns, constants: {} }, cells);
      expect(values.size).toBe(5);
      expect(faults.every(({ index }) => index < 5)).toBe(true);
    }),
  );
});
