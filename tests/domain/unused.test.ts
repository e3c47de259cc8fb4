import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unusedOf, type DaysCharged } from '@backhaul/domain/charging/unused';
import { withTaxes } from '@backhaul/domain/charging/draftLine';
import { chargeService } from '@backhaul/domain/charging/pricing';
import { toDayNumber } from '@backhaul/domain/time/dayNumber';
import { addDays } from '@backhaul/domain/time/calendar';
import { aService } from './build.ts';

const line = (
  unitPrice: string,
  [periodFrom, periodTo]: [string, string],
  total: bigint,
  more: Partial<DaysCharged> = {},
): DaysCharged => ({
  kind: 'SERVICE',
  quantity: '1',
  unitPrice,
  periodFrom,
  periodTo,
  taxIncluded: false,
  net: total,
  total,
  givenBackFrom: null,
  ...more,
});
const frame = { billingDay: 1, digits: 2, pauses: [] };
const JUNE: [string, string] = ['2026-06-01', '2026-07-01'];

describe('what was charged and not used', () => {
  it('is price x days / days of the period: 100 for June, ends 10 Jun, 66.67', () =>
    expect(unusedOf([line('100', JUNE, 10_000n)], '2026-06-11', frame)).toEqual({
      from: '2026-06-11',
      to: '2026-07-01',
      total: 6_667n,
      tax: 0n,
    }));

  it('of a period with a price of its own is the share of its days: 30 for ten days, five are left', () => {
    const ten = line('30', ['2026-06-01', '2026-06-11'], 3_000n);
    expect(unusedOf([ten], '2026-06-06', { ...frame, billingDay: null })?.total).toBe(1_500n);
  });

  it.each([
    ['2026-04-01', '2026-05-01', '2026-04-16', 10_000n],
    ['2026-10-01', '2026-11-01', '2026-10-20', 7_742n],
  ])('of 200 for %s to %s from %s on it is %s', (from, to, day, total) =>
    expect(unusedOf([line('200', [from, to], 20_000n)], day, frame)?.total).toBe(total),
  );

  it('holds the tax of its days, and a discount in proportion', () => {
    const taxed = line('100', JUNE, 12_000n, { net: 10_000n });
    const off = line('-30.00', JUNE, -3_600n, { kind: 'DISCOUNT', net: -3_000n });
    expect(unusedOf([taxed, off], '2026-06-16', frame)).toMatchObject({ total: 4_200n, tax: 700n });
  });

  it('knows pauses that the charge left out, and none that came after it', () => {
    const pauses = [{ from: '2026-06-21', until: '2026-06-26' }];
    const left = line('30', JUNE, 2_500n);
    expect(unusedOf([left], '2026-06-11', { ...frame, pauses })?.total).toBe(1_500n);
    const whole = line('30', JUNE, 3_000n);
    expect(unusedOf([whole], '2026-06-11', { ...frame, pauses })?.total).toBe(2_000n);
  });

  it('is not given back twice, and nothing is given of days that were used', () => {
    const before = { givenBackFrom: '2026-06-16' };
    expect(unusedOf([line('30', JUNE, 3_000n, before)], '2026-06-11', frame)).toMatchObject({
      from: '2026-06-11',
      to: '2026-06-16',
      total: 500n,
    });
    expect(unusedOf([line('30', JUNE, 3_000n, before)], '2026-06-16', frame)).toBeNull();
    expect(unusedOf([line('30', JUNE, 3_000n)], '2026-07-01', frame)).toBeNull();
  });

  it('and what was used are together what was charged, give or take the rounding of each line', () => {
    const days = fc.integer({ min: 1, max: 100 });
    const charged = fc.record({
      start: fc.integer({ min: 0, max: 700 }),
      days,
      used: fc.nat(100),
      billingDay: fc.integer({ min: 1, max: 28 }),
      unitPrice: fc.integer({ min: 0, max: 9_999_999 }).map((n) => (n / 10_000).toFixed(4)),
      quantity: fc.constantFrom('1', '2', '1.5'),
      taxIncluded: fc.boolean(),
      percent: fc.constantFrom('0', '7.7', '19', '20'),
    });
    fc.assert(
      fc.property(charged, ({ start, days: length, used, billingDay, percent, ...sold }) => {
        const from = addDays('2024-01-01', start);
        const to = addDays(from, length);
        const day = addDays(from, Math.min(used, length));
        const linesTo = (end: string) => {
          const facts = { ...sold, startDate: from, chargedUntil: from, taxPercent: percent };
          const charge = chargeService(aService(facts), {
            coverageEnd: toDayNumber(end),
            billingDay,
            digits: 2,
            language: 'EN',
          });
          return charge
            ? withTaxes(charge.lines, 'PER_LINE').map((each) => ({
                ...each,
                kind: 'SERVICE' as const,
                periodFrom: each.periodFrom!,
                periodTo: each.periodTo!,
                givenBackFrom: null,
              }))
            : [];
        };
        const sum = (lines: { total: bigint }[]) => lines.reduce((all, l) => all + l.total, 0n);
        const whole = linesTo(to);
        const unused = unusedOf(whole, day, { ...frame, billingDay });
        const off = sum(whole) - sum(linesTo(day)) - (unused?.total ?? 0n);
        expect(off >= -2n && off <= 2n).toBe(true);
        if (day === from) expect(unused?.total ?? 0n).toBe(sum(whole));
        expect((unused?.total ?? 0n) <= sum(whole)).toBe(true);
      }),
    );
  });
});
