import { chosenCustomers, foundCustomers } from '../customers/index.ts';
import { chosenInvoices, foundInvoices } from '../invoices/index.ts';
import { chosenServices, foundServices } from '../services/index.ts';
import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';

/** Work on many records at once: shown before, done in the background, each once. */
export const mass: Module = {
  routes: [{ path: '/mass-jobs', page: page('MassJobsPage', () => import('./MassJobsPage.tsx')) }],
  entries: [
    {
      label: 'Mass work',
      to: '/mass-jobs',
      icon: 'M4 5.500h12M4 10h12M4 14.500h7M13.500 15l1.500 1.500 3-3',
      needs: 'mass:run',
      alias: 'bulk change undo jobs',
      menu: 'office',
      place: 107,
    },
  ],
  fills: [
    fill(chosenInvoices, {
      needs: 'invoices:write',
      Part: page('ApproveChosen', () => import('./ApproveDrafts.tsx')),
    }),
    fill(foundInvoices, {
      needs: 'invoices:write',
      Part: page('ApproveFound', () => import('./ApproveDrafts.tsx')),
    }),
    fill(chosenCustomers, {
      needs: 'invoices:write',
      Part: page('ChargeChosen', () => import('./ChargeChosen.tsx')),
    }),
    fill(chosenCustomers, {
      needs: 'invoices:write',
      Part: page('InvoiceChosen', () => import('./InvoiceChosen.tsx')),
    }),
    fill(chosenCustomers, {
      needs: 'mass:run',
      Part: page('ChangeCustomers', () => import('./change/ChangeMany.tsx')),
    }),
    fill(foundCustomers, {
      needs: 'mass:run',
      Part: page('ChangeFoundCustomers', () => import('./change/ChangeMany.tsx')),
    }),
    fill(chosenServices, {
      needs: 'mass:run',
      Part: page('ChangeServices', () => import('./change/ChangeMany.tsx')),
    }),
    fill(foundServices, {
      needs: 'mass:run',
      Part: page('ChangeFoundServices', () => import('./change/ChangeMany.tsx')),
    }),
  ],
};
