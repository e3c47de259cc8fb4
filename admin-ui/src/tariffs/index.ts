import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { tariffReference } from './reference.ts';

export { tariffReference } from './reference.ts';

/** What is sold, at which price, and by whom. */
export const tariffs: Module = {
  resource: {
    name: 'tariffs',
    label: 'Tariffs',
    rights: { read: 'tariffs:read', write: 'tariffs:write' },
    api: async () => (await import('./api.ts')).tariffApi,
    reference: tariffReference,
    represent: 'name',
    list: page('TariffList', () => import('./TariffList.tsx')),
    create: page('TariffCreate', () => import('./TariffCreate.tsx')),
    edit: page('TariffEdit', () => import('./TariffEdit.tsx')),
    show: page('TariffShow', () => import('./TariffShow.tsx')),
  },
  entries: [
    {
      label: 'Tariffs',
      to: '/tariffs',
      icon: 'M3 3h6.500l7.500 7.500-6.500 6.500L3 9.500zM6.500 6.500h.01',
      needs: 'tariffs:read',
      alias: 'plans prices',
      menu: 'office',
      place: 80,
    },
    {
      label: 'Create a tariff',
      to: '/tariffs/create',
      icon: 'action',
      needs: 'tariffs:write',
      alias: 'new add plan',
      place: 340,
    },
  ],
};
