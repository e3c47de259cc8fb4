import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';
import { customerTabs } from '../customers/index.ts';

/** What the office writes down about customers. */
export const notes: Module = {
  fills: [
    fill(customerTabs, {
      value: 'notes',
      label: 'Notes',
      needs: 'customers:read',
      place: 69,
      Panel: page('NotesTab', () => import('./NotesTab.tsx')),
    }),
  ],
};
