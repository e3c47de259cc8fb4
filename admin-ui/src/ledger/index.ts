import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';
import { customerActions, customerTabs } from '../customers/index.ts';
import { transactionReference } from './reference.ts';

/** What stands on customers' balances, and why. */
export const ledger: Module = {
  resource: {
    name: 'transactions',
    label: 'Ledger',
    rights: { read: 'transactions:read', write: 'transactions:write' },
    api: async () => (await import('./api.ts')).transactionApi,
    reference: transactionReference,
    represent: (entry: { description: string }) => entry.description,
    followsMoney: true,
    list: page('TransactionList', () => import('./TransactionList.tsx')),
    show: page('TransactionShow', () => import('./TransactionShow.tsx')),
  },
  entries: [
    {
      label: 'Ledger',
      to: '/transactions',
      icon: 'M4 3h12v14H4zM4 7h12M9.500 7v10M12 10.500h2M12 13.500h2M6 10.500h1.500M6 13.500h1.500',
      needs: 'transactions:read',
      alias: 'transactions debit credit',
      menu: 'month',
      place: 60,
    },
  ],
  fills: [
    fill(customerTabs, {
      value: 'ledger',
      label: 'Ledger',
      needs: 'transactions:read',
      place: 20,
      Panel: page('CustomerLedger', () => import('./CustomerLedger.tsx')),
    }),
    fill(customerActions, {
      place: 30,
      label: 'Add a ledger entry',
      needs: ['transactions:write'],
      does: { Dialog: page('LedgerEntryDialog', () => import('./LedgerEntryDialog.tsx')) },
    }),
    fill(customerActions, {
      place: 40,
      label: 'Statement of account',
      needs: ['transactions:read'],
      does: { Dialog: page('CustomerStatement', () => import('./CustomerStatement.tsx')) },
    }),
  ],
};
