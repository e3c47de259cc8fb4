import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stepsAhead } from '@backhaul/domain/dunning/ahead';
import { lateFeeOf, lateFeesOn } from '@backhaul/domain/dunning/lateFees';
import { decideNight, type NightFacts } from '@backhaul/domain/dunning/night';
import {
  chargesRemindedOn,
  fixedDatesIn,
  reminderDates,
  reminderOn,
} from '@backhaul/domain/dunning/reminders';
import { addDays, type LocalDate } from '@backhaul/domain/time/calendar';
import { FINANCE_DEFAULTS, type BillingSettings } from '@backhaul/domain/settings/finance';

const FIRST = '2026-04-01';
const day = (least = 0, most = 120) =>
  fc.integer({ min: least, max: most }).map((n) => addDays(FIRST, n));
const settings = fc
  .record({
    reminderDays: fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 3 }),
    reminderFixedDays: fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { maxLength: 3 }),
    lateFee: fc.constantFrom('0', '5', '0.01'),
    lateFeePercent: fc.constantFrom('0', '2.5', '100'),
    lateFeeAfterDays: fc.integer({ min: 1, max: 20 }),
    blockingEnabled: fc.boolean(),
    blockOnWeekends: fc.boolean(),
    deactivationEnabled: fc.boolean(),
    deactivationDays: fc.integer({ min: 1, max: 30 }),
    minimumBalance: fc.constantFrom('0', '-100', '-102.5', '50'),
  })
  .map((over): BillingSettings => ({ ...FINANCE_DEFAULTS, ...over }));
const facts = fc
  .record({
    settings,
    on: day(),
    promisedUntil: fc.option(day()),
    due: fc.bigInt({ min: 0n, max: 100_000n }),
    dueDate: day(0, 40),
    status: fc.constantFrom('NEW', 'ACTIVE', 'BLOCKED', 'INACTIVE') as fc.Arbitrary<
      NightFacts['status']
    >,
    reachable: fc.record({ EMAIL: fc.boolean(), SMS: fc.boolean() }),
    feeDone: fc.boolean(),
  })
  .map(({ due, dueDate, feeDone, ...over }): NightFacts => ({
    ...over,
    balance: -due,
    digits: 2,
    currency: 'EUR',
    blockDate: addDays(dueDate, 1),
    blockedOn: over.status === 'BLOCKED' ? addDays(dueDate, 1) : null,
    invoices: due > 0n ? [{ id: 'i', number: '1', dueDate, due, feeDone }] : [],
    owedSince: due > 0n ? FIRST : null,
    reminded: [],
    asleepDays: 1,
    withTax: (net) => (net * 6n) / 5n,
  }));

describe('a night', () => {
  it('does nothing against somebody whose promise holds', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const night = decideNight({ ...given, promisedUntil: given.on });
        expect([night.fees, night.stop, night.reminder]).toEqual([[], null, null]);
      }),
    );
  });

  it('blocks the day after a promise as if there had been none', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const bare = { ...given, invoices: [] };
        const broken = { ...bare, promisedUntil: addDays(given.on, -1) };
        expect(decideNight(broken).stop).toEqual(
          decideNight({ ...bare, promisedUntil: null }).stop,
        );
      }),
    );
  });

  it('decides about a block with the balance that its fees leave', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { fees, stop, activation } = decideNight(given);
        if (activation) return;
        const left = fees.reduce((balance, { total }) => balance - total, given.balance);
        const bare = { ...given, balance: left, invoices: [] };
        expect(stop).toEqual(decideNight(bare).stop);
      }),
    );
  });

  it('moves nobody who pays in advance', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const night = decideNight({ ...given, billingType: 'PREPAID_CUSTOM' });
        expect(night).toEqual({ activation: null, fees: [], stop: null, reminder: null });
      }),
    );
  });
});

describe('what comes next', () => {
  it('is what the nights do, one after the other', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const steps = stepsAhead(given).filter(({ kind }) => kind !== 'PROMISE');
        const first = decideNight(given);
        const kinds = steps.filter(({ on }) => on === given.on).map(({ kind }) => kind);
        expect(kinds.includes('LATE_FEE')).toBe(first.fees.length > 0);
        expect(kinds.includes('REMINDER')).toBe(first.reminder !== null);
        expect(kinds.includes('BLOCK')).toBe(first.stop?.to === 'BLOCKED');
        expect(kinds.includes('DEACTIVATE')).toBe(first.stop?.to === 'INACTIVE');
        expect(steps.map(({ on }) => on)).toEqual(steps.map(({ on }) => on).sort());
        expect(steps.filter(({ kind }) => kind === 'LATE_FEE').length).toBeLessThanOrEqual(1);
        expect(steps.filter(({ kind }) => kind === 'BLOCK').length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });
});

