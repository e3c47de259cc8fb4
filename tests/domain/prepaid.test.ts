import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carry, prepaidStatus } from '@backhaul/domain/charging/prepaid';
import { addDays, addMonths, daysBetween } from '@backhaul/domain/time/calendar';
import { formatMinor } from '@backhaul/domain/money/money';
import { coveredWholly } from '@backhaul/domain/settlement/settlement';
import { aCustomer, aService } from './build.ts';

const custom = (...services: object[]) =>
  aCustomer({
    billingType: 'PREPAID_CUSTOM',
    services: (services.length ? services : [{}]).map((over, i) =>
      aService({ id: `s${i}`, startDate: '2026-04-01', unitPrice: '30', ...over }),
    ),
  });
const daily = (over: object = {}) => ({
  ...custom({ unitPrice: '40', ...over }),
  billingType: 'PREPAID_DAILY' as const,
});
const told = (carried: ReturnType<typeof carry>) =>
  carried.charges.map(
    ({ on, plan }) =>
      `${on}: ${plan.lines.map((line) => `${line.periodFrom} - ${line.periodTo}`).join(', ')} ${formatMinor(plan.total, 2)}`,
  );

describe('periods that are paid ahead', () => {
  it('begin one after the other as long as the balance covers them', () => {
    const carried = carry(custom(), 7000n, { through: '2026-07-01' });
    expect(told(carried)).toEqual([
      '2026-04-01: 2026-04-01 - 2026-05-01 30.00',
      '2026-05-01: 2026-05-01 - 2026-06-01 30.00',
    ]);
    expect(carried.balance).toBe(1000n);
    expect(carried.uncovered).toEqual({
      on: '2026-06-01',
      total: 3000n,
      reason: 'balance 10.00 does not cover 30.00 from 1 Jun on',
    });
  });

  it('may be so many days, for the price as it stands', () => {
    expect(told(carry(custom({ periodDays: 10 }), 6000n, { through: '2026-04-11' }))).toEqual([
      '2026-04-01: 2026-04-01 - 2026-04-11 30.00',
      '2026-04-11: 2026-04-11 - 2026-04-21 30.00',
    ]);
  });

  it('go on with the day on which money came, without the days before', () => {
    const stood = custom({ chargedUntil: '2026-05-01' });
    expect(told(carry(stood, 3000n, { through: '2026-05-05', resumes: '2026-05-05' }))).toEqual([
      '2026-05-05: 2026-05-05 - 2026-06-05 30.00',
    ]);
  });

  it('that are due on one day are charged together or not at all', () => {
    const two = custom({}, { unitPrice: '10' });
    expect(told(carry(two, 3999n, { through: '2026-04-01' }))).toEqual([]);
    expect(told(carry(two, 4000n, { through: '2026-04-01' }))).toEqual([
      '2026-04-01: 2026-04-01 - 2026-05-01, 2026-04-01 - 2026-05-01 40.00',
    ]);
  });

  it('keep the minimum balance, and end with the service at its share of the price', () => {
    const kept = custom();
    kept.settings = { ...kept.settings, minimumBalance: '5' };
    expect(carry(kept, 3499n, { through: '2026-04-01' }).uncovered?.reason).toBe(
      'balance 34.99 does not cover 30.00 and the minimum 5 from 1 Apr on',
    );
    expect(told(carry(kept, 3500n, { through: '2026-04-01' }))).toHaveLength(1);
    expect(
      told(carry(custom({ endDate: '2026-04-10' }), 3000n, { through: '2026-06-01' })),
    ).toEqual(['2026-04-01: 2026-04-01 - 2026-04-11 10.00']);
  });

  it('decide the status: blocked when they are not covered, active again when they are', () => {
    const poor = carry(custom(), 0n, { through: '2026-04-01' });
    expect(prepaidStatus(custom(), poor, false)?.to).toBe('BLOCKED');
    const blocked = { ...custom(), status: 'BLOCKED' as const };
    expect(prepaidStatus(blocked, poor, true)).toBeNull();
    const rich = carry(blocked, 3000n, { through: '2026-04-05', resumes: '2026-04-05' });
    expect(prepaidStatus(blocked, rich, true)).toEqual({
      to: 'ACTIVE',
      reason: 'balance 30.00 covers what is due',
    });
    // whom somebody blocked stays blocked
    expect(prepaidStatus(blocked, rich, false)).toBeNull();
  });
});

