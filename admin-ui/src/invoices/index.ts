import { foundOf } from '../api/search.ts';
import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';
import { customerActions, customerParts, customerTabs } from '../customers/index.ts';
import { invoiceReference } from './reference.ts';
import { useLastChargeKept } from './useLastChargeKept.ts';

export { LinesEditor } from './LinesEditor.tsx';
export { lineInput, missingInLines } from './lines.ts';
export {
  chosenInvoices,
  foundInvoices,
  invoiceActions,
  invoiceFormActions,
  invoiceParts,
} from './slots.ts';
export type { InvoiceInTheMaking } from './useInvoiceForm.ts';
export { DocumentTable } from './DocumentTable.tsx';
export { useTypedLines } from './useTypedLines.ts';
export { EstimateBox } from './EstimateBox.tsx';
export { estimate, ratesFor } from './estimate.ts';
export { LinesTable } from './LinesTable.tsx';
export { VoidDialog } from './VoidDialog.tsx';

const icon = 'M5 2.500h10v15l-2.500-1.500-2.500 1.500-2.500-1.500L5 17.500zM8 7h4M8 10.500h4';

/** What customers owe, on paper. */
export const invoices: Module = {
  resource: {
    name: 'invoices',
    label: 'Invoices',
    rights: { read: 'invoices:read', write: 'invoices:write', remove: 'invoices:void' },
    api: async () => (await import('./api.ts')).invoiceApi,
    reference: invoiceReference,
    represent: (invoice: { number: string | null }) => invoice.number ?? 'Draft',
    followsMoney: true,
    list: page('InvoiceList', () => import('./InvoiceList.tsx')),
    create: page('InvoiceCreate', () => import('./InvoiceCreate.tsx')),
    edit: page('InvoiceEdit', () => import('./InvoiceEdit.tsx')),
    show: page('InvoiceShow', () => import('./InvoiceShow.tsx')),
  },
  entries: [
    {
      label: 'Invoices',
      to: '/invoices',
      icon,
      needs: 'invoices:read',
      alias: 'documents bills',
      menu: 'month',
      place: 40,
    },
    {
      label: 'Create an invoice',
      to: '/invoices/create',
      icon: 'action',
      needs: 'invoices:write',
      alias: 'new add one-time',
      place: 330,
    },
  ],
  search: {
    resource: 'invoices',
    group: 'Invoices',
    icon,
    // Invoices are looked for by number; a name already finds the customer.
    suits: (typed) => /\d/.test(typed),
    find: (typed) => foundOf('INVOICE', 'invoices', typed),
  },
  fills: [
    fill(customerTabs, {
      value: 'invoices',
      label: 'Invoices',
      needs: 'invoices:read',
      place: 30,
      Panel: page('CustomerInvoices', () => import('./CustomerInvoices.tsx')),
    }),
    fill(customerActions, {
      place: 10,
      label: 'Charge now',
      needs: ['invoices:write', 'invoices:read'],
      suits: ({ billingType }) => billingType === 'RECURRING',
      does: { Dialog: page('ChargeDialog', () => import('./ChargeDialog.tsx')) },
    }),
    fill(customerActions, {
      place: 15,
      label: 'Charge with the next invoice',
      needs: ['transactions:write'],
      suits: ({ billingType }) => billingType === 'RECURRING',
      does: { Dialog: page('WaitingItemDialog', () => import('./WaitingItemDialog.tsx')) },
    }),
    fill(
      customerParts,
      page('WaitingItems', () => import('./WaitingItems.tsx')),
    ),
    fill(customerActions, {
      place: 20,
      label: 'New one-time invoice',
      needs: ['invoices:write'],
      does: { to: ({ id }) => `/invoices/create?customer=${id}` },
    }),
    fill(customerActions, {
      place: 80,
      label: 'Undo last charge',
      needs: ['invoices:void'],
      suits: ({ billingType }) => billingType === 'RECURRING',
      kept: { use: useLastChargeKept },
      does: { Dialog: page('UndoChargeDialog', () => import('./UndoChargeDialog.tsx')) },
    }),
  ],
};