describe('late fees', () => {
  const fee = { ...FINANCE_DEFAULTS, lateFee: '5', lateFeePercent: '2', lateFeeAfterDays: 2 };
  const invoice = { id: 'i', number: '1', dueDate: '2026-04-15', due: 10_000n, feeDone: false };
  const on = (
    date: LocalDate,
    over: object = {},
    promise: { since: LocalDate; until: LocalDate } | null = null,
    asleepDays = 1,
  ) =>
    lateFeesOn(date, [{ ...invoice, ...over }], fee, {
      promise,
      digits: 2,
      asleepDays,
    }).map(({ net }) => net);

  it('are the amount and the percent of what is due, rounded once', () => {
    expect(on('2026-04-17')).toEqual([700n]);
    expect(lateFeeOf(33n, { ...fee, lateFee: '0', lateFeePercent: '1.5' }, 2)).toBe(0n);
    expect(lateFeeOf(34n, { ...fee, lateFee: '0.005', lateFeePercent: '0' }, 2)).toBe(1n);
    expect(lateFeeOf(1000n, { ...fee, lateFee: '10', lateFeePercent: '2.5' }, 0)).toBe(35n);
  });

  it('come so many days after the due date, or the day after a promise, once, and not for ever', () => {
    expect([on('2026-04-16'), on('2026-07-16'), on('2026-07-17')]).toEqual([[], [700n], []]);
    expect(on('2026-04-20', { feeDone: true })).toEqual([]);
    const promise = { since: '2026-04-16', until: '2026-04-20' };
    expect(on('2026-04-20', {}, promise)).toEqual([]);
    expect(on('2026-07-20', {}, promise)).toEqual([700n]);
    // one that comes when nothing would be charged any more brings no fee back
    expect(on('2026-08-02', {}, { since: '2026-08-01', until: '2026-08-01' })).toEqual([]);
  });
});

describe('a server that slept longer', () => {
  it('charges the late fee that came meanwhile, and no older one', () => {
    const fee = { ...FINANCE_DEFAULTS, lateFee: '5' };
    const invoice = { id: 'i', number: '1', dueDate: '2026-04-15', due: 100n, feeDone: false };
    const after = (asleepDays: number) =>
      lateFeesOn('2026-09-16', [invoice], fee, { promise: null, digits: 2, asleepDays }).length;
    expect([after(1), after(153), after(154), after(200)]).toEqual([0, 0, 1, 1]);
  });

  it('sends the last reminder whose day it slept over', () => {
    const given = { ...FINANCE_DEFAULTS, reminderDays: [9, 5] };
    const after = (asleepDays: number) =>
      reminderOn('2026-04-25', FIRST, given, { reminded: [], promisedUntil: null, asleepDays });
    expect([after(1), after(10)]).toEqual([null, null]);
    expect(after(11)).toEqual({ day: '2026-04-15', step: 2 });
  });
});

describe('reminders', () => {
  const none = { reminded: [], promisedUntil: null, asleepDays: 1 };
  it('go on exactly the days of the timetable when every night is lived through', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 3 }), (reminderDays) => {
        const given = { ...FINANCE_DEFAULTS, reminderDays };
        const sent: LocalDate[] = [];
        for (let n = 0; n < 70; n += 1) {
          const found = reminderOn(addDays(FIRST, n), FIRST, given, { ...none, reminded: sent });
          if (found) sent.push(found.day);
          if (found) expect(found.day).toBe(addDays(FIRST, n));
        }
        expect(sent).toEqual([...new Set(reminderDates(FIRST, reminderDays))]);
      }),
    );
  });

  it('are found by the days of their charges', () => {
    fc.assert(
      fc.property(settings, day(), fc.integer({ min: 0, max: 60 }), (given, on, asleepDays) => {
        const { days, anyCharge } = chargesRemindedOn(on, given, asleepDays);
        if (reminderOn(on, FIRST, given, { ...none, asleepDays }))
          expect(anyCharge || days.includes(FIRST)).toBe(true);
      }),
    );
  });

  it('on fixed days fall on the last day of a shorter month', () => {
    expect(fixedDatesIn('2026-02-10', [15, 30, 31])).toEqual(['2026-02-15', '2026-02-28']);
    const given = { ...FINANCE_DEFAULTS, reminderFixedDays: [31] };
    expect(reminderOn('2026-04-30', FIRST, given, none)?.day).toBe('2026-04-30');
    expect(reminderOn('2026-05-02', FIRST, given, none)?.day).toBe('2026-04-30');
    expect(reminderOn('2026-05-04', FIRST, given, none)).toBeNull();
    // somebody charged after the day is not reminded of it
    expect(reminderOn('2026-05-02', '2026-05-01', given, none)).toBeNull();
  });

  it('that fell into a promise do not come later, and of several missed only the last', () => {
    const given = { ...FINANCE_DEFAULTS, reminderDays: [9, 1, 1] };
    expect(reminderOn('2026-04-13', FIRST, given, none)).toEqual({ day: '2026-04-12', step: 3 });
    expect(
      reminderOn('2026-04-13', FIRST, given, { ...none, promisedUntil: '2026-04-12' }),
    ).toBeNull();
  });
});
