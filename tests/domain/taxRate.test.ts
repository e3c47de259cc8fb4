import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overTime, taxFrom, taxOn, type TaxVersion } from '@backhaul/domain/money/taxRate';
import { fromDecimal, mul, fraction, add, roundHalfAway } from '@backhaul/domain/money/fraction';
import { addDays, daysBetween } from '@backhaul/domain/time/calendar';
import { aCustomer, aService, charge } from './build.ts';

const always: TaxVersion[] = [{ from: null, taxPercent: '19' }];

describe('a rate', () => {
  it('is another one from a day on', () => {
    const rate = overTime(taxFrom(always, '2026-05-10', { taxPercent: '21' }));
    expect(['2026-05-09', '2026-05-10'].map((day) => taxOn(rate, day).taxPercent)).toEqual([
      '19',
      '21',
    ]);
    expect(rate.taxPercent).toBe('21');
  });

  it('changed twice keeps what held between', () => {
    const versions = taxFrom(taxFrom(always, '2026-05-10', { taxPercent: '21' }), '2026-07-01', {
      taxPercent: '22',
    });
    expect(versions.map(({ from, taxPercent }) => [from, taxPercent])).toEqual([
      [null, '19'],
      ['2026-05-10', '21'],
      ['2026-07-01', '22'],
    ]);
  });

  it('changed sooner loses what was planned, and changed back is what it was', () => {
    const planned = taxFrom(always, '2026-07-01', { taxPercent: '22' });
    expect(taxFrom(planned, '2026-06-01', { taxPercent: '21' })).toEqual([
      { from: null, taxPercent: '19' },
      { from: '2026-06-01', taxPercent: '21' },
    ]);
    expect(taxFrom(planned, '2026-06-01', { taxPercent: '19.0' })).toEqual(always);
  });

  it('that begins on a day holds before it too, where nothing else did', () => {
    const rate = overTime([{ from: '2026-05-01', taxPercent: '19' }]);
    expect(taxOn(rate, '2026-04-01')).toEqual({ taxPercent: '19' });
  });

  it('holds on each day as the latest change before it says', () => {
    const day = fc.integer({ min: 0, max: 400 }).map((days) => addDays('2026-01-01', days));
    const change = fc.record({ from: day, taxPercent: fc.constantFrom('0', '7', '19', '20') });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), day, (changes, on) => {
        const versions = changes.reduce(
          (all, { from, taxPercent }) => taxFrom(all, from, { taxPercent }),
          always,
        );
        // a change ends all that was planned for its day and later
        const standing = changes.filter(
          (each, i) => !changes.slice(i + 1).some(({ from }) => from <= each.from),
        );
        const expected = standing.findLast(({ from }) => from <= on)?.taxPercent ?? '19';
        expect(taxOn(overTime(versions), on).taxPercent).toBe(expected);
      }),
    );
  });
});

describe('a charge over a change of its rate', () => {
  const changing = overTime(taxFrom(always, '2026-04-16', { taxPercent: '21' }));

  it('is split there, each part with its days and its tax', () => {
    const service = aService({ startDate: '2026-04-01', ...changing });
    const plan = charge(aCustomer({ services: [service] }), '2026-04-01');
    expect(
      plan.lines.map(({ periodFrom, periodTo, taxPercent, net, tax }) => [
        periodFrom,
        periodTo,
        taxPercent,
        net,
        tax,
      ]),
    ).toEqual([
      ['2026-04-01', '2026-04-16', '19', 5000n, 950n],
      ['2026-04-16', '2026-05-01', '21', 5000n, 1050n],
    ]);
  });

  it('splits its discounts with it', () => {
    const discounts = [
      { kind: 'PERCENT' as const, value: '10', from: null, until: null, message: null },
    ];
    const service = aService({ startDate: '2026-04-01', discounts, ...changing });
    const plan = charge(aCustomer({ services: [service] }), '2026-04-01');
    expect(plan.lines.map(({ kind, taxPercent, net }) => [kind, taxPercent, net])).toEqual([
      ['SERVICE', '19', 5000n],
      ['DISCOUNT', '19', -500n],
      ['SERVICE', '21', 5000n],
      ['DISCOUNT', '21', -500n],
    ]);
  });

  it('takes what is charged once with the tax of its day', () => {
    const service = aService({
      startDate: '2026-04-20',
      setupFee: '10',
      setupCharged: false,
      ...changing,
    });
    const once = {
      id: 'i1',
      description: 'Router',
      quantity: '1',
      unitPrice: '50',
      taxIncluded: false,
    };
    const futureItems = [
      { ...once, ...changing, date: '2026-04-15' },
      { ...once, ...changing, id: 'i2', date: '2026-04-16' },
    ];
    const plan = charge(aCustomer({ services: [service], futureItems }), '2026-05-01');
    expect(plan.lines.map(({ kind, taxPercent }) => `${kind} ${taxPercent}`)).toEqual([
      'SERVICE 21',
      'SETUP 21',
      'ITEM 19',
      'ITEM 21',
    ]);
  });

  it('comes to the sum of its days, each at its own tax', () => {
    const offset = fc.integer({ min: 1, max: 29 });
    const percent = fc.constantFrom('0', '7', '19', '20.5');
    fc.assert(
      fc.property(
        offset,
        percent,
        percent,
        fc.integer({ min: 1, max: 90000 }),
        (days, before, after, cents) => {
          const day = addDays('2026-04-01', days);
          const rate = overTime(
            taxFrom([{ from: null, taxPercent: before }], day, { taxPercent: after }),
          );
          const unitPrice = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
          const service = aService({ startDate: '2026-04-01', unitPrice, ...rate });
          const plan = charge(aCustomer({ services: [service] }), '2026-04-01');
          expect(plan.lines).toHaveLength(before === after ? 1 : 2);
          let exact = fraction(0n);
          for (const line of plan.lines) {
            const count = daysBetween(line.periodFrom ?? '', line.periodTo ?? '');
            const share = mul(fromDecimal(unitPrice), fraction(BigInt(count) * 100n, 30n));
            expect(line.net).toBe(roundHalfAway(share));
            exact = add(exact, share);
          }
          expect(roundHalfAway(exact)).toBe(BigInt(cents));
          const off = plan.net - BigInt(cents);
          expect(off >= -1n && off <= 1n).toBe(true);
        },
      ),
    );
  });
});
