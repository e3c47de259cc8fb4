import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays } from '@backhaul/domain/time/calendar';
import { keptPeriods } from '@backhaul/domain/time/keptPeriods';

it('a range of days is made of whole years and months, and single days at its ends', () => {
  const periods = keptPeriods({ from: '2026-10-30', before: '2028-02-02' });
  expect(periods.join(' ')).toBe('2026-10-30 2026-10-31 2026-11 2026-12 2027 2028-01 2028-02-01');
  expect(keptPeriods({ from: '2026-04-01', before: '2026-05-01' })).toEqual(['2026-04']);
  expect(keptPeriods({ from: null, before: null })).toEqual(['']);
});

it('each day of a range lies in exactly one of its periods, no other in any, and they are few', () => {
  const day = fc.integer({ min: -40_000, max: 63_000 }).map((n) => addDays('2026-01-01', n));
  const end = fc.option(day, { nil: null });
  fc.assert(
    fc.property(end, end, day, (from, before, one) => {
      const periods = keptPeriods({ from, before });
      const inside = (from === null || one >= from) && (before === null || one < before);
      expect(periods.filter((period) => one.startsWith(period))).toHaveLength(inside ? 1 : 0);
      expect(periods.length).toBeLessThan(130);
    }),
  );
});
