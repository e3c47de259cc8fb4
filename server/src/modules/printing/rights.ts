import type { Kind } from '../../kit/rights.ts';

/** What reading each kind of record takes. */
export const KINDS = {
  DocumentTemplate: { read: ['settings:read'] },
  DocumentTemplateVersion: { read: ['settings:read'] },
  TemplateVariable: { read: ['settings:read'] },
  TemplatePreview: { read: ['settings:read'] },
  PaymentCodeCheck: { read: ['settings:read'] },
  DocumentJob: { read: ['invoices:read'] },
  Statement: { read: ['transactions:read'] },
  StatementEntry: { read: ['transactions:read'] },
} as const satisfies Readonly<Record<string, Kind>>;