describe('days that are paid ahead', () => {
  it('20.00 on a plan of 40.00 last 15 days of April', () => {
    const carried = carry(daily(), 2000n, { through: '2026-04-30' });
    expect(carried.charges).toHaveLength(15);
    expect(carried.balance).toBe(0n);
    expect(carried.uncovered?.on).toBe('2026-04-16');
  });

  it('of a month add up to its price with its tax exactly, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000 }),
        fc.constantFrom('0', '19', '7.7', '15'),
        fc.boolean(),
        fc.integer({ min: 0, max: 30 }),
        fc.constantFrom([], [{ kind: 'PERCENT' as const, value: '33.3333' }]),
        (cents, taxPercent, taxIncluded, months, some) => {
          const from = addMonths('2026-01-01', months);
          const to = addMonths(from, 1);
          const discounts = some.map((each) => ({
            ...each,
            from: null,
            until: null,
            message: null,
          }));
          const price = { unitPrice: (cents / 100).toFixed(2), taxPercent, taxIncluded, discounts };
          const plan = daily({ startDate: from, chargedUntil: from, ...price });
          const { charges } = carry(plan, 10_000_000n, { through: addDays(to, -1) });
          expect(charges).toHaveLength(daysBetween(from, to));
          const sum = charges.reduce((all, each) => all + each.plan.total, 0n);
          const whole = carry({ ...plan, billingType: 'PREPAID_CUSTOM' }, 10_000_000n, {
            through: from,
          }).charges.reduce((all, each) => all + each.plan.total, 0n);
          // one line after its discount, or two that are rounded each
          const off = sum - whole;
          expect(some.length ? off >= -1n && off <= 1n : off === 0n).toBe(true);
          for (const {
            plan: { lines },
          } of charges)
            for (const line of lines) expect(line.net + line.tax).toBe(line.total);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('of a part of a month add up to its share, with the tax of that', () => {
    const sums = (over: object, through: string) => {
      const { charges } = carry(daily(over), 1_000_000n, { through });
      const sum = (key: 'net' | 'tax') =>
        formatMinor(
          charges.reduce((all, { plan }) => all + plan[key], 0n),
          2,
        );
      return [sum('net'), sum('tax')];
    };
    const late = { startDate: '2026-11-07', chargedUntil: '2026-11-07' };
    expect(sums({ ...late, unitPrice: '33.33', taxPercent: '19' }, '2026-11-30')).toEqual([
      '26.66',
      '5.07',
    ]);
    const paused = {
      startDate: '2026-11-01',
      chargedUntil: '2026-11-01',
      unitPrice: '29.99',
      taxPercent: '19',
      taxIncluded: true,
      pauses: [{ from: '2026-11-15', until: '2026-11-21' }],
    };
    // 24 of 30 days of 29.99 are 23.99
    expect(sums(paused, '2026-11-30')).toEqual(['20.16', '3.83']);
  });

  it('never take more than there is, nor leave what would cover a day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.nat(60), (cents, days) => {
        const through = addDays('2026-04-01', days);
        const { charges, balance, uncovered } = carry(daily(), BigInt(cents), { through });
        expect(balance >= 0n).toBe(true);
        if (uncovered) expect(balance < uncovered.total).toBe(true);
        else expect(charges).toHaveLength(days + 1);
      }),
      { numRuns: 200 },
    );
  });
});

it('money that settles in full or not at all pays the oldest that it covers, and passes over the others', () => {
  const invoice = (id: string, due: bigint, dueDate: string) => ({
    id,
    due,
    dueDate,
    documentDate: dueDate,
    number: id,
  });
  const open = [invoice('b', 2000n, '2026-05-01'), invoice('a', 3000n, '2026-04-01')];
  const paid = (money: bigint) => coveredWholly(open, money).map(({ id }) => id);
  expect([paid(1500n), paid(2500n), paid(3000n), paid(5000n)]).toEqual([
    [],
    ['b'],
    ['a'],
    ['a', 'b'],
  ]);
});

