import { isPositive } from '@backhaul/domain/money/decimals';
import { customerTabs } from '../customers/index.ts';
import { invoiceActions, invoiceParts } from '../invoices/index.ts';
import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';
import { creditNoteReference } from './reference.ts';

export { creditNoteParts } from './slots.ts';

/** What takes an invoice back, or gives an amount. */
export const creditNotes: Module = {
  resource: {
    name: 'credit-notes',
    label: 'Credit notes',
    rights: { read: 'invoices:read', write: 'credit-notes:write' },
    api: async () => (await import('./api.ts')).creditNoteApi,
    reference: creditNoteReference,
    represent: (note: { number: string }) => note.number,
    followsMoney: true,
    list: page('CreditNoteList', () => import('./CreditNoteList.tsx')),
    show: page('CreditNoteShow', () => import('./CreditNoteShow.tsx')),
  },
  entries: [
    {
      label: 'Credit notes',
      to: '/credit-notes',
      icon: 'M5 2.500h10v15l-2.500-1.500-2.500 1.500-2.500-1.500L5 17.500zM8 8.500h4',
      needs: 'invoices:read',
      alias: 'credits corrections refunds',
      menu: 'month',
      place: 45,
    },
  ],
  fills: [
    fill(customerTabs, {
      value: 'credit-notes',
      label: 'Credit notes',
      needs: 'invoices:read',
      place: 35,
      Panel: page('CustomerCreditNotes', () => import('./CustomerCreditNotes.tsx')),
    }),
    fill(invoiceActions, {
      place: 5,
      label: 'Correct this invoice',
      needs: ['credit-notes:write', 'invoices:read'],
      suits: ({ status, total }) => status !== 'DRAFT' && status !== 'VOID' && isPositive(total),
      does: { Dialog: page('CorrectDialog', () => import('./CorrectDialog.tsx')) },
    }),
    fill(
      invoiceParts,
      page('InvoiceCreditNotes', () => import('./InvoiceCreditNotes.tsx')),
    ),
  ],
};
