import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';
import { customerTabs } from '../customers/index.ts';
import { paymentNotices } from '../payments/index.ts';
import { settingsAreas } from '../settings/index.ts';

export { useBankWaiting } from './useBankWaiting.ts';

const icon = 'M3 8l7-4 7 4M4 8h12M5 8v7M10 8v7M15 8v7M3 16h14';

/** Statements of banks: files, what waits to be posted, accounts. */
export const bank: Module = {
  routes: [
    { path: '/bank', page: page('QueuePage', () => import('./QueuePage.tsx')) },
    { path: '/bank/accounts', page: page('AccountsPage', () => import('./AccountsPage.tsx')) },
    { path: '/bank/csv', page: page('CsvPage', () => import('./CsvPage.tsx')) },
    {
      path: '/settings/payments',
      page: page('PaymentSettingsPage', () => import('./PaymentSettingsPage.tsx')),
    },
  ],
  entries: [
    {
      label: 'Bank',
      to: '/bank',
      icon,
      needs: 'bank:read',
      alias: 'statements transfers pairing match post queue camt mt940',
      menu: 'month',
      place: 52,
    },
    {
      label: 'Bank accounts and files',
      to: '/bank/accounts',
      icon,
      needs: 'bank:read',
      alias: 'upload statement iban import csv',
      place: 330,
    },
    {
      label: 'Payment settings',
      to: '/settings/payments',
      icon: 'settings',
      needs: 'settings:read',
      alias: 'bank automatic posting reference tolerance',
      place: 207,
    },
  ],
  fills: [
    fill(customerTabs, {
      value: 'bank',
      label: 'Bank accounts',
      needs: 'bank:read',
      place: 65,
      Panel: page('CustomerIbans', () => import('./CustomerIbans.tsx')),
    }),
    fill(paymentNotices, {
      needs: 'bank:read',
      Part: page('WaitingNotice', () => import('./WaitingNotice.tsx')),
    }),
    fill(settingsAreas, {
      to: '/settings/payments',
      title: 'Payments',
      about: 'What of a bank statement is posted by itself, and what payers write.',
      needs: 'settings:read',
      place: 13,
    }),
  ],
};