describe('what was used, of who pays ahead', () => {
  const calls = (day: string, over: object = {}) => ({
    serviceId: 's0',
    service: 'Voice',
    kind: 'Calls',
    unitPrice: '0.5',
    quantity: '10',
    taxIncluded: false,
    taxPercent: '0',
    firstDay: day,
    lastDay: day,
    records: 1,
    ...over,
  });
  const used = (customer: ReturnType<typeof custom>, ...days: string[]) => ({
    ...customer,
    usage: days.map((day) => calls(day)),
  });
  const april = { startDate: '2026-04-01', chargedUntil: '2026-05-01' };

  it('is charged with the renewal of the period, in arrears, where the balance covers both', () => {
    const customer = used(custom(april), '2026-04-03', '2026-04-30', '2026-05-01');
    expect(told(carry(customer, 4000n, { through: '2026-05-01' }))).toEqual([
      '2026-05-01: 2026-05-01 - 2026-06-01, 2026-04-03 - 2026-05-01 40.00',
    ]);
    expect(carry(customer, 4000n, { through: '2026-05-01' }).charges[0].plan.usage).toEqual({
      until: '2026-05-01',
      records: 2,
    });
    expect(carry(customer, 3999n, { through: '2026-05-01' })).toMatchObject({
      charges: [],
      uncovered: { on: '2026-05-01', total: 4000n },
    });
    expect(carry(customer, 9999n, { through: '2026-04-30' }).charges).toEqual([]);
  });

  it('is charged once: the next renewal takes what came after', () => {
    const customer = used(custom(april), '2026-04-03', '2026-05-01');
    expect(told(carry(customer, 10_000n, { through: '2026-06-01' }))).toEqual([
      '2026-05-01: 2026-05-01 - 2026-06-01, 2026-04-03 - 2026-04-04 35.00',
      '2026-06-01: 2026-06-01 - 2026-07-01, 2026-05-01 - 2026-05-02 35.00',
    ]);
  });

  it('comes by itself after the last period, on the day that is lived, and each month of a year', () => {
    const ended = used(custom({ ...april, endDate: '2026-04-30' }), '2026-04-03');
    expect(told(carry(ended, 500n, { through: '2026-04-30' }))).toEqual([]);
    expect(told(carry(ended, 500n, { through: '2026-05-01' }))).toEqual([
      '2026-05-01: 2026-04-03 - 2026-04-04 5.00',
    ]);
    // what came late is charged on no day that is over
    expect(told(carry(ended, 500n, { through: '2026-05-20' }))).toEqual([
      '2026-05-20: 2026-04-03 - 2026-04-04 5.00',
    ]);
    const year = used(
      custom({ startDate: '2026-04-01', chargedUntil: '2027-04-01', periodDays: 365 }),
      '2026-04-03',
    );
    expect(told(carry(year, 500n, { through: '2026-05-03', today: '2026-04-04' }))).toEqual([
      '2026-05-03: 2026-04-03 - 2026-04-04 5.00',
    ]);
  });

  it('by itself blocks nobody: not covered, it waits for the renewal, which needs both', () => {
    const year = used(
      custom({ startDate: '2026-04-01', chargedUntil: '2027-04-01', periodDays: 365 }),
      '2026-04-03',
    );
    expect(carry(year, 499n, { through: '2026-06-01' })).toMatchObject({
      charges: [],
      uncovered: null,
    });
    expect(carry(year, 3499n, { through: '2027-04-01', today: '2027-03-20' })).toMatchObject({
      charges: [{ plan: { total: 500n } }],
      uncovered: { on: '2027-04-01' },
    });
    expect(carry(year, 499n, { through: '2027-04-01' }).uncovered).toMatchObject({
      on: '2027-04-01',
      total: 3500n,
    });
  });

  it('by days is charged with the day after it, and shortens how long a balance lasts', () => {
    const customer = used(daily(), '2026-04-01', '2026-04-02');
    const carried = carry(customer, 2000n, { through: '2026-04-30' });
    expect(told(carried).slice(0, 3)).toEqual([
      '2026-04-01: 2026-04-01 - 2026-04-02 1.33',
      '2026-04-02: 2026-04-02 - 2026-04-03, 2026-04-01 - 2026-04-02 6.34',
      '2026-04-03: 2026-04-03 - 2026-04-04, 2026-04-02 - 2026-04-03 6.33',
    ]);
    expect(carried.uncovered?.on).toBe('2026-04-08');
    // of a service that ended: with the night after
    const ended = used(daily({ chargedUntil: '2026-04-03', endDate: '2026-04-02' }), '2026-04-02');
    expect(told(carry(ended, 500n, { through: '2026-04-03' }))).toEqual([
      '2026-04-03: 2026-04-02 - 2026-04-03 5.00',
    ]);
  });

  it('however it came: each record is charged once, and the balance pays just that', () => {
    const day = fc.integer({ min: 0, max: 80 }).map((n) => addDays('2026-04-01', n));
    fc.assert(
      fc.property(
        fc.array(day, { maxLength: 20 }),
        fc.boolean(),
        fc.integer({ min: 0, max: 20_000 }),
        (days, byDays, balance) => {
          const customer = used(byDays ? daily() : custom({ periodDays: 10 }), ...days);
          const carried = carry(customer, BigInt(balance), { through: '2026-06-30' });
          const lines = carried.charges.flatMap(({ plan }) => plan.lines);
          const usage = lines.filter(({ kind }) => kind === 'USAGE');
          const records = carried.charges.reduce(
            (n, { plan }) => n + (plan.usage?.records ?? 0),
            0,
          );
          expect(usage.reduce((sum, { total }) => sum + total, 0n)).toBe(BigInt(records) * 500n);
          expect(records).toBeLessThanOrEqual(days.length);
          const total = lines.reduce((sum, line) => sum + line.total, 0n);
          expect(carried.balance).toBe(BigInt(balance) - total);
          expect(carried.balance).toBeGreaterThanOrEqual(0n);
          for (const { on, plan } of carried.charges)
            for (const line of plan.lines)
              if (line.kind === 'USAGE') expect(line.periodTo! <= on).toBe(true);
        },
      ),
    );
  });
});
