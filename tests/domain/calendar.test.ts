import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  dayEndsAt,
  daysBetween,
  isLocalDate,
  isTimeZone,
  maxDate,
  minDate,
  periodContaining,
  periodStartAfter,
  periodStartOnOrAfter,
  periodsTiling,
  shortDate,
  todayIn,
  weekday,
} from '@backhaul/domain/time/calendar';
import { fromDayNumber, toDayNumber } from '@backhaul/domain/time/dayNumber';
import { fraction, fromInt, add, compare } from '@backhaul/domain/money/fraction';
import { MONTH_PARTS, monthParts, proratedPrice } from '@backhaul/domain/charging/proration';

const anyDate = fc
  .integer({ min: toDayNumber('1900-01-01'), max: toDayNumber('2199-12-31') })
  .map(fromDayNumber);
const anyBillingDay = fc.integer({ min: 1, max: 28 });

describe('dates', () => {
  it.each(['2024-02-29', '1900-01-01', '2199-12-31', '2000-02-29'])('%s is one', (text) =>
    expect(isLocalDate(text)).toBe(true),
  );

  it.each([
    '2023-02-29',
    '1900-02-29',
    '2100-02-29',
    '1899-12-31',
    '2200-01-01',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-4-1',
    '2026-04-01T00:00',
    ' 2026-04-01',
    '',
  ])('%j is none', (text) => expect(isLocalDate(text)).toBe(false));

  it('agree with the platform on every day', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(new Date(toDayNumber(date) * 86_400_000).toISOString().slice(0, 10)).toBe(date);
        expect(weekday(date)).toBe(new Date(date).getUTCDay() || 7);
        expect(isLocalDate(date)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('move by days and months', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-03-15', -15)).toBe('2024-12-15');
    expect(daysBetween('2026-03-15', '2026-04-01')).toBe(17);
    expect(minDate('2026-01-02', '2026-01-01')).toBe('2026-01-01');
    expect(maxDate('2026-01-02', '2026-01-01')).toBe('2026-01-02');
    expect(shortDate('2026-04-16')).toBe('16 Apr');
  });

  it('depend on the time zone', () => {
    const instant = new Date('2026-03-31T22:30:00Z');
    expect(todayIn('Africa/Johannesburg', instant)).toBe('2026-04-01');
    expect(todayIn('America/New_York', instant)).toBe('2026-03-31');
    expect(
      ['Europe/Berlin', 'Asia/Kuwait', 'UTC', 'Nowhere/City', '+02:00', ''].map(isTimeZone),
    ).toEqual([true, true, true, false, false, false]);
  });
});

describe('the end of a day', () => {
  it.each([
    ['UTC', '2026-04-20T13:42:13.250Z', '2026-04-21T00:00:00.000Z'],
    ['UTC', '2026-04-21T00:00:00.000Z', '2026-04-22T00:00:00.000Z'],
    // one of 25 hours, and one that begins at one o'clock
    ['Europe/Berlin', '2026-10-24T22:30:00.000Z', '2026-10-25T23:00:00.000Z'],
    ['Africa/Cairo', '2026-04-23T12:00:00.000Z', '2026-04-23T22:00:00.000Z'],
    // the 30th never came
    ['Pacific/Apia', '2011-12-30T09:00:00.000Z', '2011-12-30T10:00:00.000Z'],
  ])('of %s at %s is %s', (zone, now, end) => {
    expect(dayEndsAt(zone, new Date(now)).toISOString()).toBe(end);
  });
});

describe('billing periods', () => {
  it('run from the billing day of one month to that of the next', () => {
    expect(periodContaining('2026-04-20', 1)).toEqual({ from: '2026-04-01', to: '2026-05-01' });
    expect(periodContaining('2026-03-09', 10)).toEqual({ from: '2026-02-10', to: '2026-03-10' });
    expect(periodContaining('2026-01-05', 10)).toEqual({ from: '2025-12-10', to: '2026-01-10' });
    expect(periodStartOnOrAfter('2026-03-10', 10)).toBe('2026-03-10');
    expect(periodStartOnOrAfter('2026-03-11', 10)).toBe('2026-04-10');
    expect(periodStartAfter('2026-03-10', 10)).toBe('2026-04-10');
    expect(() => periodContaining('2026-03-10', 29)).toThrow(RangeError);
  });

  it('tile the calendar', () => {
    fc.assert(
      fc.property(anyDate, anyBillingDay, (date, billingDay) => {
        const { from, to } = periodContaining(date, billingDay);
        expect(from <= date && date < to).toBe(true);
        expect(periodContaining(to, billingDay).from).toBe(to);
        expect(periodContaining(addDays(from, -1), billingDay).to).toBe(from);
      }),
    );
  });

  it('cut to a range cover each of its days once', () => {
    fc.assert(
      fc.property(
        anyDate,
        fc.integer({ min: 0, max: 900 }),
        anyBillingDay,
        (from, days, billingDay) => {
          const to = addDays(from, days);
          const parts = periodsTiling(from, to, billingDay);
          expect(parts.reduce((sum, part) => sum + daysBetween(part.from, part.to), 0)).toBe(days);
          parts.forEach((part, i) => {
            expect(part.from).toBe(parts[i - 1]?.to ?? from);
            const whole = periodContaining(part.from, billingDay);
            expect(part.periodDays).toBe(daysBetween(whole.from, whole.to));
          });
          expect(parts.at(-1)?.to ?? from).toBe(to);
        },
      ),
    );
  });
});

describe('proration', () => {
  it('lets the parts of a period add up to the whole', () => {
    fc.assert(
      fc.property(
        anyDate,
        anyBillingDay,
        fc.array(fc.integer({ min: 0, max: 31 }), { maxLength: 5 }),
        (date, billingDay, cuts) => {
          const { from, to } = periodContaining(date, billingDay);
          const edges = [from, ...cuts.map((cut) => minDate(addDays(from, cut), to)).sort(), to];
          const prices = edges
            .slice(1)
            .map((edge, i) =>
              proratedPrice(fraction(9999n, 100n), edges[i] ?? from, edge, billingDay),
            );
          expect(compare(prices.reduce(add, fromInt(0)), fraction(9999n, 100n))).toBe(0);
        },
      ),
    );
  });

  it('counts every period the same, whatever its length', () => {
    fc.assert(
      fc.property(
        anyDate,
        anyBillingDay,
        fc.integer({ min: 1, max: 24 }),
        (date, billingDay, months) => {
          const { from } = periodContaining(date, billingDay);
          expect(
            monthParts(toDayNumber(from), toDayNumber(addMonths(from, months)), billingDay),
          ).toBe(months * MONTH_PARTS);
        },
      ),
    );
  });
});
