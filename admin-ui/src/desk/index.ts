import { atDesk } from '../customers/index.ts';
import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { deskReads } from './api.ts';

const payments = page('DeskPayments', () => import('./DeskPayments.tsx'));

/** What whoever takes money at the desk has in the place of the back office's own pages. */
export const desk: Module = {
  instead: {
    applies: atDesk,
    resources: {
      customers: {
        api: deskReads.customers,
        list: page('DeskCustomers', () => import('./DeskCustomers.tsx')),
        show: page('DeskCustomer', () => import('./DeskCustomer.tsx')),
      },
      invoices: {
        api: deskReads.invoices,
        list: page('DeskInvoices', () => import('./DeskInvoices.tsx')),
      },
      payments: {
        api: deskReads.payments,
        list: payments,
        create: payments,
        show: page('DeskPayment', () => import('./DeskPayment.tsx')),
      },
    },
  },
};
