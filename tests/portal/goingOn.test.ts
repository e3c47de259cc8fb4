import { expect, it } from 'vitest';
import { goingOn } from '../../customer-portal/src/pay/goingOn.ts';
import type { WhatToPayQuery } from '../../customer-portal/src/generated/graphql.ts';

type Customer = NonNullable<NonNullable<WhatToPayQuery['viewer']>['customer']>;

const data = (prepaid: Partial<NonNullable<Customer['prepaid']>> | null): WhatToPayQuery =>
  ({
    viewer: {
      customer: {
        currency: 'EUR',
        prepaid: prepaid && { until: null, daysLeft: null, missing: null, ...prepaid },
      },
    },
  }) as WhatToPayQuery;

it('who pays ahead is told what goes on from when on for how much', () => {
  expect(goingOn(data({ until: '2026-05-12', daysLeft: 0, missing: '30.00' }))).toEqual({
    from: '2026-05-12',
    now: true,
    amount: '30.00',
    currency: 'EUR',
  });
  expect(goingOn(data({ until: '2026-05-12', daysLeft: 3, missing: '30.00' }))?.now).toBe(false);
});

it('who has enough for a year, or pays afterwards, is told nothing of it', () => {
  expect(goingOn(data({}))).toBeNull();
  expect(goingOn(data(null))).toBeNull();
});
