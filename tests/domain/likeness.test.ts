import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  LIKENESS_REASONS,
  LIKENESS_SCORES,
  likenessScore,
  reasonsOf,
} from '@backhaul/domain/customers/likeness';

const reasons = fc.subarray([...LIKENESS_REASONS]);

describe('how likely two customers are one', () => {
  it('goes by what they share', () => {
    expect(likenessScore([])).toBe(0);
    expect(likenessScore(['EMAIL'])).toBe(0.7);
    expect(likenessScore(['EMAIL', 'PHONE'])).toBe(0.88);
    expect(likenessScore([...LIKENESS_REASONS])).toBe(1);
  });

  it('never falls with a reason more, and is the same in any order', () => {
    fc.assert(
      fc.property(reasons, fc.constantFrom(...LIKENESS_REASONS), (some, more) => {
        expect(likenessScore([...some, more])).toBeGreaterThanOrEqual(likenessScore(some));
        expect(likenessScore([...some].reverse())).toBe(likenessScore(some));
      }),
    );
  });

  it('stands at the bits of its reasons', () => {
    fc.assert(
      fc.property(reasons, (some) => {
        const bits = some.reduce((all, each) => all | (1 << LIKENESS_REASONS.indexOf(each)), 0);
        expect(reasonsOf(bits)).toEqual(some);
        expect(LIKENESS_SCORES[bits]).toBe(likenessScore(some));
      }),
    );
  });
});
