import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';
import { settingsAreas } from '../settings/index.ts';

/** Closed months, and whether the books add up. */
export const books: Module = {
  routes: [{ path: '/books', page: page('BooksPage', () => import('./BooksPage.tsx')) }],
  entries: [
    {
      label: 'Books',
      to: '/books',
      icon: 'M4 4.500A1.500 1.500 0 0 1 5.500 3H16v12H5.500A1.500 1.500 0 0 0 4 16.500zM4 16.500A1.500 1.500 0 0 0 5.500 18H16',
      needs: 'books:read',
      alias: 'close month period accounting check invariants ledger',
      menu: 'office',
      place: 105,
    },
  ],
  fills: [
    fill(settingsAreas, {
      to: '/books',
      title: 'Books',
      about: 'Close months so that their figures stay, and see whether everything adds up.',
      needs: 'books:read',
      place: 17,
    }),
  ],
};
