import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';
import { settingsAreas } from '../settings/index.ts';

/** The month at a glance, and what waits for a person. */
export const dashboards: Module = {
  home: page('Dashboard', () => import('./Dashboard.tsx')),
  routes: [
    { path: '/recurring', page: page('RecurringPage', () => import('./RecurringPage.tsx')) },
    { path: '/settings/walls', page: page('WallsPage', () => import('./wall/WallsPage.tsx')) },
    {
      path: '/wall',
      page: page('WallPage', () => import('./wall/WallPage.tsx')),
      frameless: true,
    },
  ],
  entries: [
    {
      label: 'Dashboard',
      to: '/',
      icon: 'M3 11h5.5V3H3zM11.5 17H17V9h-5.5zM3 17h5.5v-3H3zM11.5 6H17V3h-5.5z',
      needs: 'dashboards:read',
      alias: 'home overview',
      menu: 'home',
      place: 10,
    },
    {
      label: 'How recurring revenue moved',
      to: '/recurring',
      icon: 'M4 15V9M8.500 15V5M13 15v-4M17 15V7',
      needs: 'metrics:read',
      alias: 'mrr movements churn expansion new',
      place: 340,
    },
    {
      label: 'Wall displays',
      to: '/settings/walls',
      icon: 'settings',
      needs: 'dashboards:write',
      alias: 'screen tv monitor dashboard link',
      place: 345,
    },
  ],
  fills: [
    fill(settingsAreas, {
      to: '/settings/walls',
      title: 'Wall displays',
      about: 'Links that show dashboards full screen in an office, without signing in.',
      needs: 'dashboards:write',
      place: 90,
    }),
  ],
};
