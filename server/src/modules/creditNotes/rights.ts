import type { Granted } from '../../kit/permission.ts';
import type { Kind } from '../../kit/rights.ts';

/** What can be allowed here, and who has it besides administrators. */
export const PERMISSIONS = {
  'credit-notes:write': ['MANAGER', 'FINANCIAL_MANAGER'],
  'payments:refund': ['FINANCIAL_MANAGER'],
} as const satisfies Granted;
declare module '../../kit/permission.ts' {
  interface PermissionNames extends Record<keyof typeof PERMISSIONS, true> {}
}

/** What reading each kind of record takes: a note is read by who reads the invoices that it corrects. */
export const KINDS = {
  CreditNote: {
    read: ['invoices:read'],
    fields: { refundable: ['payments:refund'] },
    asks: {
      search: 'number',
      partnerId: 'partner',
      customerId: 'customer',
      documentDateFrom: 'documentDate',
      documentDateTo: 'documentDate',
    },
  },
  Refund: { read: ['payments:read', 'invoices:read'] },
} as const satisfies Readonly<Record<string, Kind>>;

/** Types that are a part of what leads to them. */
export const PARTS = ['CreditNotePreview'] as const;
