import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';

/** What billing runs to come would issue, with other prices if wished. */
export const rehearsal: Module = {
  routes: [
    { path: '/rehearsal', page: page('RehearsalPage', () => import('./RehearsalPage.tsx')) },
  ],
  entries: [
    {
      label: 'Rehearsal',
      to: '/rehearsal',
      icon: 'M4 15V9M8.500 15V5M13 15v-4M17 15V7',
      needs: 'billing-runs:read',
      alias: 'forecast planned what if prices months ahead simulation',
      menu: 'month',
      place: 25,
    },
  ],
};
