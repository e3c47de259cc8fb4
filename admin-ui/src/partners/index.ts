import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { partnerReference } from './reference.ts';
import { findPartners } from './search.ts';

export { PartnerPicker } from './PartnerPicker.tsx';
export type { PartnerChosen } from './PartnerPicker.tsx';

const icon =
  'M8 2.500h4v4H8zM2.500 13.500h4v4h-4zM13.500 13.500h4v4h-4zM10 6.500V10M4.500 13.500V10h11v3.500';

/** The tree of resellers. */
export const partners: Module = {
  resource: {
    name: 'partners',
    label: 'Partners',
    rights: { read: 'partners:read', write: 'partners:write' },
    api: async () => (await import('./api.ts')).partnerApi,
    reference: partnerReference,
    represent: 'name',
    list: page('PartnersPage', () => import('./PartnersPage.tsx')),
    create: page('PartnerCreate', () => import('./PartnerCreate.tsx')),
    edit: page('PartnerEdit', () => import('./PartnerEdit.tsx')),
    show: page('PartnerShow', () => import('./PartnerShow.tsx')),
  },
  entries: [
    {
      label: 'Partners',
      to: '/partners',
      icon,
      needs: 'partners:read',
      alias: 'resellers tree',
      menu: 'office',
      place: 90,
    },
    {
      label: 'Create a partner',
      to: '/partners/create',
      icon: 'action',
      needs: 'partners:write',
      alias: 'new add reseller',
      place: 350,
    },
  ],
  search: { resource: 'partners', group: 'Partners', icon, find: findPartners },
};
