import { expect, it } from 'vitest';
import { cleanDecimal } from '../../admin-ui/src/kit/decimal.ts';

it('an amount may be typed or pasted as people write it, unless it could mean two things', () => {
  for (const [typed, meant] of [
    ['12,5', '12.5'],
    ['\u2212 7', '\u2212 7'],
    ['\u22127,25', '-7.25'],
    ['1.234,50', '1234.50'],
    ['1,234.50', '1234.50'],
    ['1.234.567,8', '1234567.8'],
    ['1 234,50', '1234.50'],
    ['1\u00a0234\u00a0567', '1234567'],
    ['1\u2019234.50', '1234.50'],
    ['-1,234.5', '-1234.5'],
    ['1.234', '1.234'],
    ['1,234', '1.234'],
    ['12.34,5', '12.34,5'],
    ['1,23,4.5', '1,23,4.5'],
    ['1.5,2', '1.5,2'],
    ['abc', 'abc'],
  ] as const)
    expect(cleanDecimal(typed), typed).toBe(meant);
});
