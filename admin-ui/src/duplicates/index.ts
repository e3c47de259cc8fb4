import { customerParts, newCustomerParts } from '../customers/index.ts';
import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';

/** Customers who may be one: while one is added, beside each, and all of them. */
export const duplicates: Module = {
  routes: [
    { path: '/duplicates', page: page('DuplicatesPage', () => import('./DuplicatesPage.tsx')) },
  ],
  entries: [
    {
      label: 'Duplicates',
      to: '/duplicates',
      icon: 'M7 9a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5M2.500 15.500c.300-2.600 2-4 4.500-4s4.200 1.400 4.500 4M13 9a2.500 2.500 0 1 0 0-5M14 11.600c2 .300 3.200 1.600 3.500 3.900',
      needs: 'customers:read',
      alias: 'double twice same customers alike',
      menu: 'office',
      place: 104,
    },
  ],
  fills: [
    fill(
      newCustomerParts,
      page('AlikeNotice', () => import('./AlikeNotice.tsx')),
    ),
    fill(
      customerParts,
      page('DuplicatesNotice', () => import('./DuplicatesNotice.tsx')),
    ),
  ],
};
