import { describe, expect, it } from 'vitest';
import { blockDate, comesBackWith, decideStatus } from '@backhaul/domain/dunning/dunning';
import type { DunningFacts, IssuedCharge } from '@backhaul/domain/dunning/dunning';
import { parseMinor } from '@backhaul/domain/money/money';
import { reminderDates } from '@backhaul/domain/dunning/reminders';
import { FINANCE_DEFAULTS } from '@backhaul/domain/settings/finance';
import type { BillingSettings } from '@backhaul/domain/settings/finance';

describe('on the 16th, charged 100 on the 1st, due 15', () => {
  it.each([
    ['0', '100', 'active'],
    ['0', '99.99', 'blocked'],
    ['50', '150', 'active'],
    ['50', '100', 'blocked'],
    ['-50', '50', 'active'],
    ['-50', '60', 'active'],
    ['-50', '40', 'blocked'],
  ])('with a minimum of %s, paying %s leaves a customer %s', (minimumBalance, pays, result) => {
    const balance = parseMinor(pays, 2) - 10000n;
    const change = decideStatus(
      facts({ balance, settings: { ...FINANCE_DEFAULTS, minimumBalance } }),
    );
    expect(change?.to ?? 'ACTIVE').toBe(result.toUpperCase());
  });

  it('says why in words', () => {
    const settings = { ...FINANCE_DEFAULTS, minimumBalance: '-50' };
    expect(decideStatus(facts({ balance: -6000n, settings }))).toEqual({
      to: 'BLOCKED',
      reason: 'balance -60.00 is below the minimum -50.00 since 16 Apr',
    });
  });
});

describe('what brings somebody back', () => {
  const settings = { ...FINANCE_DEFAULTS, minimumBalance: '-50' };
  it.each<[string, Partial<DunningFacts>, bigint | null]>([
    ['what is missing to the minimum', { status: 'BLOCKED', balance: -6000n }, 1000n],
    ['any money, for who is blocked by hand above it', { status: 'BLOCKED', balance: -100n }, 0n],
    [
      'the same after these rules switched it off',
      { status: 'INACTIVE', balance: -6000n, blockedOn: '2026-04-01' },
      1000n,
    ],
    ['nothing, after somebody did', { status: 'INACTIVE', balance: -6000n, blockedOn: null }, null],
    ['nothing, for who is active', { status: 'ACTIVE', balance: -6000n }, null],
  ])('%s', (_name, given, amount) => {
    expect(comesBackWith(facts({ settings, ...given }))).toBe(amount);
  });
});

describe('on a day off', () => {
  it('nobody is blocked, however long ago the block date was', () => {
    const settings = { ...FINANCE_DEFAULTS, blockOnWeekends: false, holidays: ['2026-04-20'] };
    const blocked = ['2026-04-17', '2026-04-18', '2026-04-19', '2026-04-20', '2026-04-21'].filter(
      (on) => decideStatus(facts({ balance: -100n, settings, on })),
    );
    expect(blocked).toEqual(['2026-04-17', '2026-04-21']);
  });
});

describe('the block date', () => {
  it.each([
    ['due 15 blocks on the 16th', {}, '2026-04-16'],
    ['a blocking period adds to it', { blockingPeriodDays: 5 }, '2026-04-21'],
    ['no blocking, no date', { blockingEnabled: false }, null],
    ['a Saturday moves to Monday', { blockingPeriodDays: 2, blockOnWeekends: false }, '2026-04-20'],
    ['a Saturday stays where weekends count', { blockingPeriodDays: 2 }, '2026-04-18'],
    [
      'a holiday moves on, over the weekend',
      { blockingPeriodDays: 1, blockOnWeekends: false, holidays: ['2026-04-17', '2026-04-20'] },
      '2026-04-21',
    ],
    ['due days of today change nothing', { paymentDueDays: 3 }, '2026-04-16'],
  ] as [string, Partial<BillingSettings>, string | null][])('%s', (_, over, expected) => {
    const settings = { ...FINANCE_DEFAULTS, ...over };
    expect(
      blockDate({
        oldestUnpaid: issued('2026-04-01', '2026-04-15'),
        latest: issued('2026-05-01', '2026-05-15'),
        settings,
      }),
    ).toBe(expected);
  });

  it('counts from the latest charge when all are paid, and needs one', () => {
    expect(
      blockDate({
        oldestUnpaid: null,
        latest: issued('2026-05-01', '2026-05-15'),
        settings: FINANCE_DEFAULTS,
      }),
    ).toBe('2026-05-16');
    expect(blockDate({ oldestUnpaid: null, latest: null, settings: FINANCE_DEFAULTS })).toBeNull();
  });
});

