import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UsageFacts } from '@backhaul/domain/charging/facts';
import { usageAmount, usageLines } from '@backhaul/domain/charging/usage';
import { rehearse } from '@backhaul/domain/charging/rehearse';
import { add, fromDecimal, fromInt, mul, roundToMinor } from '@backhaul/domain/money/fraction';
import { nextBillingDate } from '@backhaul/domain/schedule/schedule';
import { aCustomer, aService, charge, linesOf } from './build.ts';

/** Calls of March, of service s1. */
function calls(over: Partial<UsageFacts> = {}): UsageFacts {
  return {
    serviceId: 's1',
    service: 'Voice',
    kind: 'Calls',
    unitPrice: '0.05',
    quantity: '101',
    taxIncluded: false,
    taxPercent: '0',
    firstDay: '2026-03-02',
    lastDay: '2026-03-28',
    records: 12,
    ...over,
  };
}

/** A customer that is charged through March. */
const paidThroughMarch = (usage: UsageFacts[], settings = {}) =>
  aCustomer({
    settings,
    services: [aService({ startDate: '2026-03-01', chargedUntil: '2026-04-01' })],
    usage,
  });

describe('usage is billed in arrears', () => {
  it('with the first charge of the period after it, one line with its days and its quantity', () => {
    const plan = charge(paidThroughMarch([calls()]), '2026-04-01');
    expect(linesOf(plan)).toEqual([
      '2026-04-01 - 2026-05-01: 100.00',
      '2026-03-02 - 2026-03-29: 5.05',
    ]);
    expect(plan.lines[1]).toMatchObject({
      kind: 'USAGE',
      description: 'Voice: Calls',
      quantity: '101',
      unitPrice: '0.05',
      category: 'Usage',
    });
    expect(plan.usage).toEqual({ until: '2026-04-01', records: 12 });
  });

  it('not that of the period that the charge is of', () => {
    const april = calls({ firstDay: '2026-04-01', lastDay: '2026-04-03' });
    const plan = charge(paidThroughMarch([calls(), april]), '2026-04-01');
    expect(plan.lines).toHaveLength(2);
    expect(plan.usage?.records).toBe(12);
    expect(charge(paidThroughMarch([april]), '2026-04-01').usage).toBeNull();
  });

  it('also where it came late, with what is of the period before', () => {
    const late = calls({
      firstDay: '2026-01-05',
      lastDay: '2026-01-05',
      quantity: '9',
      records: 1,
    });
    const plan = charge(paidThroughMarch([late, calls()]), '2026-04-01');
    expect(plan.lines.slice(1)).toMatchObject([
      { quantity: '110', periodFrom: '2026-01-05', periodTo: '2026-03-29' },
    ]);
  });

  it('of services that ended, and of customers that became inactive', () => {
    expect(linesOf(charge(aCustomer({ services: [], usage: [calls()] }), '2026-04-01'))).toEqual([
      '2026-03-02 - 2026-03-29: 5.05',
    ]);
    const gone = aCustomer({
      status: 'INACTIVE',
      inactiveSince: '2026-03-20',
      services: [],
      usage: [calls()],
    });
    expect(nextBillingDate(gone)).toBe('2026-04-01');
    expect(charge(gone, '2026-04-01').total).toBe(505n);
  });
});

describe('when usage makes a customer due', () => {
  const due = (usage: UsageFacts[], settings = {}, services = aCustomer().services) =>
    nextBillingDate(aCustomer({ usage, settings, services }));

  it('alone: on the billing day after its first day', () => {
    expect(due([calls()], {}, [])).toBe('2026-04-01');
    expect(due([calls({ firstDay: '2026-03-05' })], { billingDay: 10 }, [])).toBe('2026-03-10');
    expect(due([], {}, [])).toBeNull();
  });
  it('beside services that are due then or the time after: with these', () => {
    const monthly = [aService({ startDate: '2026-01-01', chargedUntil: '2026-05-01' })];
    expect(due([calls({ firstDay: '2026-04-05' })], {}, monthly)).toBe('2026-05-01');
    // a record that came late
    expect(due([calls()], {}, monthly)).toBe('2026-05-01');
  });
  it('of who paid a year ahead: each month', () => {
    const year = [aService({ startDate: '2026-01-01', chargedUntil: '2027-01-01' })];
    const customer = aCustomer({
      usage: [calls()],
      services: year,
      settings: { prepaidMonths: 12 },
    });
    expect(nextBillingDate(customer)).toBe('2026-04-01');
    expect(linesOf(charge(customer, '2026-04-01'))).toEqual(['2026-03-02 - 2026-03-29: 5.05']);
  });
  it('of who paid some months ahead: each month too, and with the next that is paid when it is due then', () => {
    const due = (firstDay: string, chargedUntil: string, prepaidMonths: number) =>
      nextBillingDate(
        aCustomer({
          usage: [calls({ firstDay, lastDay: firstDay })],
          services: [aService({ startDate: '2026-01-01', chargedUntil })],
          settings: { prepaidMonths },
        }),
      );
    expect(due('2026-01-10', '2026-04-01', 3)).toBe('2026-02-01');
    expect(due('2026-02-10', '2026-04-01', 3)).toBe('2026-03-01');
    expect(due('2026-03-10', '2026-04-01', 3)).toBe('2026-04-01');
    expect(due('2026-03-10', '2026-05-01', 2)).toBe('2026-04-01');
    expect(due('2026-11-10', '2027-01-01', 12)).toBe('2026-12-01');
    // a record that came late makes a bill of its own for nobody who is billed each month
    expect(due('2026-02-10', '2026-04-01', 1)).toBe('2026-04-01');
  });
  it('with weeks: when its weeks are over', () => {
    const used = calls({ firstDay: '2026-03-02', lastDay: '2026-03-02' });
    expect(due([used], { cycleWeeks: 1 }, [])).toBe('2026-03-09');
    const customer = aCustomer({ usage: [used], services: [], settings: { cycleWeeks: 1 } });
    expect(charge(customer, '2026-03-09').usage?.records).toBe(12);
  });
  it('and a rehearsal bills it once', () => {
    const customer = paidThroughMarch([calls()]);
    const plans = [...rehearse(customer, { from: '2026-04-01', until: '2026-07-01' })];
    expect(plans.map(({ plan }) => plan.usage?.records ?? 0)).toEqual([12, 0, 0]);
  });
});

