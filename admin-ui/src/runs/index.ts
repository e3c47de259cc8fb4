import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { useWaitingRuns } from './useWaitingRuns.ts';

/** Charging many customers at once, seen before it is done. */
export const runs: Module = {
  resource: {
    name: 'billing-runs',
    label: 'Billing runs',
    rights: { read: 'billing-runs:read', write: 'billing-runs:create' },
    api: async () => (await import('./api.ts')).billingRunApi,
    represent: (run: { date: string }) => run.date,
    followsMoney: true,
    list: page('RunList', () => import('./RunList.tsx')),
    create: page('NewRun', () => import('./NewRun.tsx')),
    show: page('RunShow', () => import('./RunShow.tsx')),
  },
  entries: [
    {
      label: 'Billing runs',
      to: '/billing-runs',
      icon: 'M4 5.5h8M4 10h5M4 14.5h5M12 13l2 2 3.5-4.5',
      needs: 'billing-runs:read',
      alias: 'batch preview confirm',
      menu: 'month',
      place: 20,
      waiting: { use: useWaitingRuns, words: 'waiting to be confirmed' },
    },
    {
      label: 'Preview a billing run',
      to: '/billing-runs/create',
      icon: 'action',
      needs: 'billing-runs:create',
      alias: 'new run batch',
      place: 300,
    },
  ],
};
