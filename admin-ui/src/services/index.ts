import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';
import { customerTabs } from '../customers/index.ts';
import { serviceReference } from './reference.ts';

export { chosenServices, foundServices } from './slots.ts';

/** What customers have bought. */
export const services: Module = {
  resource: {
    name: 'services',
    label: 'Services',
    rights: { read: 'services:read', write: 'services:write' },
    api: async () => (await import('./api.ts')).serviceApi,
    reference: serviceReference,
    represent: (service: { description: string }) => service.description,
    followsMoney: true,
    list: page('ServiceList', () => import('./ServiceList.tsx')),
    show: page('ServiceShow', () => import('./ServiceShow.tsx')),
  },
  fills: [
    fill(customerTabs, {
      value: 'services',
      label: 'Services',
      needs: 'services:read',
      place: 10,
      Panel: page('CustomerServices', () => import('./CustomerServices.tsx')),
    }),
  ],
};
