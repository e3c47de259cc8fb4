import { type Granted, READERS } from '../../kit/permission.ts';
import type { Kind } from '../../kit/rights.ts';

/** What can be allowed here, and who has it besides administrators. */
export const PERMISSIONS = {
  'transactions:read': [...READERS, 'CUSTOMER'],
  'transactions:write': ['MANAGER', 'FINANCIAL_MANAGER'],
} as const satisfies Granted;
declare module '../../kit/permission.ts' {
  interface PermissionNames extends Record<keyof typeof PERMISSIONS, true> {}
}

/** What reading each kind of record takes. */
export const KINDS = {
  Transaction: {
    read: ['transactions:read'],
    asks: {
      customerId: 'customer',
      partnerId: 'customer',
      locationId: 'customer',
      categories: 'category',
      serviceId: 'service',
      tariffId: 'service',
      tariffKind: 'service',
      tariffFields: 'service',
      serviceFields: 'service',
      customerFields: 'customer',
      labels: 'customer',
      locationOnly: 'customer',
      partnerOnly: 'customer',
      without: 'customer',
      countsIn: 'category',
      taxRate: 'tax',
      taxCategory: 'tax',
      credited: 'category',
      takenBy: 'recordedBy',
      methods: 'category',
      servedFrom: 'periodFrom',
      servedTo: 'periodFrom',
    },
  },
  FutureItem: { read: ['transactions:read'] },
} as const satisfies Readonly<Record<string, Kind>>;
