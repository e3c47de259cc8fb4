import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  attemptDays,
  nextAttempt,
  retryOn,
  type LastAttempt,
} from '@backhaul/domain/settlement/autopay';
import { expiryToTell, lastDayOf } from '@backhaul/domain/settlement/cardExpiry';
import { addDays, daysBetween } from '@backhaul/domain/time/calendar';

const USUAL = { offsetDays: 0, retries: [3, 5, 7] };
const open = (dueDate: string, due = 4990n, isNew = false) => ({ dueDate, due, isNew });
const failed = (on: string, number: number, again: string | null): LastAttempt => ({
  on,
  number,
  status: 'FAILED',
  retryOn: again,
});

describe('autopay', () => {
  it('tries what is due on 15 May on the 15th, 18th, 23rd and 30th', () => {
    expect(attemptDays('2026-05-15', USUAL)).toEqual([
      '2026-05-15',
      '2026-05-18',
      '2026-05-23',
      '2026-05-30',
    ]);
    expect(attemptDays('2026-05-15', { ...USUAL, offsetDays: -5 })[0]).toBe('2026-05-10');
    expect(attemptDays('2026-05-15', { offsetDays: 5, retries: [] })).toEqual(['2026-05-20']);
  });

  it('does not try again with a card that is lost, closed or expired, nor after the last retry', () => {
    const third = { on: '2026-05-15', number: 3, retryable: true };
    expect(retryOn(third, USUAL)).toBe('2026-05-22');
    expect(retryOn({ ...third, retryable: false }, USUAL)).toBeNull();
    expect(retryOn({ ...third, number: 4 }, USUAL)).toBeNull();
  });

  it('charges once for all that is due by then', () => {
    const debts = [open('2026-05-15', 1000n), open('2026-05-10', 2000n), open('2026-06-15', 4000n)];
    expect(nextAttempt(debts, null, USUAL, '2026-05-01')).toEqual({
      on: '2026-05-10',
      number: 1,
      amount: 2000n,
    });
    // switched on late: what is due since long is charged at once, with what is due today
    expect(nextAttempt(debts, null, USUAL, '2026-05-15')).toEqual({
      on: '2026-05-15',
      number: 1,
      amount: 3000n,
    });
  });

  it('follows a failure by its retry, with what became due meanwhile', () => {
    const debts = [open('2026-05-15', 1000n), open('2026-05-18', 500n)];
    expect(nextAttempt(debts, failed('2026-05-15', 1, '2026-05-18'), USUAL, '2026-05-16')).toEqual({
      on: '2026-05-18',
      number: 2,
      amount: 1500n,
    });
  });

  it('does not charge again what came back: only what becomes due later, or was issued later', () => {
    const paid: LastAttempt = { on: '2026-05-15', number: 1, status: 'PAID', retryOn: null };
    expect(nextAttempt([open('2026-05-15')], paid, USUAL, '2026-05-16')).toBeNull();
    expect(nextAttempt([open('2026-05-15', 1n, true)], paid, USUAL, '2026-05-16')).toMatchObject({
      on: '2026-05-16',
    });
    expect(nextAttempt([open('2026-05-20')], paid, USUAL, '2026-05-16')).toMatchObject({
      on: '2026-05-20',
    });
  });

  it('waits while an attempt is under way, and makes none twice on a day', () => {
    const last = failed('2026-05-15', 1, '2026-05-15');
    expect(nextAttempt([open('2026-05-15')], last, USUAL, '2026-05-15')).toMatchObject({
      on: '2026-05-16',
    });
    expect(
      nextAttempt([open('2026-05-15')], { ...last, status: 'PENDING' }, USUAL, '2026-05-15'),
    ).toBeNull();
  });

  it('tries as often as its retries say and once more, each later than the one before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: -5, max: 5 }),
        fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 10 }),
        (day, offsetDays, retries) => {
          const due = addDays('2000-01-01', day);
          const days = attemptDays(due, { offsetDays, retries });
          expect(days).toHaveLength(retries.length + 1);
          expect(daysBetween(due, days[0])).toBe(offsetDays);
          for (const [i, gap] of retries.entries())
            expect(daysBetween(days[i], days[i + 1])).toBe(gap);
        },
      ),
    );
  });

  it('plans nothing before the day it is asked from, and nothing over more than is due', () => {
    const debt = fc.record({
      dueDate: fc.integer({ min: 0, max: 60 }).map((n) => addDays('2026-05-01', n)),
      due: fc.bigInt({ min: 0n, max: 100_000n }),
      isNew: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(debt, { maxLength: 8 }), fc.integer({ min: 0, max: 60 }), (debts, n) => {
        const from = addDays('2026-05-01', n);
        const next = nextAttempt(debts, null, USUAL, from);
        const all = debts.reduce((sum, { due }) => sum + due, 0n);
        expect(next === null).toBe(all === 0n);
        if (next) {
          expect(next.on >= from).toBe(true);
          expect(next.amount > 0n && next.amount <= all).toBe(true);
        }
      }),
    );
  });
});

describe('a card', () => {
  it('lasts to the end of its month, and is told of 30 and 7 days before', () => {
    expect(lastDayOf(2026, 12)).toBe('2026-12-31');
    expect(lastDayOf(2028, 2)).toBe('2028-02-29');
    expect(expiryToTell('2026-05-31', '2026-04-30')).toBeNull();
    expect(expiryToTell('2026-05-31', '2026-05-01')).toBe(30);
    expect(expiryToTell('2026-05-31', '2026-05-24')).toBe(7);
    expect(expiryToTell('2026-05-31', '2026-06-01')).toBeNull();
  });
});