describe('due on the document date', () => {
  it('by 0 due days blocks on that day, by one due day on the next', () => {
    const day = issued('2026-04-01', '2026-04-01');
    expect(
      blockDate({
        oldestUnpaid: { ...day, dueAtOnce: true },
        latest: null,
        settings: FINANCE_DEFAULTS,
      }),
    ).toBe('2026-04-01');
    expect(blockDate({ oldestUnpaid: day, latest: null, settings: FINANCE_DEFAULTS })).toBe(
      '2026-04-02',
    );
  });
});

describe('day by day', () => {
  it('nobody is blocked before the block date, or without one', () => {
    expect(decideStatus(facts({ on: '2026-04-15' }))).toBeNull();
    expect(decideStatus(facts({ blockDate: null }))).toBeNull();
    expect(decideStatus(facts({ status: 'NEW' }))?.to).toBe('BLOCKED');
  });

  it('deactivation follows ten days after', () => {
    const blocked = { status: 'BLOCKED', blockedOn: '2026-04-16' } as const;
    expect(decideStatus(facts({ ...blocked, on: '2026-04-25' }))).toBeNull();
    expect(decideStatus(facts({ ...blocked, on: '2026-04-26' }))).toMatchObject({
      to: 'INACTIVE',
      reason: expect.stringContaining('-100.00'),
    });
    const never = { ...FINANCE_DEFAULTS, deactivationEnabled: false };
    expect(decideStatus(facts({ ...blocked, on: '2027-04-26', settings: never }))).toBeNull();
  });

  it('"do not block" switches off both steps', () => {
    const settings = { ...FINANCE_DEFAULTS, blockingEnabled: false };
    expect(decideStatus(facts({ settings }))).toBeNull();
    expect(
      decideStatus(
        facts({ settings, status: 'BLOCKED', blockedOn: '2026-04-16', on: '2026-06-01' }),
      ),
    ).toBeNull();
  });

  it('money makes a blocked customer active at once, and restarts one these rules deactivated', () => {
    const paid = { balance: 0n, blockedOn: '2026-04-16' };
    expect(decideStatus(facts({ ...paid, status: 'BLOCKED' }))).toEqual({
      to: 'ACTIVE',
      reason: 'balance 0.00 reaches the minimum 0.00',
    });
    expect(decideStatus(facts({ ...paid, status: 'INACTIVE' }))).toMatchObject({
      to: 'ACTIVE',
      restart: true,
    });
    expect(decideStatus(facts({ ...paid, status: 'INACTIVE', blockedOn: null }))).toBeNull();
    expect(decideStatus(facts({ status: 'INACTIVE' }))).toBeNull();
  });

  it('concerns recurring customers only', () => {
    expect(decideStatus(facts({ billingType: 'PREPAID_CUSTOM' }))).toBeNull();
  });

  it('a minimum finer than the currency is compared exactly', () => {
    const settings = { ...FINANCE_DEFAULTS, minimumBalance: '-0.5' };
    expect(decideStatus(facts({ currency: 'JPY', digits: 0, balance: 0n, settings }))).toBeNull();
    expect(decideStatus(facts({ currency: 'JPY', digits: 0, balance: -1n, settings }))?.to).toBe(
      'BLOCKED',
    );
  });
});

it('reminders 9, 5 and 5 days apart come on the 10th, 15th and 20th', () => {
  expect(reminderDates('2026-04-01', [9, 5, 5])).toEqual([
    '2026-04-10',
    '2026-04-15',
    '2026-04-20',
  ]);
});

function issued(documentDate: string, dueDate: string): IssuedCharge {
  return { documentDate, dueDate, dueAtOnce: false };
}

function facts(over: Partial<DunningFacts>): DunningFacts {
  return {
    status: 'ACTIVE',
    balance: -10000n,
    digits: 2,
    currency: 'EUR',
    settings: FINANCE_DEFAULTS,
    blockDate: '2026-04-16',
    blockedOn: null,
    on: '2026-04-16',
    ...over,
  };
}
