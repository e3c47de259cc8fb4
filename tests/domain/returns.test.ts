import { describe, expect, it } from 'vitest';
import {
  isKnownReturn,
  kindOf,
  needsPerson,
  returnAdvice,
  returnReason,
  returnRule,
} from '@backhaul/domain/bank/returns';
import { returnFeeOf } from '@backhaul/domain/settlement/returnFee';

describe('the fee for a payment that was taken back', () => {
  // collected 49.90, the bank takes 53.40, a fixed fee of 7.50
  it.each([
    ['NONE', 750n, 350n, 0n],
    ['BANK_FEE', 750n, 350n, 350n],
    ['FIXED', 750n, 350n, 750n],
    ['FIXED', null, 350n, 0n],
    ['BANK_FEE', null, -1n, 0n],
  ] as const)('by %s of %s, the bank asking %s, is %s', (kind, fixed, asked, fee) => {
    expect(returnFeeOf(kind, fixed, asked)).toBe(fee);
  });
});

describe('a code of the banks', () => {
  it.each([
    ['RETRY', 'AM04 MS03'],
    ['SUSPEND_MANDATE', 'AC01 AC06 AG01 RC01 SL01'],
    ['CANCEL_MANDATE', 'AC04 MD01 MD07'],
    ['NOT_AGAIN', 'MD06 MS02'],
    ['TASK', 'AM05 BE05 FF01 FF05 MD02 RR01 RR02 RR03 RR04 XT33'],
  ])('is followed by %s', (next, codes) => {
    for (const code of codes.split(' ')) expect(returnRule(code, '').next, code).toBe(next);
  });

  it('is said in words; an unknown one with the bank’s text', () => {
    expect(returnReason('AM04', 'Lastschrift zurück')).toBe('not enough money');
    expect(returnReason('XT33', 'Konto gepfändet')).toBe('code XT33: Konto gepfändet');
    expect(returnReason('toString', '')).toBe('code toString');
    expect([returnReason(null, 'text'), returnReason(null, '')]).toEqual(['text', null]);
  });

  it('is followed by what to do: each of them by words of its kind or its own', () => {
    const codes =
      'AM04 MS03 AC01 AC06 AG01 RC01 SL01 AC04 MD01 MD07 MD06 MS02 AM05 BE05 FF01 FF05 MD02 RR01 RR02 RR03 RR04';
    for (const code of codes.split(' ')) {
      expect(isKnownReturn(code), code).toBe(true);
      for (const cameBy of ['DIRECT_DEBIT', 'OTHERWISE'] as const)
        expect(returnAdvice(code, cameBy), code).toMatch(/^[A-Z].{20,}\.$/);
      // what was transferred is collected by nobody, and there are no batches
      expect(returnAdvice(code, 'OTHERWISE'), code).not.toMatch(/collect|mandate|batch/);
    }
    expect(returnAdvice('MD01', 'DIRECT_DEBIT')).toContain('new mandate');
    expect([isKnownReturn('XT33'), returnAdvice('XT33', 'DIRECT_DEBIT')]).toEqual([
      false,
      'Find out what is wrong before you collect it again.',
    ]);
  });

  it('needs a person where nothing follows by itself, and when the account holder died', () => {
    const asked = ['AM04', 'AC04', 'MD06', 'MD07', 'AM05', 'XT33', null, ''];
    expect(asked.filter(needsPerson)).toEqual(['MD07', 'AM05', 'XT33']);
  });

  it('makes a return of money that went out, as a reversal or one of the old codes does', () => {
    const out = { amount: '-1.00', code: null, reversal: false, returnCode: null };
    expect(kindOf(out)).toBe('OUTGOING');
    for (const more of [{ returnCode: '' }, { reversal: true }, { code: '109' }])
      expect(kindOf({ ...out, ...more })).toBe('RETURN');
    expect(kindOf({ ...out, code: 'NCHG' })).toBe('FEE');
    expect(kindOf({ ...out, amount: '1.00', returnCode: 'AM04' })).toBe('CREDIT');
  });
});
