import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';

/** Money taken at a counter, and the tills that it is taken at. */
export const desk: Module = {
  routes: [
    {
      path: '/desk',
      page: page('DeskPage', () => import('./DeskPage.tsx')),
      wholeWindow: true,
    },
    { path: '/tills', page: page('TillsPage', () => import('./TillsPage.tsx')) },
  ],
  entries: [
    {
      label: 'Cash desk',
      to: '/desk',
      icon: 'M3 9h14v8H3zM5 9V3.500h10V9M7.500 6h5M6 12.500h2M12 12.500h2',
      needs: 'cash-desk:use',
      alias: 'till cash counter cashier take money',
      menu: 'month',
      place: 65,
    },
    {
      label: 'Tills',
      to: '/tills',
      icon: 'M3 9h14v8H3zM3 12.500h14M8.500 14.800h3M6 9V4h8v5',
      needs: 'cash-desk:manage',
      alias: 'cash desk sessions differences approve',
      menu: 'office',
      place: 95,
    },
  ],
};
