import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planCharge } from '@backhaul/domain/charging/planCharge';
import { accountHolds, lineAmount } from '@backhaul/domain/money/limits';
import { aCustomer, aService } from './build.ts';

const on = '2026-04-01';
const most = { unitPrice: '9999999999999', startDate: on };
const plan = (services: number, over: object, balance = 0n) =>
  planCharge(
    aCustomer({
      services: Array.from({ length: services }, (_, i) =>
        aService({ ...most, id: `s${i}`, description: `Line ${i}`, ...over }),
      ),
    }),
    on,
    { issueDate: on, balance },
  );

describe('what neither a document nor an account can hold', () => {
  it('is left out with the line that makes it so, its amount and the limit', () => {
    expect(plan(1, { quantity: '1000000' })).toEqual({
      leftOut: 'TOO_MUCH',
      reason:
        'What would be charged is more than an invoice may hold (100000000000000.00 EUR): "Line 0" alone comes to 9999999999999000000.00 EUR. Correct its price, quantity or dates.',
    });
  });

  it('is what all lines come to with their taxes, each of them allowed by itself', () => {
    expect(plan(9, {})).toHaveProperty('plan');
    expect(plan(9, { taxPercent: '25' })).toMatchObject({ leftOut: 'TOO_MUCH' });
    expect(plan(11, {})).toMatchObject({ leftOut: 'TOO_MUCH' });
  });

  it('is left out of an account that is full, whatever the document', () => {
    expect(plan(1, {}, -(10n ** 18n))).toMatchObject({
      leftOut: 'TOO_MUCH',
      reason: expect.stringContaining('more than it can hold'),
    });
    expect(plan(1, {}, 10n ** 18n)).toHaveProperty('plan');
  });

  it('never comes to more than 64 bits hold, for whatever prices, taxes and balances there are', () => {
    const MAX = 2n ** 63n - 1n;
    const decimal = fc.bigInt({ min: 0n, max: 10n ** 15n }).map(String);
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            unitPrice: decimal,
            quantity: fc.constantFrom('1', '0.5', '999', '1000000'),
            taxPercent: fc.constantFrom('0', '25', '99999'),
            setupFee: decimal,
            setupCharged: fc.boolean(),
          }),
          { minLength: 1, maxLength: 12 },
        ),
        fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
        (services, balance) => {
          const customer = aCustomer({
            services: services.map((over, i) => aService({ startDate: on, id: `s${i}`, ...over })),
          });
          const outcome = planCharge(customer, on, { issueDate: on, balance });
          if ('leftOut' in outcome) return outcome.leftOut === 'TOO_MUCH';
          let after = balance;
          return outcome.plan.lines.every(({ total }) => {
            after -= total;
            return total <= MAX && after >= -MAX;
          });
        },
      ),
    );
  });

  it('is refused of a line beyond its limit in the digits of its currency', () => {
    expect(lineAmount('9999999999999', '1', 'EUR')).toBe(999_999_999_999_900n);
    expect(lineAmount('9999999999999', '1', 'KWD')).toBeNull();
    expect(lineAmount('9999999999999', '1.1', 'EUR')).toBeNull();
    expect(lineAmount('-9999999999999', '1.1', 'EUR')).toBeNull();
  });

  it('never keeps an account from coming nearer to zero', () => {
    expect(accountHolds(-(2n * 10n ** 18n), -(15n * 10n ** 17n))).toBe(true);
    expect(accountHolds(-(10n ** 18n), -(10n ** 18n) - 1n)).toBe(false);
  });
});
