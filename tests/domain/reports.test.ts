import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentOf } from '@backhaul/domain/figures/percent';
import { ratio } from '@backhaul/domain/figures/movements';
import { add, formatDecimal, fromInt } from '@backhaul/domain/money/fraction';
import { ageOf } from '@backhaul/domain/reports/ageing';
import { cohorts, type Level } from '@backhaul/domain/reports/cohorts';
import { earnedIn } from '@backhaul/domain/reports/earned';
import {
  bucketDays,
  bucketName,
  bucketsOf,
  bucketStart,
  BUCKETS,
  groupingName,
} from '@backhaul/domain/reports/groupings';
import { addDays } from '@backhaul/domain/time/calendar';

const day = fc.integer({ min: 0, max: 4000 }).map((n) => addDays('2024-01-01', n));
const size = fc.constantFrom(...BUCKETS);

describe('what a report is grouped by', () => {
  it('has the names of the API, and custom fields by whose they are', () => {
    expect(groupingName('month')).toBe('month');
    expect(groupingName('taxRate')).toBe('taxRate');
    expect(groupingName('customFields.customer.region')).toEqual({ of: 'customer', key: 'region' });
    for (const wrong of ['', 'months', 'customFields.invoice.x', 'customFields.customer.'])
      expect(groupingName(wrong)).toBeNull();
  });

  it.each([
    ['day', '2026-05-14', '2026-05-14', '2026-05-14'],
    ['week', '2026-05-14', '2026-05-11', '2026-05-11'],
    ['month', '2026-05-14', '2026-05-01', '2026-05'],
    ['quarter', '2026-05-14', '2026-04-01', '2026-Q2'],
    ['quarter', '2026-12-31', '2026-10-01', '2026-Q4'],
    ['year', '2026-05-14', '2026-01-01', '2026'],
  ] as const)('a %s of %s begins on %s and is written %s', (by, on, start, name) => {
    expect(bucketStart(by, on)).toBe(start);
    expect(bucketName(by, start)).toBe(name);
  });

  it('covers each day of a range exactly once', () => {
    fc.assert(
      fc.property(size, day, fc.nat(500), (by, from, length) => {
        const to = addDays(from, length);
        const all = bucketsOf(by, { from, to });
        expect(all[0].from).toBe(from);
        expect(all.at(-1)?.to).toBe(to);
        for (const [n, each] of all.entries()) {
          if (n) expect(each.from).toBe(addDays(all[n - 1].to, 1));
          expect(each.to <= bucketDays(by, bucketStart(by, each.from)).to).toBe(true);
        }
      }),
    );
  });
});

describe('what is earned of a charge', () => {
  it('is spread over its days: 300.00 for May to July is 101.09, 97.82 and 101.09', () => {
    const charged = { net: 30000n, from: '2026-05-01', before: '2026-08-01' };
    const months = bucketsOf('month', { from: '2026-05-01', to: '2026-07-31' });
    expect(
      months.map(({ from, to }) => earnedIn(charged, { from, before: addDays(to, 1) })),
    ).toEqual([10109n, 9782n, 10109n]);
  });

  it('adds up to what was charged, however its days are cut', () => {
    const cuts = fc.array(fc.integer({ min: -20, max: 420 }), { maxLength: 12 });
    fc.assert(
      fc.property(
        fc.bigInt({ min: -1_000_000_000n, max: 1_000_000_000n }),
        day,
        fc.integer({ min: 1, max: 400 }),
        cuts,
        (net, from, length, at) => {
          const charged = { net, from, before: addDays(from, length) };
          const edges = [-20, ...at, 420].sort((a, b) => a - b).map((n) => addDays(from, n));
          const parts = edges
            .slice(1)
            .map((before, n) => earnedIn(charged, { from: edges[n], before }));
          expect(parts.reduce((sum, each) => sum + each, 0n)).toBe(net);
        },
      ),
    );
  });
});

it.each([
  ['2026-05-15', 'notDue'],
  ['2026-06-01', 'notDue'],
  ['2026-05-14', 'd30'],
  ['2026-04-15', 'd30'],
  ['2026-04-14', 'd60'],
  ['2026-03-16', 'd60'],
  ['2026-03-15', 'd90'],
  ['2026-02-14', 'd90'],
  ['2026-02-13', 'd90plus'],
] as const)('due on %s is %s on 15 May', (due, age) => {
  expect(ageOf(due, '2026-05-15')).toBe(age);
});

describe('cohorts', () => {
  const told = (text: string): Level[] =>
    text.split('; ').map((each) => {
      const [customer, day, amount] = each.split(' ');
      return { customer, day: `2026-${day}`, amount: fromInt(Number(amount)) };
    });

  it('are the customers of a month, and what of them is there at the end of each month after', () => {
    const levels = told(
      'A 01-01 100; D 01-01 50; E 01-01 100; B 02-01 100; C 03-01 80; D 04-21 0; E 05-01 0; C 05-01 60; F 05-04 120; B 05-10 160; D 05-12 40',
    );
    const all = cohorts(levels, '2026-05-15');
    expect([...all.keys()]).toEqual(['2026-01', '2026-02', '2026-03', '2026-05']);
    const january = all.get('2026-01')!;
    const [first] = january;
    expect([first.customers, formatDecimal(first.mrr, 2, 2)]).toEqual([3, '250.00']);
    const shares = january.map(({ customers, mrr }) => [
      percentOf(ratio(fromInt(customers), fromInt(first.customers))),
      percentOf(ratio(mrr, first.mrr)),
    ]);
    expect(shares).toEqual([
      ['100.0', '100.0'],
      ['100.0', '100.0'],
      ['100.0', '100.0'],
      ['66.7', '80.0'],
      ['66.7', '56.0'],
    ]);
    expect(all.get('2026-05')).toHaveLength(1);
  });

  it('bring together at their last month what all customers bring', () => {
    const level = fc.record({
      customer: fc.constantFrom('A', 'B', 'C', 'D'),
      day: fc.integer({ min: 0, max: 700 }).map((n) => addDays('2024-01-01', n)),
      amount: fc.integer({ min: 0, max: 3 }).map(fromInt),
    });
    fc.assert(
      fc.property(fc.array(level, { maxLength: 40 }), (levels) => {
        const sorted = levels.sort((a, b) => a.day.localeCompare(b.day));
        const now = new Map(sorted.map(({ customer, amount }) => [customer, amount]));
        const last = [...cohorts(sorted, '2026-01-10').values()].map((cells) => cells.at(-1)!);
        const sum = (amounts: Level['amount'][]) =>
          formatDecimal(amounts.reduce(add, fromInt(0)), 2);
        expect(sum(last.map(({ mrr }) => mrr))).toBe(sum([...now.values()]));
        expect(last.reduce((n, { customers }) => n + customers, 0)).toBe(
          [...now.values()].filter(({ n }) => n > 0n).length,
        );
      }),
    );
  });
});
