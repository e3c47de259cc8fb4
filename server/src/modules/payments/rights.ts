import { type Granted, READERS } from '../../kit/permission.ts';
import type { Kind } from '../../kit/rights.ts';

/** What can be allowed here, and who has it besides administrators. */
export const PERMISSIONS = {
  'payments:read': [...READERS, 'CUSTOMER'],
  'payments:write': ['MANAGER', 'FINANCIAL_MANAGER'],
  'payments:delete': ['FINANCIAL_MANAGER'],
  'cash-desk:use': ['FINANCIAL_MANAGER', 'CASHIER'],
} as const satisfies Granted;
declare module '../../kit/permission.ts' {
  interface PermissionNames extends Record<keyof typeof PERMISSIONS, true> {}
}

/** What reading each kind of record takes. */
export const KINDS = {
  Payment: {
    read: ['payments:read'],
    fields: { refundable: ['payments:refund'], bankTransaction: ['bank:read'] },
    asks: {
      search: 'receiptNumber',
      partnerId: 'partner',
      customerId: 'customer',
      labels: 'customer',
      locationId: 'customer',
      dateFrom: 'date',
      dateTo: 'date',
      methods: 'method',
      createdAt: 'recordedAt',
    },
  },
  Allocation: { read: ['payments:read'] },
  PaymentTask: { read: ['payments:read'] },
} as const satisfies Readonly<Record<string, Kind>>;
