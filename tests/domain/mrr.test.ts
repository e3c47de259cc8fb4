import { describe, expect, it } from 'vitest';
import { formatDecimal } from '@backhaul/domain/money/fraction';
import { monthlyRecurring } from '@backhaul/domain/charging/mrr';
import type { ServiceFacts } from '@backhaul/domain/charging/facts';
import { flagsFor } from '@backhaul/domain/charging/runComparison';
import { aService } from './build.ts';

describe('monthly recurring revenue', () => {
  const half = {
    kind: 'PERCENT' as const,
    value: '50',
    from: '2026-04-01',
    until: '2026-04-30',
    message: null,
  };

  it.each([
    ['price x quantity', { quantity: '3', unitPrice: '33.3333' }, '99.9999'],
    ['nothing before the start', { startDate: '2026-04-16' }, '0'],
    ['the last day counts', { endDate: '2026-04-15' }, '100'],
    ['nothing after the end', { endDate: '2026-04-14' }, '0'],
    [
      'nothing while paused',
      { status: 'PAUSED', pauses: [{ from: '2026-04-10', until: null }] },
      '0',
    ],
    ['full after the pause', { pauses: [{ from: '2026-04-10', until: '2026-04-15' }] }, '100'],
    ['less the discounts of the day', { discounts: [half] }, '50'],
    [
      'net of included tax',
      { unitPrice: '115', taxPercent: '15', taxIncluded: true, discounts: [half] },
      '50',
    ],
    ['net of added tax', { taxPercent: '15' }, '100'],
    ['nothing for what is sold once', { kind: 'ONE_TIME' }, '0'],
    ['nothing for archived services', { status: 'ARCHIVED' }, '0'],
  ] as [string, Partial<ServiceFacts>, string][])('%s', (_, over, expected) => {
    expect(formatDecimal(monthlyRecurring(aService(over), '2026-04-15'), 4)).toBe(expected);
  });
});

describe('flags of a run', () => {
  it.each([
    [['NEW'], 100n, null, true],
    [[], 100n, null, false],
    [[], 12000n, 10000n, true],
    [['CHANGED'], 12001n, 10000n, true],
    [['CHANGED'], 7999n, 10000n, true],
    [[], 200n, 100n, true],
    [['CHANGED'], 201n, 100n, true],
    [['CHANGED', 'ZERO'], 0n, 10000n, true],
  ] as [string[], bigint, bigint | null, boolean][])(
    '%j for %s after %s',
    (flags, total, previous, hasPrevious) => {
      expect(
        flagsFor({ total }, previous === null ? null : { total: previous }, hasPrevious),
      ).toEqual(flags);
    },
  );

  it('say when it is the first charge, and measure in the currency', () => {
    expect(flagsFor({ total: 1n, firstCharge: true }, null, true)).toEqual(['NEW', 'FIRST_CHARGE']);
    expect(flagsFor({ total: 1800n }, { total: 1000n }, true, 3)).toEqual([]);
    expect(flagsFor({ total: 3n }, { total: 1n }, true, 0)).toEqual(['CHANGED']);
  });
});
