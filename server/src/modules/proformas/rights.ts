import type { Kind } from '../../kit/rights.ts';

/** What reading each kind of record takes: who reads invoices reads what asks to be paid before them. */
export const KINDS = {
  Proforma: {
    read: ['invoices:read'],
    asks: {
      search: 'number',
      partnerId: 'partner',
      customerId: 'customer',
      documentDateFrom: 'documentDate',
      documentDateTo: 'documentDate',
    },
  },
} as const satisfies Readonly<Record<string, Kind>>;
