import { describe, expect, it } from 'vitest';
import { flagsFor } from '@backhaul/domain/charging/runComparison';

describe('a charge over many periods', () => {
  it.each([
    [3, 1, []],
    [4, 1, ['MANY_PERIODS']],
    [12, 12, []],
    [13, 12, ['MANY_PERIODS']],
    [23, 12, ['MANY_PERIODS']],
  ])('%i periods for one who pays %i at once', (periods, prepaidMonths, flags) => {
    expect(flagsFor({ total: 1n, periods, prepaidMonths }, null, false)).toEqual(flags);
  });
});
