import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';
import { customerTabs } from '../customers/index.ts';

const icon = 'M4 4h12v12H4zM10 10.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4M6.500 14q3.500-4.500 7 0';

/** Whom at a customer one speaks to, and what they are sent. */
export const contacts: Module = {
  search: {
    resource: 'customers',
    group: 'Contacts',
    icon,
    find: async (typed) => (await import('./find.ts')).findContacts(typed),
  },
  fills: [
    fill(customerTabs, {
      value: 'contacts',
      label: 'Contacts',
      needs: 'customers:read',
      place: 68,
      Panel: page('ContactsTab', () => import('./ContactsTab.tsx')),
    }),
  ],
};
