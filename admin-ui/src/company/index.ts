import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';
import { settingsAreas } from '../settings/index.ts';

/** Who a partner is on its documents. */
export const company: Module = {
  routes: [
    { path: '/settings/company', page: page('CompanyPage', () => import('./CompanyPage.tsx')) },
  ],
  entries: [
    {
      label: 'Company and logo',
      to: '/settings/company',
      icon: 'settings',
      needs: 'settings:read',
      alias: 'address bank iban branding letterhead',
      place: 230,
    },
  ],
  fills: [
    fill(settingsAreas, {
      to: '/settings/company',
      title: 'Company and logo',
      about: 'Name, address, bank, logo and colour, as they stand on every document of a partner.',
      needs: 'settings:read',
      place: 50,
    }),
  ],
};
