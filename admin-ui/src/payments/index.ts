import { foundOf } from '../api/search.ts';
import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';
import { customerActions, customerTabs } from '../customers/index.ts';
import { invoiceActions, invoiceFormActions } from '../invoices/index.ts';
import { isPositive } from '@backhaul/domain/money/decimals';
import { paymentReference } from './reference.ts';

export { paymentNotices } from './slots.ts';
export { ComesBack } from './ComesBack.tsx';
export { newKey } from './newKey.ts';
export { sayPaymentTask, type PaymentTask } from './sayTask.ts';
export { isUndecided, useDisputes } from './disputes.ts';
export { usePaymentTasks } from './usePaymentTasks.ts';

const icon = 'M2.500 5h15v10h-15zM2.500 8.500h15M5.500 12h3';

/** Money that came, and what it settled. */
export const payments: Module = {
  resource: {
    name: 'payments',
    label: 'Payments',
    rights: { read: 'payments:read', write: 'payments:write', remove: 'payments:delete' },
    api: async () => (await import('./api.ts')).paymentApi,
    reference: paymentReference,
    represent: (payment: { receiptNumber: string }) => payment.receiptNumber,
    followsMoney: true,
    list: page('PaymentList', () => import('./PaymentList.tsx')),
    create: page('PaymentCreate', () => import('./PaymentCreate.tsx')),
    show: page('PaymentShow', () => import('./PaymentShow.tsx')),
  },
  entries: [
    {
      label: 'Payments',
      to: '/payments',
      icon,
      needs: 'payments:read',
      alias: 'receipts',
      menu: 'month',
      place: 50,
    },
    {
      label: 'Record a payment',
      to: '/payments/create',
      icon: 'action',
      needs: 'payments:write',
      alias: 'new add cash',
      place: 320,
    },
    {
      label: 'Disputes',
      to: '/disputes',
      icon,
      needs: 'payments:read',
      alias: 'chargeback bank answer card withdrawn',
      place: 325,
    },
  ],
  routes: [{ path: '/disputes', page: page('DisputesPage', () => import('./DisputesPage.tsx')) }],
  search: {
    resource: 'payments',
    group: 'Payments',
    icon,
    // Payments are looked for by receipt number; a name already finds the customer.
    suits: (typed) => /\d/.test(typed),
    find: (typed) => foundOf('PAYMENT', 'payments', typed),
  },
  fills: [
    fill(customerTabs, {
      value: 'payments',
      label: 'Payments',
      needs: 'payments:read',
      place: 40,
      Panel: page('CustomerPayments', () => import('./CustomerPayments.tsx')),
    }),
    fill(customerActions, {
      place: 90,
      main: true,
      label: 'Record payment',
      needs: ['payments:write'],
      does: { Dialog: page('RecordFromCustomer', () => import('./RecordFrom.tsx')) },
    }),
    fill(invoiceFormActions, {
      needs: 'payments:write',
      Part: page('IssueAsPaid', () => import('./IssueAsPaid.tsx')),
    }),
    fill(invoiceActions, {
      place: 10,
      main: true,
      label: 'Record payment',
      needs: ['payments:write'],
      suits: ({ status, due }) => status !== 'DRAFT' && status !== 'VOID' && isPositive(due),
      does: { Dialog: page('RecordFromInvoice', () => import('./RecordFrom.tsx')) },
    }),
    fill(invoiceActions, {
      place: 20,
      main: true,
      label: 'Issue as paid',
      needs: ['payments:write', 'invoices:write'],
      suits: ({ status, total }) => status === 'DRAFT' && isPositive(total),
      does: { Dialog: page('ClaimDialog', () => import('./ClaimDialog.tsx')) },
    }),
  ],
};
