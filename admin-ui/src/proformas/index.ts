import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';
import { customerActions, customerParts, customerTabs } from '../customers/index.ts';
import { proformaReference } from './reference.ts';
import { findProformas } from './search.ts';

export { proformaParts } from './slots.ts';

const icon = 'M5 2.500h10v15l-2.500-1.500-2.500 1.500-2.500-1.500L5 17.500zM10 5.500v3.500l2 1.500';

/** Requests for payment before the invoice. */
export const proformas: Module = {
  resource: {
    name: 'proformas',
    label: 'Proformas',
    rights: { read: 'invoices:read', write: 'invoices:write', remove: 'invoices:void' },
    api: async () => (await import('./api.ts')).proformaApi,
    reference: proformaReference,
    represent: (proforma: { number: string }) => proforma.number,
    followsMoney: true,
    list: page('ProformaList', () => import('./ProformaList.tsx')),
    create: page('ProformaCreate', () => import('./ProformaCreate.tsx')),
    show: page('ProformaShow', () => import('./ProformaShow.tsx')),
  },
  entries: [
    {
      label: 'Proformas',
      to: '/proformas',
      icon,
      needs: 'invoices:read',
      alias: 'requests payment ahead prepayment',
      menu: 'month',
      place: 47,
    },
    {
      label: 'Create a proforma',
      to: '/proformas/create',
      icon: 'action',
      needs: 'invoices:write',
      alias: 'new add request ahead',
      place: 335,
    },
  ],
  search: {
    resource: 'proformas',
    group: 'Proformas',
    icon,
    // They are looked for by number; a name already finds the customer.
    suits: (typed) => /\d/.test(typed),
    find: findProformas,
  },
  fills: [
    fill(
      customerParts,
      page('WaitingMoney', () => import('./WaitingMoney.tsx')),
    ),
    fill(customerTabs, {
      value: 'proformas',
      label: 'Proformas',
      needs: 'invoices:read',
      place: 37,
      Panel: page('CustomerProformas', () => import('./CustomerProformas.tsx')),
    }),
    fill(customerActions, {
      place: 25,
      label: 'New proforma',
      needs: ['invoices:write'],
      does: { to: ({ id }) => `/proformas/create?customer=${id}` },
    }),
  ],
};
