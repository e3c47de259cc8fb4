import { isPositive } from '@backhaul/domain/money/decimals';
import { creditNoteParts } from '../creditNotes/index.ts';
import { chosenCustomers, customerActions, customerTabs } from '../customers/index.ts';
import { chosenInvoices, foundInvoices, invoiceParts } from '../invoices/index.ts';
import { proformaParts } from '../proformas/index.ts';
import type { MessageRowFragment } from '../generated/graphql.ts';
import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';
import { titleOf } from './words.ts';

export { useLiveOutbox } from './useLiveOutbox.ts';

/** What customers are written. */
export const messages: Module = {
  resource: {
    name: 'messages',
    label: 'Outbox',
    rights: { read: 'messages:read', write: 'messages:write' },
    api: async () => (await import('./api.ts')).messageApi,
    represent: (message: MessageRowFragment) => titleOf(message),
    followsMoney: true,
    list: page('MessageList', () => import('./MessageList.tsx')),
    show: page('MessageShow', () => import('./MessageShow.tsx')),
  },
  entries: [
    {
      label: 'Outbox',
      to: '/messages',
      icon: 'M2.500 11.500 5 4h10l2.500 7.500V16h-15zM2.500 11.500h4.500l1 2h4l1-2h4.500M10 11V6.500M8 8.500l2-2 2 2',
      needs: 'messages:read',
      alias: 'messages mails e-mail sms sent queue',
      menu: 'month',
      place: 70,
    },
  ],
  fills: [
    fill(customerTabs, {
      value: 'messages',
      label: 'Messages',
      needs: 'messages:read',
      place: 50,
      Panel: page('CustomerMessages', () => import('./CustomerMessages.tsx')),
    }),
    fill(customerActions, {
      place: 42,
      label: 'Send statement',
      needs: ['messages:write'],
      does: { Dialog: page('StatementMailDialog', () => import('./StatementMailDialog.tsx')) },
    }),
    fill(customerActions, {
      place: 50,
      label: 'Send reminder',
      needs: ['messages:write'],
      suits: ({ outstanding }) => isPositive(outstanding),
      does: { Dialog: page('RemindOne', () => import('./RemindOne.tsx')) },
    }),
    fill(customerActions, {
      place: 60,
      label: 'Send welcome',
      needs: ['customers:credentials'],
      does: { Dialog: page('WelcomeDialog', () => import('./WelcomeDialog.tsx')) },
    }),
    fill(chosenCustomers, {
      needs: 'messages:write',
      Part: page('RemindChosenCustomers', () => import('./RemindChosen.tsx')),
    }),
    fill(chosenInvoices, {
      needs: 'messages:write',
      Part: page('RemindChosenInvoices', () => import('./RemindChosen.tsx')),
    }),
    fill(foundInvoices, {
      needs: 'messages:write',
      Part: page('RemindFound', () => import('./RemindFound.tsx')),
    }),
    fill(
      invoiceParts,
      page('InvoiceMessages', () => import('./InvoiceMessages.tsx')),
    ),
    fill(
      creditNoteParts,
      page('CreditNoteMessages', () => import('./CreditNoteMessages.tsx')),
    ),
    fill(
      proformaParts,
      page('ProformaMessages', () => import('./ProformaMessages.tsx')),
    ),
  ],
};
