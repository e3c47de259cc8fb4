import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';
import { customerTabs } from '../customers/index.ts';

/** Everything that happened to a customer, in one list. */
export const timeline: Module = {
  fills: [
    fill(customerTabs, {
      value: 'timeline',
      label: 'History',
      needs: 'customers:read',
      place: 75,
      Panel: page('TimelineTab', () => import('./TimelineTab.tsx')),
    }),
  ],
};
