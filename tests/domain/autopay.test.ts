import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  attemptDays,
  nextAttempt,
  retryOn,
  type Attempt,
  type OpenDebt,
} from '@backhaul/domain/settlement/autopay';
import { expiryToTell, lastDayOf } from '@backhaul/domain/settlement/cardExpiry';
import { addDays, daysBetween } from '@backhaul/domain/time/calendar';

const USUAL = { offsetDays: 0, retries: [3, 5, 7] };
const at = (day: string) => Date.parse(day);
const open = (dueDate: string, due = 4990n, rest: Partial<OpenDebt> = {}): OpenDebt => ({
  dueDate,
  due,
  issuedAt: at('2026-05-01'),
  takenBack: false,
  ...rest,
});
const made = (on: string, status: Attempt['status'], rest: Partial<Attempt> = {}): Attempt => ({
  on,
  at: at(`${on}T08:00Z`),
  status,
  final: false,
  counts: true,
  ...rest,
});

/** The attempts over a time in which each fails, with what each is over. */
function allDays(debts: OpenDebt[], attempts: Attempt[] = []): [string, bigint][] {
  const days: [string, bigint][] = [];
  const all = [...attempts];
  for (let next; (next = nextAttempt(debts, all, USUAL, '2026-05-01'));) {
    days.push([next.on, next.amount]);
    all.push(made(next.on, 'FAILED'));
  }
  return days;
}

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
    expect(nextAttempt(debts, [], USUAL, '2026-05-01')).toEqual({
      on: '2026-05-10',
      number: 1,
      amount: 2000n,
    });
    // switched on late: what is due since long is charged at once, with what is due today
    expect(nextAttempt(debts, [], USUAL, '2026-05-15')).toEqual({
      on: '2026-05-15',
      number: 1,
      amount: 3000n,
    });
  });

  it('follows a failure by its retry, with what became due meanwhile', () => {
    const debts = [open('2026-05-15', 1000n), open('2026-05-18', 500n)];
    const failed = made('2026-05-15', 'FAILED');
    expect(nextAttempt(debts, [failed], USUAL, '2026-05-16')).toEqual({
      on: '2026-05-18',
      number: 2,
      amount: 1500n,
    });
  });

  it('leaves a debt its own days, whatever falls due between them, and does not charge twice a day', () => {
    const days = allDays([open('2026-05-15'), open('2026-05-19', 100n)]);
    expect(days.slice(0, 3)).toEqual([
      ['2026-05-15', 4990n],
      ['2026-05-18', 4990n],
      ['2026-05-19', 5090n],
    ]);
    expect(days.map(([on]) => on.slice(5))).toEqual(
      '05-15 05-18 05-19 05-22 05-23 05-27 05-30 06-03'.split(' '),
    );
    // the day after one that was missed
    const late = [made('2026-05-15', 'FAILED'), made('2026-05-20', 'FAILED')];
    expect(allDays([open('2026-05-15')], late).map(([on]) => on)).toEqual([
      '2026-05-25',
      '2026-06-01',
    ]);
  });

  it('does not charge again what came back: only what becomes due later, or was issued later', () => {
    const paid = [made('2026-05-15', 'PAID')];
    const ask = (debt: OpenDebt) => nextAttempt([debt], paid, USUAL, '2026-05-16');
    expect(ask(open('2026-05-15'))).toBeNull();
    expect(ask(open('2026-05-15', 1n, { issuedAt: at('2026-05-16') }))).toMatchObject({
      on: '2026-05-16',
    });
    expect(ask(open('2026-05-20'))).toMatchObject({ on: '2026-05-20' });
    const debts = [open('2026-05-15'), open('2026-05-20', 2000n)];
    expect(nextAttempt(debts, paid, USUAL, '2026-05-20')).toMatchObject({ amount: 2000n });
    // also where autopay was switched off and on since, or the customer had paid it itself
    const before = [made('2026-05-15', 'PAID', { counts: false })];
    debts[0].takenBack = true;
    for (const attempts of [before, []])
      expect(nextAttempt(debts, attempts, USUAL, '2026-05-20')).toMatchObject({ amount: 2000n });
  });

  it('charges what is new alone, where what was charged before failed for good', () => {
    const debts = [open('2026-05-15'), open('2026-05-20', 2000n)];
    for (const counts of [true, false]) {
      const refused = [made('2026-05-15', 'FAILED', { final: true, counts })];
      expect(nextAttempt([debts[0]], refused, USUAL, '2026-05-16')).toBeNull();
      expect(nextAttempt(debts, refused, USUAL, '2026-05-16')).toEqual({
        on: '2026-05-20',
        number: 1,
        amount: 2000n,
      });
    }
    // begun anew after it was switched off and on
    const before = [made('2026-05-15', 'FAILED', { counts: false })];
    expect(nextAttempt([debts[0]], before, USUAL, '2026-05-16')).toMatchObject({
      on: '2026-05-16',
      number: 1,
    });
  });

  it('waits while an attempt is under way, and makes none twice on a day', () => {
    const debts = [open('2026-05-15')];
    for (const counts of [true, false]) {
      const again = [made('2026-05-15', 'FAILED', { counts })];
      const on = counts ? '2026-05-18' : '2026-05-16';
      expect(nextAttempt(debts, again, USUAL, '2026-05-15')).toMatchObject({ on });
      const pending = [made('2026-05-15', 'PENDING', { counts })];
      expect(nextAttempt(debts, pending, USUAL, '2026-05-20')).toBeNull();
    }
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
      issuedAt: fc.constant(at('2026-05-01')),
      takenBack: fc.constant(false),
    });
    fc.assert(
      fc.property(fc.array(debt, { maxLength: 8 }), fc.integer({ min: 0, max: 60 }), (debts, n) => {
        const from = addDays('2026-05-01', n);
        const next = nextAttempt(debts, [], USUAL, from);
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
