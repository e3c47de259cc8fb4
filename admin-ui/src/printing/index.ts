import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';
import { settingsAreas } from '../settings/index.ts';

export { receiptAddress } from './addresses.ts';
export { DocumentLink } from './DocumentLink.tsx';
export { DocumentMenu } from './DocumentMenu.tsx';
export { DocumentPages } from './DocumentPages.tsx';
export { RenewDialog } from './RenewDialog.tsx';
export { StatementDialog } from './StatementDialog.tsx';
export { DownloadDialog } from './bulk/DownloadDialog.tsx';
export { PreviewTemplate, TemplateQuery } from './templates/api.ts';
export { asPicture } from './templates/preview.ts';
export { useDocumentWarnings } from './useDocumentWarnings.ts';

/** Documents as pages and files, how they look, and many of them at once. */
export const printing: Module = {
  routes: [
    {
      path: '/settings/templates',
      page: page('TemplatesPage', () => import('./templates/TemplatesPage.tsx')),
    },
    {
      path: '/settings/templates/:kind',
      page: page('TemplateEditorPage', () => import('./templates/TemplateEditorPage.tsx')),
    },
    { path: '/documents/jobs', page: page('JobsPage', () => import('./bulk/JobsPage.tsx')) },
  ],
  entries: [
    {
      label: 'Templates',
      to: '/settings/templates',
      icon: 'settings',
      needs: 'settings:read',
      alias: 'invoice layout pdf mail text',
      place: 240,
    },
    {
      label: 'Downloads of documents',
      to: '/documents/jobs',
      icon: 'pdf',
      needs: 'invoices:read',
      alias: 'zip pdf jobs bulk',
      place: 250,
    },
  ],
  fills: [
    fill(settingsAreas, {
      to: '/settings/templates',
      title: 'Templates',
      about: 'How invoices, receipts and mails look and what they say, with a live preview.',
      needs: 'settings:read',
      place: 60,
    }),
  ],
};
