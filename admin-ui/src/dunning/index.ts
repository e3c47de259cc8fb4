import { isPositive } from '@backhaul/domain/money/decimals';
import { customerActions, customerFigures, customerParts } from '../customers/index.ts';
import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';

/** What happens to those who do not pay: the coming nights, and promises to pay. */
export const dunning: Module = {
  routes: [{ path: '/dunning', page: page('DunningPage', () => import('./DunningPage.tsx')) }],
  entries: [
    {
      label: 'Dunning',
      to: '/dunning',
      icon: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10 6.500V10l2.500 2',
      needs: 'dunning:read',
      alias: 'blocking reminders late fees overdue simulation night',
      menu: 'month',
      place: 55,
    },
  ],
  fills: [
    fill(customerActions, {
      place: 45,
      label: 'Promise to pay',
      needs: ['dunning:promise'],
      // who owes nothing has nothing to promise
      suits: ({ billingType, balance, outstanding }) =>
        billingType === 'RECURRING' && (isPositive(outstanding) || balance.startsWith('-')),
      does: { Dialog: page('PromiseDialog', () => import('./PromiseDialog.tsx')) },
    }),
    fill(
      customerFigures,
      page('BlockedOn', () => import('./BlockedOn.tsx')),
    ),
    fill(
      customerParts,
      page('CustomerAhead', () => import('./CustomerAhead.tsx')),
    ),
  ],
};
