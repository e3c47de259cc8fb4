import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  nextProformaDay,
  proformaBillingDate,
  proformaDays,
  proformaMonths,
} from '@backhaul/domain/schedule/proformas';
import { addDays, addMonths } from '@backhaul/domain/time/calendar';

const date = fc.integer({ min: 0, max: 4000 }).map((n) => addDays('2024-01-01', n));
const day = fc.integer({ min: 1, max: 28 });

describe('the days on which proformas come', () => {
  it('are one a month, from the day they are switched on', () => {
    const days = (since: string, until: string, made: string | null = null) =>
      proformaDays(20, { since, made, until });
    expect(days('2026-04-10', '2026-04-19')).toEqual([]);
    expect(days('2026-04-10', '2026-06-20')).toEqual(['2026-04-20', '2026-05-20', '2026-06-20']);
    expect(days('2026-04-20', '2026-04-20')).toEqual(['2026-04-20']);
    expect(days('2026-04-21', '2026-05-01')).toEqual([]);
    expect(days('2026-04-10', '2026-06-20', '2026-05-20')).toEqual(['2026-06-20']);
    expect(days('2026-12-21', '2027-01-31')).toEqual(['2027-01-20']);
  });

  it('ask for the billing date of the next month, or of their own', () => {
    expect(proformaBillingDate('2026-04-20', 1, true)).toBe('2026-05-01');
    expect(proformaBillingDate('2026-12-20', 28, true)).toBe('2027-01-28');
    expect(proformaBillingDate('2026-04-05', 10, false)).toBe('2026-04-10');
  });

  it('ask for as many months as are billed, or more', () => {
    expect(proformaMonths(1, 1)).toBe(1);
    expect(proformaMonths(12, 3)).toBe(12);
    expect(proformaMonths(1, 3)).toBe(3);
  });

  it('follow one another a month apart, whatever was made in which pieces', () => {
    fc.assert(
      fc.property(date, fc.nat(800), fc.nat(800), day, (since, first, second, on) => {
        const until = addDays(since, first + second);
        const whole = proformaDays(on, { since, made: null, until });
        const begun = proformaDays(on, { since, made: null, until: addDays(since, first) });
        const rest = proformaDays(on, { since, made: begun.at(-1) ?? null, until });
        expect([...begun, ...rest]).toEqual(whole);
        for (const [i, each] of whole.entries()) {
          expect(each >= since && each <= until).toBe(true);
          expect(Number(each.slice(8))).toBe(on);
          if (i > 0) expect(each).toBe(addMonths(whole[i - 1], 1));
        }
        expect(nextProformaDay(until, on) > until).toBe(true);
      }),
    );
  });

  it('ask for a date of the month that is meant', () => {
    fc.assert(
      fc.property(date, day, fc.boolean(), (on, billingDay, next) => {
        const asked = proformaBillingDate(on, billingDay, next);
        expect(asked.slice(0, 7)).toBe(
          next ? addMonths(`${on.slice(0, 8)}01`, 1).slice(0, 7) : on.slice(0, 7),
        );
        expect(Number(asked.slice(8))).toBe(billingDay);
      }),
    );
  });
});
