import { customerTabs } from '../customers/index.ts';
import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';
import { recordFeet } from '../kit/show/RecordFeet.tsx';

/** Who did what, to which record, and when. */
export const audit: Module = {
  resource: {
    name: 'audit',
    label: 'Audit',
    rights: { read: 'audit:read', write: 'audit:read' },
    api: async () => (await import('./api.ts')).auditApi,
    represent: 'sentence',
    list: page('AuditList', () => import('./AuditList.tsx')),
  },
  entries: [
    {
      label: 'Audit',
      to: '/audit',
      icon: 'M5 2.500h10v15H5zM8 6.500h4M8 10h4M8 13.500h2',
      needs: 'audit:read',
      alias: 'log history who changed before after',
      menu: 'office',
      place: 85,
    },
  ],
  fills: [
    fill(customerTabs, {
      value: 'changes',
      label: 'Changes',
      needs: 'audit:read',
      place: 85,
      Panel: page('CustomerAudit', () => import('./CustomerAudit.tsx')),
    }),
    fill(
      recordFeet,
      page('WhoChanged', () => import('./WhoChanged.tsx')),
    ),
  ],
};