describe('what its lines say', () => {
  const lines = (usage: UsageFacts[]) => usageLines(usage, 2);

  it('each price is a line, rounded once: three calls at a third of a cent are one cent', () => {
    const call = calls({ quantity: '1', unitPrice: '0.0033' });
    expect(lines([call, call, call])).toMatchObject([{ quantity: '3', amount: 1n }]);
    expect(lines([call, calls({ unitPrice: '0.1' })])).toHaveLength(2);
  });
  it('so many prices are a line for each kind, with what they come to', () => {
    const prices = Array.from({ length: 13 }, (_, i) =>
      calls({ unitPrice: `0.${i + 10}`, quantity: '1' }),
    );
    expect(lines([...prices, calls({ kind: 'SMS', quantity: '2' })])).toMatchObject([
      { description: 'Voice: Calls', quantity: '1', unitPrice: '2.08', amount: 208n },
      { description: 'Voice: SMS', quantity: '2', unitPrice: '0.05', amount: 10n },
    ]);
  });
  it('so many kinds are one line of the service', () => {
    const kinds = Array.from({ length: 13 }, (_, i) => calls({ kind: `Kind ${i}` }));
    expect(lines(kinds)).toMatchObject([{ description: 'Voice', quantity: '1' }]);
  });
  it('spellings of a kind are one line, as the first one says it', () => {
    const said = lines([
      calls(),
      calls({ kind: 'CALLS' }),
      calls({ kind: 'calls', quantity: '1' }),
    ]);
    expect(said.map(({ description, quantity }) => [description, quantity])).toEqual([
      ['Voice: Calls', '203'],
    ]);
  });
  it('days of another tax are another line', () => {
    const versions = [
      { from: null, taxPercent: '19' },
      { from: '2026-03-15', taxPercent: '20' },
    ];
    const used = (day: string) =>
      calls({ firstDay: day, lastDay: day, taxPercent: '20', taxVersions: versions });
    expect(lines([used('2026-03-14'), used('2026-03-15')])).toMatchObject([
      { taxPercent: '19' },
      { taxPercent: '20' },
    ]);
  });
  it('more than a line has room for is its amount alone', () => {
    const much = calls({ quantity: '9999999999999', unitPrice: '0.0001' });
    expect(lines([much])).toMatchObject([{ quantity: '1', unitPrice: '1000000000.00' }]);
  });
  it('of thousands of kinds is said at once: sums do not grow with what was added to them', () => {
    const kinds = Array.from({ length: 6000 }, (_, i) =>
      calls({ kind: `Calls to ${i}`, quantity: `1.${1000 + i}`, unitPrice: `0.${1000 + i}` }),
    );
    const exact = kinds.reduce(
      (sum, each) => sum + BigInt(each.quantity.replace('.', '')) * BigInt(each.unitPrice.slice(2)),
      0n,
    );
    const [line] = lines(kinds);
    expect(line.amount).toBe((exact + 500_000n) / 1_000_000n);
  });
  it('an amount is exact', () => {
    expect(usageAmount('1.0001', '0.0001')).toBe('0.00010001');
  });
});

it('however it comes, each line is the exact sum of its records, rounded once', () => {
  const record = fc.record({
    kind: fc.constantFrom('Calls', 'SMS', 'Data'),
    unitPrice: fc.integer({ min: 0, max: 99_999 }).map((n) => `${n / 10_000}`),
    quantity: fc.integer({ min: 0, max: 9_999_999 }).map((n) => `${n / 1000}`),
    serviceId: fc.constantFrom('s1', 's2'),
  });
  fc.assert(
    fc.property(fc.array(record, { maxLength: 60 }), (records) => {
      const usage = records.map((each) => calls({ ...each, records: 1 }));
      const found = usageLines(usage, 2);
      const exact = usage.reduce(
        (sum, each) => add(sum, mul(fromDecimal(each.quantity), fromDecimal(each.unitPrice))),
        fromInt(0),
      );
      const total = found.reduce((sum, { amount }) => sum + amount, 0n);
      const off = total - roundToMinor(exact, 2);
      expect(off <= BigInt(found.length) && off >= -BigInt(found.length)).toBe(true);
      for (const line of found)
        if (line.quantity !== '1')
          expect(line.amount).toBe(
            roundToMinor(mul(fromDecimal(line.quantity), fromDecimal(line.unitPrice)), 2),
          );
    }),
  );
});
