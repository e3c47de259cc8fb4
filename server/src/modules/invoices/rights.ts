import { type Granted, READERS } from '../../kit/permission.ts';
import type { Kind, Need } from '../../kit/rights.ts';

const PRICES: Need = ['invoices:read'];

/** What can be allowed here, and who has it besides administrators. */
export const PERMISSIONS = {
  'invoices:read': [...READERS, 'CUSTOMER'],
  'invoices:write': ['MANAGER', 'FINANCIAL_MANAGER'],
  'invoices:void': ['FINANCIAL_MANAGER'],
  'invoices:write-off': ['FINANCIAL_MANAGER'],
} as const satisfies Granted;
declare module '../../kit/permission.ts' {
  interface PermissionNames extends Record<keyof typeof PERMISSIONS, true> {}
}

/** What reading each kind of record takes. */
export const KINDS = {
  Invoice: {
    read: ['invoices:read'],
    fields: { voidKept: ['invoices:void'], draftLines: ['invoices:write'] },
    asks: {
      search: 'number',
      partnerId: 'partner',
      customerId: 'customer',
      documentDateFrom: 'documentDate',
      documentDateTo: 'documentDate',
      dueFrom: 'dueDate',
      dueTo: 'dueDate',
      dueStatus: 'due',
      paymentStatus: 'status',
      draft: 'status',
      totalFrom: 'total',
      totalTo: 'total',
      open: 'due',
      billingRunId: 'billingRun',
      labels: 'customer',
      locationId: 'customer',
      locationOnly: 'customer',
      partnerOnly: 'customer',
    },
  },
  DocumentLine: { read: PRICES },
  InvoiceAllocation: { read: ['invoices:read'] },
} as const satisfies Readonly<Record<string, Kind>>;

/** Types that are a part of what leads to them. */
export const PARTS = [
  'Money',
  'InvoiceSums',
  'PrintedParty',
  'TaxSummaryRow',
  'TaxSummaryPart',
  'DraftLine',
  'DraftDiscount',
] as const;
