import { describe, expect, it } from 'vitest';
import {
  FAILURE_CODES,
  failureWords,
  isRetryable,
  paypalFailure,
  stripeFailure,
} from '../../server/domain/settlement/gatewayFailure.ts';

describe('a failure of a payment provider', () => {
  it.each(FAILURE_CODES)(
    '%s says what happened, that nothing was taken, and what to do',
    (code) => {
      const sentences = failureWords(code).split(/(?<=\.) /);
      expect(sentences.length).toBeGreaterThanOrEqual(3);
      expect(sentences[1]).toBe('Nothing was taken.');
      expect(failureWords(code)).not.toMatch(/[_{}]|API|null|error/i);
    },
  );

  it('is tried again by itself only where the same card may do another day', () => {
    expect(FAILURE_CODES.filter((code) => isRetryable(code))).toEqual([
      'CARD_DECLINED',
      'INSUFFICIENT_FUNDS',
      'LIMIT_EXCEEDED',
      'PROVIDER_TROUBLE',
      'UNKNOWN',
    ]);
  });

  it('is known by what Stripe calls it: the bank’s reason before the kind of error', () => {
    expect(stripeFailure('insufficient_funds', 'card_declined')).toBe('INSUFFICIENT_FUNDS');
    expect(stripeFailure('lost_card', 'card_declined')).toBe('LOST_CARD');
    expect(stripeFailure(undefined, 'expired_card')).toBe('EXPIRED_CARD');
    expect(stripeFailure('authentication_required', 'authentication_required')).toBe(
      'AUTHENTICATION_REQUIRED',
    );
    expect(stripeFailure('a_reason_of_2031', 'card_declined')).toBe('CARD_DECLINED');
    expect(stripeFailure(null, 'constructor')).toBe('UNKNOWN');
  });

  it('is known by what PayPal calls it', () => {
    expect(paypalFailure('INSTRUMENT_DECLINED')).toBe('CARD_DECLINED');
    expect(paypalFailure('PAYEE_ACCOUNT_RESTRICTED')).toBe('ACCOUNT_TROUBLE');
    expect(paypalFailure('toString', undefined)).toBe('UNKNOWN');
  });
});
