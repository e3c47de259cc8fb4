import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  closingOf,
  growth,
  grossChurn,
  movementKind,
  netChurn,
  netRetention,
  quickRatio,
  ratio,
  type Flows,
} from '@backhaul/domain/figures/movements';
import { changePercent, spanBefore } from '@backhaul/domain/figures/comparison';
import { arranged } from '@backhaul/domain/figures/layout';
import { percentOf } from '@backhaul/domain/figures/percent';
import { monthlyRecurring } from '@backhaul/domain/charging/mrr';
import {
  add,
  compare,
  formatDecimal,
  fraction,
  fromDecimal,
  fromInt,
  sub,
} from '@backhaul/domain/money/fraction';
import { aService } from './build.ts';

const flows = (opening: string, ...of: string[]): Flows => {
  const [fresh, expansion, reactivation, contraction, churn] = of.map(fromDecimal);
  return {
    opening: fromDecimal(opening),
    new: fresh,
    expansion,
    reactivation,
    contraction,
    churn,
  };
};

describe('a movement of what a customer brings', () => {
  it.each([
    ['0', '10', false, 'NEW'],
    ['0', '10', true, 'REACTIVATION'],
    ['10', '0', true, 'CHURN'],
    ['10', '10.01', true, 'EXPANSION'],
    ['10', '9.99', true, 'CONTRACTION'],
    ['10', '10.00', true, null],
    ['0', '0', false, null],
  ] as const)('from %s to %s, something before: %s, is %s', (before, after, ever, kind) => {
    expect(movementKind(fromDecimal(before), fromDecimal(after), ever)).toBe(kind);
  });

  it('adds up with all others to what it ends with, and each kind has its sign', () => {
    const amount = fc.integer({ min: 0, max: 3 }).map((n) => fraction(BigInt(n), 3n));
    fc.assert(
      fc.property(fc.array(fc.array(amount, { minLength: 5, maxLength: 5 })), (customers) => {
        const sums = flows('0', '0', '0', '0', '0', '0');
        for (const [opening, ...days] of customers) {
          sums.opening = add(sums.opening, opening);
          let before = opening;
          let ever = compare(opening, fromInt(0)) > 0;
          for (const after of days) {
            const kind = movementKind(before, after, ever);
            const d = sub(after, before);
            if (kind) {
              const name = kind.toLowerCase() as keyof Flows;
              sums[name] = add(sums[name], d);
              const down = kind === 'CHURN' || kind === 'CONTRACTION';
              expect(compare(d, fromInt(0))).toBe(down ? -1 : 1);
            }
            before = after;
            ever ||= compare(after, fromInt(0)) > 0;
          }
        }
        const last = customers.map((days) => days[4]).reduce(add, fromInt(0));
        expect(compare(closingOf(sums), last)).toBe(0);
      }),
    );
  });
});

describe('figures of a month', () => {
  const may = flows('380', '120', '60', '40', '-20', '-100');
  it.each([
    ['growth', growth(may), '26.3'],
    ['customer churn', ratio(fromInt(1), fromInt(4)), '25.0'],
    ['gross churn', grossChurn(may), '31.6'],
    ['net churn', netChurn(may), '5.3'],
    ['net retention', netRetention(may), '84.2'],
  ])('%s', (_, share, expected) => {
    expect(percentOf(share)).toBe(expected);
  });

  it('the rest of them', () => {
    expect(formatDecimal(closingOf(may), 2)).toBe('480');
    expect(formatDecimal(quickRatio(may)!, 2, 2)).toBe('1.83');
    expect(formatDecimal(ratio(closingOf(may), fromInt(5))!, 2, 2)).toBe('96.00');
  });

  it('what would be divided by nothing cannot be said', () => {
    const first = flows('0', '10', '0', '0', '0', '0');
    expect(growth(first)).toBeNull();
    expect(grossChurn(first)).toBeNull();
    expect(netChurn(first)).toBeNull();
    expect(netRetention(first)).toBeNull();
    expect(quickRatio(first)).toBeNull();
    expect(percentOf(null)).toBeNull();
  });

  it('halves go away from zero', () => {
    expect(percentOf(fraction(1n, 2000n))).toBe('0.1');
    expect(percentOf(fraction(-1n, 2000n))).toBe('-0.1');
    expect(percentOf(fromInt(0))).toBe('0.0');
  });

  it('a price of days counts as a part of a month, where it is paid by them', () => {
    const service = aService({ unitPrice: '30', periodDays: 30 });
    const on = '2026-04-15';
    expect(formatDecimal(monthlyRecurring(service, on, { byPeriods: true }), 2)).toBe('30.42');
    expect(formatDecimal(monthlyRecurring(service, on), 2)).toBe('30');
  });
});

describe('a month is compared', () => {
  it.each([
    ['2026-05-01', '2026-05-15', '2026-04-01', '2026-04-16'],
    ['2026-03-01', '2026-03-31', '2026-02-01', '2026-03-01'],
    ['2026-05-01', '2026-05-31', '2026-04-01', '2026-05-01'],
    ['2026-05-01', '2026-05-01', '2026-04-01', '2026-04-02'],
    ['2026-04-01', '2026-05-15', '2026-03-01', '2026-04-01'],
    ['2026-01-01', '2026-01-20', '2025-12-01', '2025-12-21'],
  ])('%s on %s with the days from %s before %s', (month, today, from, before) => {
    expect(spanBefore(month, today)).toEqual({ from, before });
  });

  it.each([
    ['480', '380', '26.3'],
    ['380', '480', '-20.8'],
    ['100', '0', null],
    ['0', '0', null],
    ['50', '-100', '150.0'],
  ])('%s after %s is %s percent', (value, previous, expected) => {
    expect(changePercent(fromDecimal(value), fromDecimal(previous))).toBe(expected);
  });
});

describe('a layout', () => {
  const place = (key: string, width = 1) => ({ key, width, hidden: false });
  it('keeps its order, takes new tiles at the end and leaves out what is there no more', () => {
    const laidOut = [place('b', 3), place('gone'), place('a')];
    expect(arranged(laidOut, [place('a', 2), place('b'), place('new', 2)])).toEqual([
      place('b', 3),
      place('a'),
      place('new', 2),
    ]);
  });
});
