import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';
import { invoiceActions } from '../invoices/index.ts';

/** Links by which an invoice is paid without signing in. */
export const payLinks: Module = {
  fills: [
    fill(invoiceActions, {
      place: 40,
      label: 'Payment link',
      needs: ['invoices:read'],
      suits: ({ status }) => status !== 'DRAFT' && status !== 'VOID' && status !== 'PAID',
      does: { Dialog: page('LinkDialog', () => import('./LinkDialog.tsx')) },
    }),
  ],
};
