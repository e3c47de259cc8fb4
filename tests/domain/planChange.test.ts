import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changeDay,
  changeFee,
  settleChange,
  type PlanChangeTerms,
} from '@backhaul/domain/charging/planChange';
import {
  ownPause,
  ownPauseOver,
  paused,
  restsOn,
  resumed,
} from '@backhaul/domain/charging/ownPause';
import type { Pause } from '@backhaul/domain/charging/ownPause';
import { withoutPauses } from '@backhaul/domain/charging/coverage';
import { contractUntil, earlyFee } from '@backhaul/domain/charging/contract';
import { addDays } from '@backhaul/domain/time/calendar';
import { toDayNumber } from '@backhaul/domain/time/dayNumber';

const terms: PlanChangeTerms = {
  planChangeRefund: true,
  planChangeBilling: 'NOW',
  planChangeFeeDearer: '10',
  planChangeFeeCheaper: '30',
  planChangeMinimumInvoice: '0',
};

describe('a change of plan', () => {
  it('holds from the day wished for, or from the end of what is paid where nothing is given back', () => {
    expect(changeDay('2026-04-16', '2026-05-01', terms)).toBe('2026-04-16');
    const kept = { ...terms, planChangeRefund: false };
    expect(changeDay('2026-04-16', '2026-05-01', kept)).toBe('2026-05-01');
    expect(changeDay('2026-05-16', '2026-05-01', kept)).toBe('2026-05-16');
  });

  it('costs one fee to a dearer plan, another to a cheaper one, none at the same price', () => {
    expect(changeFee(10_000n, 20_000n, terms)).toBe('10');
    expect(changeFee(20_000n, 15_000n, terms)).toBe('30');
    expect(changeFee(20_000n, 20_000n, terms)).toBe('0');
  });

  it('takes the fee off what is given back: October, 77.42 less 30 is 47.42', () =>
    expect(
      settleChange({ unused: 7_742n, fee: 3_000n, sameTax: true, newPart: 3_871n }, terms, 2),
    ).toEqual({
      credited: 4_742n,
      atOnce: true,
      feeBy: 'CREDIT',
    }));

  it('makes it a line of its own where too little is given back, or lets it wait', () => {
    const taxed = { unused: 7_742n, fee: 3_000n, sameTax: false, newPart: 3_871n };
    expect(settleChange(taxed, terms, 2)).toMatchObject({ credited: 7_742n, feeBy: 'INVOICE' });
    const little = { unused: 2_000n, fee: 3_000n, sameTax: true, newPart: 3_871n };
    expect(settleChange(little, terms, 2)).toMatchObject({ credited: 2_000n, feeBy: 'INVOICE' });
    const later = { ...terms, planChangeBilling: 'NEXT_CYCLE' } as const;
    expect(settleChange(little, later, 2)).toMatchObject({ atOnce: false, feeBy: 'ITEM' });
  });

  it('lets a new part below the minimum wait for the next cycle', () => {
    const small = { unused: 5_000n, fee: 0n, sameTax: true, newPart: 3_871n };
    const at = (planChangeMinimumInvoice: string) =>
      settleChange(small, { ...terms, planChangeMinimumInvoice }, 2);
    expect(at('38.72')).toEqual({ credited: 5_000n, atOnce: false, feeBy: null });
    expect(at('38.71')).toMatchObject({ atOnce: true });
  });

  it('neither loses nor makes money: what is given back and the fee are what was not used', () => {
    const amount = fc.bigInt({ min: 0n, max: 100_000n });
    fc.assert(
      fc.property(amount, amount, amount, (unused, fee, newPart) => {
        const { credited, feeBy } = settleChange({ unused, fee, sameTax: true, newPart }, terms, 2);
        expect(credited >= 0n).toBe(true);
        expect(credited + (feeBy === 'CREDIT' ? fee : 0n)).toBe(unused);
        expect(feeBy === null).toBe(fee === 0n);
      }),
    );
  });
});

describe('a pause of a service', () => {
  it('goes until it is resumed, and leaves nothing behind when it would last no day', () => {
    const open = paused([], '2026-04-10');
    expect(ownPause(open, '2026-04-01')).toEqual({ from: '2026-04-10', until: null, own: true });
    expect(ownPauseOver(open)).toBeNull();
    expect(resumed(open, '2026-04-10')).toEqual([]);
    const over = resumed(open, '2026-04-20');
    expect(ownPauseOver(over)).toBe('2026-04-20');
    expect(ownPause(over, '2026-04-19')).toMatchObject({ until: '2026-04-20' });
    expect(ownPause(over, '2026-04-20')).toBeNull();
  });

  it('lets the pauses of a customer that is inactive be', () => {
    const inactive: Pause = { from: '2026-04-15', until: null };
    expect(resumed(paused([inactive], '2026-04-10'), '2026-04-20')).toEqual([
      inactive,
      { from: '2026-04-10', until: '2026-04-20', own: true },
    ]);
    expect(restsOn([inactive], '2026-04-16')).toBe(false);
  });

  it('takes off exactly the days between, whatever pauses overlap', () => {
    const day = fc.nat(60).map((n) => addDays('2026-04-01', n));
    const pair = fc.tuple(day, day).map(([a, b]) => (a < b ? [a, b] : [b, a]));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 5 }), (pairs) => {
        const pauses = pairs.reduce<Pause[]>(
          (all, [from, until]) => resumed(paused(all, from), until),
          [],
        );
        const span = { from: toDayNumber('2026-04-01'), to: toDayNumber('2026-06-10') };
        const charged = withoutPauses(span, pauses).reduce((n, { from, to }) => n + to - from, 0);
        const resting = Array.from({ length: span.to - span.from }, (_, n) =>
          addDays('2026-04-01', n),
        ).filter((each) => restsOn(pauses, each));
        expect(charged + resting.length).toBe(span.to - span.from);
      }),
    );
  });
});

describe('a contract', () => {
  const contract = { startDate: '2026-01-31', minimumMonths: 1, cancellationFee: '50' };
  it('costs its fee for who ends it before its last day', () => {
    expect(contractUntil(contract)).toBe('2026-02-27');
    expect(earlyFee(contract, '2026-02-26')).toBe('50');
    expect(earlyFee(contract, '2026-02-27')).toBeNull();
    expect(earlyFee(contract, null)).toBeNull();
    expect(earlyFee({ ...contract, minimumMonths: null }, '2026-02-01')).toBeNull();
    expect(earlyFee({ ...contract, cancellationFee: '0.0000' }, '2026-02-01')).toBeNull();
  });
});
