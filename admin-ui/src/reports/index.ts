import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';

/** Tables of what happened, grouped as one likes, with what adds up to each figure. */
export const reports: Module = {
  routes: [{ path: '/reports', page: page('ReportPage', () => import('./ReportPage.tsx')) }],
  entries: [
    {
      label: 'Reports',
      to: '/reports',
      icon: 'M3.500 17h13M5.500 14V9M10 14V4M14.500 14V7',
      needs: 'reports:read',
      alias: 'revenue earned deferred turnover analysis statistics table churn cohorts retention',
      menu: 'month',
      place: 80,
    },
  ],
};
