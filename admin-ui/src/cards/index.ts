import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';
import { customerTabs } from '../customers/index.ts';

export { sayNextCharge } from './api.ts';

/** Cards that providers keep for customers, and what is charged by itself. */
export const cards: Module = {
  fills: [
    fill(customerTabs, {
      value: 'cards',
      label: 'Cards',
      needs: 'cards:read',
      place: 45,
      Panel: page('CustomerCards', () => import('./CustomerCards.tsx')),
    }),
  ],
};
