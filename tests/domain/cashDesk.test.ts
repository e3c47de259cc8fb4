import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cashCorrection, changeOf, roundedToStep } from '@backhaul/domain/cashDesk/cash';
import { tillDay, type DaySession } from '@backhaul/domain/cashDesk/day';
import { piecesOf, sumOfPieces } from '@backhaul/domain/cashDesk/pieces';
import {
  cashEffect,
  closeBy,
  expectedCash,
  TILL_EVENTS,
  withinLimit,
  type Movement,
} from '@backhaul/domain/cashDesk/till';

const cash = (kind: Movement['kind'], amount: bigint): Movement => ({ kind, amount, cash: true });
const amounts = fc.bigInt(0n, 10n ** 12n);
const movements = fc.array(
  fc.record({ kind: fc.constantFrom(...TILL_EVENTS), amount: amounts, cash: fc.boolean() }),
);

describe('the cash that should be in a till', () => {
  const day = [
    cash('PAYMENT', 5990n),
    cash('PAYMENT', 4000n),
    cash('PAYMENT', 12000n),
    { ...cash('PAYMENT', 3000n), cash: false },
    cash('REFUND', 1500n),
    cash('PAY_OUT', 850n),
    cash('DEPOSIT', 20000n),
  ];

  it('is the float, what came and what went; a card pays into no till', () => {
    expect(expectedCash(10000n, day)).toBe(9640n);
    expect(closeBy({ expected: 9640n, counted: 9600n, firstCount: 9600n }, 0n)).toEqual({
      difference: -40n,
      needsReason: true,
      needsApproval: true,
    });
  });

  it('is the same in whatever order and in whatever parts it is added up', () => {
    fc.assert(
      fc.property(amounts, movements, fc.nat(), (float, all, at) => {
        const whole = expectedCash(float, all);
        expect(expectedCash(float, [...all].reverse())).toBe(whole);
        const half = at % (all.length + 1);
        expect(expectedCash(expectedCash(float, all.slice(0, half)), all.slice(half))).toBe(whole);
        expect(whole).toBe(all.reduce((sum, each) => sum + cashEffect(each), float));
      }),
    );
  });

  it('may grow to the limit and no further, and always shrink', () => {
    expect(withinLimit(41200n, 8800n, 50000n)).toBe(true);
    expect(withinLimit(41200n, 8801n, 50000n)).toBe(false);
    expect(withinLimit(60000n, -100n, 50000n)).toBe(true);
    expect(withinLimit(60000n, 10n ** 12n, null)).toBe(true);
  });
});

describe('a day of a till', () => {
  const session = (
    float: bigint,
    movements: Movement[],
    counted: bigint | null,
    left: bigint | null = counted,
    floatReason: string | null = null,
  ): DaySession => ({
    float,
    floatReason,
    movements,
    expected: expectedCash(float, movements),
    counted,
    left,
  });

  it('is what its one session came to', () => {
    const moved = [
      ...[5990n, 4000n, 12000n].map((amount) => cash('PAYMENT', amount)),
      cash('REFUND', 1500n),
      cash('PAY_OUT', 850n),
      cash('DEPOSIT', 20000n),
    ];
    expect(tillDay([session(10000n, moved, 9600n, 5000n)])).toEqual({
      opening: 10000n,
      takenOut: 0n,
      floatDifferences: [],
      expected: 9640n,
      counted: 9600n,
      difference: -40n,
      takenOutLast: 4600n,
      left: 5000n,
    });
  });

  it('counts the same drawer once, however often it was opened', () => {
    const day = tillDay([
      session(10000n, [cash('PAYMENT', 5130n)], 15130n, 10000n),
      session(11000n, [cash('PAY_OUT', 500n)], 10500n, 10500n, 'change from the bank'),
      session(10500n, [], 11350n, 11000n),
      session(10000n, [cash('PAYMENT', 500n)], 10500n, 10500n, 'a note too few'),
    ]);
    expect(day).toEqual({
      opening: 10000n,
      takenOut: 5480n,
      floatDifferences: [
        { amount: 1000n, reason: 'change from the bank' },
        { amount: -1000n, reason: 'a note too few' },
      ],
      expected: 9650n,
      counted: 10500n,
      difference: 850n,
      takenOutLast: 0n,
      left: 10500n,
    });
    // while the last is open nothing of it is counted
    expect(tillDay([session(100n, [], 90n), session(90n, [], null)])).toMatchObject({
      expected: 100n,
      counted: null,
      difference: -10n,
      left: null,
    });
  });

  it('adds up from the first float to what was counted last', () => {
    const any = fc.record({ float: amounts, movements, counted: amounts, left: amounts });
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 5 }), (all) => {
        const sessions = all.map(({ float, movements: moved, counted, left }) =>
          session(float, moved, counted, left < counted ? left : counted),
        );
        const day = tillDay(sessions);
        const moved = expectedCash(
          day.opening,
          sessions.flatMap((each) => each.movements),
        );
        const added = day.floatDifferences.reduce((sum, { amount }) => sum + amount, 0n);
        expect(day.expected).toBe(moved - day.takenOut + added);
        expect(day.counted).toBe(day.expected + day.difference);
        expect(day.counted).toBe(day.left! + day.takenOutLast!);
      }),
    );
  });
});

