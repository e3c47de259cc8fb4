import { customerActions, customerTabs } from '../customers/index.ts';
import { invoiceParts } from '../invoices/index.ts';
import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';

const icon = 'M3 16V9.500M7.500 16V4M12 16v-8M16.500 16v-4.500';

/** What was used of services, record by record. */
export const usage: Module = {
  resource: {
    name: 'usage',
    label: 'Usage',
    rights: { read: 'usage:read', write: 'usage:write' },
    api: async () => (await import('./api.ts')).usageApi,
    represent: 'sourceId',
    followsMoney: true,
    list: page('UsageList', () => import('./UsageList.tsx')),
  },
  entries: [
    {
      label: 'Usage',
      to: '/usage',
      icon,
      needs: 'usage:read',
      alias: 'calls records cdr data messages',
      menu: 'month',
      place: 55,
    },
    {
      label: 'Unrated usage',
      to: `/usage?filter=${encodeURIComponent('{"state":"UNRATED"}')}`,
      icon,
      needs: 'usage:read',
      alias: 'calls without price rate',
      place: 340,
    },
  ],
  fills: [
    fill(customerTabs, {
      value: 'usage',
      label: 'Usage',
      needs: 'usage:read',
      place: 32,
      Panel: page('CustomerUsage', () => import('./CustomerUsage.tsx')),
    }),
    fill(customerActions, {
      place: 22,
      label: 'Invoice usage',
      needs: ['invoices:write', 'usage:read'],
      does: { Dialog: page('InvoiceUsageDialog', () => import('./InvoiceUsageDialog.tsx')) },
    }),
    fill(
      invoiceParts,
      page('InvoiceUsage', () => import('./InvoiceUsage.tsx')),
    ),
  ],
};
