import { chosenCustomers } from '../customers/index.ts';
import { chosenInvoices, foundInvoices } from '../invoices/index.ts';
import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';

/** Work on many records at once: shown before, done in the background, each once. */
export const mass: Module = {
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
  ],
};
