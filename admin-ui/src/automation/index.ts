import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';
import { settingsAreas } from '../settings/index.ts';

export { ComingRuns } from './ComingRuns.tsx';

/** Billing runs that come by themselves. */
export const automation: Module = {
  routes: [
    { path: '/automation', page: page('CalendarPage', () => import('./CalendarPage.tsx')) },
    {
      path: '/settings/automation',
      page: page('AutomationPage', () => import('./AutomationPage.tsx')),
    },
  ],
  entries: [
    {
      label: 'Automation calendar',
      to: '/automation',
      icon: 'settings',
      needs: 'settings:read',
      alias: 'schedule runs pause skip',
      place: 310,
    },
    {
      label: 'Automation settings',
      to: '/settings/automation',
      icon: 'settings',
      needs: 'settings:read',
      alias: 'runs preview confirm by itself',
      place: 205,
    },
  ],
  fills: [
    fill(settingsAreas, {
      to: '/settings/automation',
      title: 'Automation',
      about: 'When billing runs are previewed and confirmed by themselves.',
      needs: 'settings:read',
      place: 15,
    }),
  ],
};
