import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { raised, roundingStep, setAfter, setTakenBack } from '@backhaul/domain/mass/step';

const percent = (by: string, roundTo: string | null) => ({ by, percent: true, roundTo });
const amount = (by: string, roundTo: string | null = null) => ({ by, percent: false, roundTo });

describe('a raise of a price', () => {
  it('is rounded to what was said, half away from zero', () => {
    expect(raised('29.90', percent('5', '0.01'), 2)).toBe('31.40');
    expect(raised('29.90', percent('7.5', '0.05'), 2)).toBe('32.15');
    expect(raised('29.90', percent('7.5', '0.10'), 2)).toBe('32.10');
    expect(raised('29.90', percent('7.5', '1'), 2)).toBe('32.00');
    expect(raised('0.50', amount('0', '1'), 2)).toBe('1.00');
  });
  it('goes to the minor unit of the currency unless said', () => {
    expect(raised('29.90', percent('3.33', null), 2)).toBe('30.90');
    expect(raised('29.900', percent('3.33', null), 3)).toBe('30.896');
    expect(raised('100', amount('-1.5'), 0)).toBe('99');
  });
  it('may come to nothing, and not to less', () => {
    expect(raised('10.00', amount('-10'), 2)).toBe('0.00');
    expect(raised('10.00', amount('-10.01'), 2)).toBeNull();
    expect(raised('10.00', percent('-101', null), 2)).toBeNull();
  });
  it('is rounded to four steps alone', () => {
    expect(['0.01', '0.05', '0.1', '1.00', '0.5', '2'].map(roundingStep)).toEqual([
      '0.01',
      '0.05',
      '0.10',
      '1',
      null,
      null,
    ]);
  });
});

describe('a change of a set', () => {
  const few = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'));
  it('is taken back whole where nothing else changed it', () => {
    fc.assert(
      fc.property(few, few, fc.constantFrom('SET', 'ADD', 'REMOVE', 'CLEAR'), (had, given, how) => {
        const after = setAfter(had, how, given);
        expect(setTakenBack(after, had, after).sort()).toEqual([...had].sort());
      }),
    );
  });
  it('leaves what came since when it is taken back', () => {
    expect(setTakenBack(['a', 'new', 'later'], ['a'], ['a', 'new'])).toEqual(['a', 'later']);
    expect(setTakenBack(['later'], ['gone'], [])).toEqual(['later', 'gone']);
  });
  it('done twice is done once', () => {
    fc.assert(
      fc.property(few, few, fc.constantFrom('SET', 'ADD', 'REMOVE', 'CLEAR'), (had, given, how) => {
        const once = setAfter(had, how, given);
        expect(setAfter(once, how, given)).toEqual(once);
      }),
    );
  });
});