describe('a close', () => {
  it('asks for nothing where it fits, for words where not, for a second person beyond the tolerance', () => {
    const count = (counted: bigint, firstCount = counted) => ({
      expected: 100n,
      counted,
      firstCount,
    });
    expect(closeBy(count(100n), 0n)).toEqual({
      difference: 0n,
      needsReason: false,
      needsApproval: false,
    });
    expect(closeBy(count(95n), 5n)).toMatchObject({ needsReason: true, needsApproval: false });
    expect(closeBy(count(106n), 5n)).toMatchObject({ difference: 6n, needsApproval: true });
  });

  it('is not saved by counting again: the first count still has to be explained', () => {
    const again = { expected: 100n, counted: 100n, firstCount: 60n };
    expect(closeBy(again, 5n)).toEqual({ difference: 0n, needsReason: true, needsApproval: true });
  });
});

describe('cash in coins that are left', () => {
  it('is rounded to the nearest step, half up', () => {
    const rounded: [bigint, bigint, bigint][] = [
      [5992n, 5n, 5990n],
      [5993n, 5n, 5995n],
      [5995n, 10n, 6000n],
      [5994n, 10n, 5990n],
      [5925n, 50n, 5950n],
      [5950n, 100n, 6000n],
      [5949n, 100n, 5900n],
      [-25n, 50n, 0n],
      [-26n, 50n, -50n],
    ];
    for (const [amount, step, to] of rounded) expect(roundedToStep(amount, step)).toBe(to);
    expect(() => roundedToStep(1n, 0n)).toThrow(RangeError);
  });

  it('lies on the step, at most half of one away', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 12n), 10n ** 12n), fc.bigInt(1n, 1000n), (amount, step) => {
        const rounded = roundedToStep(amount, step);
        expect(rounded % step).toBe(0n);
        const off = 2n * (rounded - amount);
        expect(off > -step && off <= step).toBe(true);
      }),
    );
  });

  it('settles what is due to the last cent only where it is what rounding makes of it', () => {
    expect(cashCorrection(5990n, [5992n], 5n)).toBe(2n);
    expect(cashCorrection(5995n, [5993n], 5n)).toBe(-2n);
    expect(cashCorrection(5992n, [5992n], 5n)).toBe(0n);
    expect(cashCorrection(5990n, [4992n, 5992n], 5n)).toBe(2n);
    expect(cashCorrection(4000n, [5992n], 5n)).toBeNull();
    expect(cashCorrection(5990n, [5992n], null)).toBeNull();
    // nothing due is no reason to give anything
    expect(cashCorrection(0n, [2n], 5n)).toBe(2n);
    expect(cashCorrection(0n, [-2n], 5n)).toBeNull();
  });

  it('is handed back as far as it is too much', () => {
    expect(changeOf(5990n, 7000n)).toBe(1010n);
    expect(changeOf(5990n, 5990n)).toBe(0n);
    expect(changeOf(5990n, 5000n)).toBeNull();
  });
});

describe('coins and notes', () => {
  it('go from the largest note to the smallest coin of the currency', () => {
    expect(piecesOf(2)).toEqual(
      [50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1].map(BigInt),
    );
    expect(piecesOf(0)[0]).toBe(50000n);
    expect(piecesOf(3)[0]).toBe(500000n);
  });

  it('come to what they are worth', () => {
    expect(
      sumOfPieces([
        { value: 5000n, count: 1 },
        { value: 20n, count: 3 },
      ]),
    ).toBe(5060n);
  });
});
