import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  collectionRate,
  delayOf,
  forecast,
  likely,
  median,
  mondayOf,
  WEEKS,
} from '@backhaul/domain/figures/cashForecast';
import { percentOf } from '@backhaul/domain/figures/percent';
import { addDays } from '@backhaul/domain/time/calendar';
import { formatDecimal } from '@backhaul/domain/money/fraction';

describe('the cash forecast', () => {
  it('is the worked one: 200.00 due on 20 May is expected a day later, 192.00 of it likely', () => {
    const delay = delayOf([-2, 0, 1, 3, 12], []);
    expect(delay).toBe(1);
    const on = addDays('2026-05-20', delay);
    expect(on).toBe('2026-05-21');
    const { weeks, late, later } = forecast('2026-05-15', [{ on, amount: 20_000n, n: 1 }]);
    expect(weeks).toHaveLength(WEEKS);
    expect(weeks[0].from).toBe('2026-05-11');
    expect(weeks.filter(({ n }) => n)).toEqual([{ from: '2026-05-18', amount: 20_000n, n: 1 }]);
    expect([late.n, later.n]).toEqual([0, 0]);
    const rate = collectionRate({ paid: 960_000n, invoiced: 1_000_000n });
    expect(percentOf(rate)).toBe('96.0');
    expect(likely(20_000n, rate)).toBe(19_200n);
  });

  it.each([
    [[], [], 0],
    [[4, 9], [], 0],
    [[4, 9], [7], 7],
    [[4, 9], [1, 2], 2],
    [[1, 2, 3, 4], [99], 3],
    [[-1, -2, -3, -4], [], -3],
    [[5, 1, 3], [99], 3],
  ])('somebody who paid %j days late, at a partner of %j, pays after %i', (own, of, days) => {
    expect(delayOf(own, of)).toBe(days);
  });

  it('leaves out of all weeks what should have come already, and what comes after the last', () => {
    const today = '2026-05-15';
    const on = (day: string) => ({ on: day, amount: 1n, n: 1 });
    const { weeks, late, later } = forecast(today, [
      on('2026-05-14'),
      on(today),
      on('2026-08-09'),
      on('2026-08-10'),
    ]);
    expect([late.n, later.n]).toEqual([1, 1]);
    expect([weeks[0].n, weeks[12].n]).toEqual([1, 1]);
    expect(weeks[12].from).toBe('2026-08-03');
  });

  it('says nothing where nothing was invoiced', () => {
    expect(collectionRate({ paid: 0n, invoiced: 0n })).toBeNull();
    expect(likely(100n, null)).toBeNull();
  });

  it('loses nothing and adds nothing, whatever is expected when', () => {
    const day = fc.integer({ min: -400, max: 400 });
    const owed = fc.array(fc.tuple(day, fc.bigInt({ min: 0n, max: 10n ** 12n })), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(day, owed, (shift, all) => {
        const today = addDays('2026-05-15', shift);
        const { weeks, late, later } = forecast(
          today,
          all.map(([days, amount]) => ({ on: addDays(today, days), amount, n: 1 })),
        );
        const sums = [...weeks, late, later];
        const added = (amounts: bigint[]) => amounts.reduce((sum, each) => sum + each, 0n);
        expect(added(sums.map(({ amount }) => amount))).toBe(added(all.map(([, each]) => each)));
        expect(sums.reduce((sum, { n }) => sum + n, 0)).toBe(all.length);
        expect(mondayOf(weeks[0].from)).toBe(weeks[0].from);
      }),
    );
  });

  it('the median is the same in whatever order, and has as many on each side', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -60, max: 60 }), { minLength: 1 }), (values) => {
        const middle = Number(formatDecimal(median(values)!, 1));
        expect(Number(formatDecimal(median([...values].reverse())!, 1))).toBe(middle);
        const below = values.filter((value) => value < middle).length;
        const above = values.filter((value) => value > middle).length;
        expect(Math.max(below, above) * 2).toBeLessThanOrEqual(values.length);
      }),
    );
  });
});
