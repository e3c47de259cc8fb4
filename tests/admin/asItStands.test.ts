import { expect, it } from 'vitest';
import { discountsFrom, standingOf } from '../../admin-ui/design/src/services.ts';
import { billedNext } from '../../admin-ui/src/customers/billedNext.ts';
import { sayDone } from '../../admin-ui/src/messages/actions.ts';

it('nobody is said to be billed next who is not', () => {
  const customer = {
    status: 'ACTIVE',
    billingType: 'RECURRING',
    billing: { nextBillingDate: '2026-05-01', billingEnabled: true },
  } as const;
  expect(billedNext(customer)).toEqual({ on: '2026-05-01', lastTime: false });
  expect(billedNext({ ...customer, billingType: 'PREPAID_CUSTOM' }).on).toBeNull();
  const billing = { ...customer.billing, billingEnabled: false };
  expect(billedNext({ ...customer, billing }).on).toBeNull();
  expect(billedNext({ ...customer, status: 'INACTIVE' })).toEqual({
    on: '2026-05-01',
    lastTime: true,
  });
});

it('a service that would run is blocked with its customer', () => {
  expect(standingOf('ACTIVE', 'BLOCKED', 'RECURRING')).toBe('BLOCKED');
  expect(standingOf('ACTIVE', 'ACTIVE', 'RECURRING')).toBe('ACTIVE');
  expect(standingOf('STOPPED', 'BLOCKED', 'RECURRING')).toBe('STOPPED');
  expect(standingOf('ACTIVE', 'BLOCKED', 'ONE_TIME'), 'a thing sold once').toBe('ACTIVE');
});

it('a discount that is over is no part of a price any more', () => {
  const until = (day: string | null) => ({ until: day });
  expect(
    discountsFrom([until('2026-03-31'), until('2026-04-01'), until(null)], '2026-04-01'),
  ).toEqual([until('2026-04-01'), until(null)]);
});

it('a message that is held is not said to be on its way', () => {
  expect(sayDone('send-now', ['QUEUED'])).toBe('The message is on the way.');
  expect(sayDone('resend', ['HELD'])).toBe(
    'A new message is held: nothing is set that could send it.',
  );
  expect(sayDone('resend', ['QUEUED', 'HELD', 'HELD'])).toBe(
    '1 new message is on the way. 2 new messages are held: nothing is set that could send them.',
  );
  expect(sayDone('cancel', ['CANCELLED', 'CANCELLED'])).toBe('2 messages were cancelled.');
});
