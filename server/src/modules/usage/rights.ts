import { type Granted, READERS } from '../../kit/permission.ts';
import type { Kind } from '../../kit/rights.ts';

/** What can be allowed here, and who has it besides administrators. */
export const PERMISSIONS = {
  'usage:read': [...READERS, 'CUSTOMER'],
  'usage:write': ['MANAGER', 'FINANCIAL_MANAGER'],
} as const satisfies Granted;
declare module '../../kit/permission.ts' {
  interface PermissionNames extends Record<keyof typeof PERMISSIONS, true> {}
}

/** What reading each kind of record takes. */
export const KINDS = {
  UsageRecord: {
    read: ['usage:read'],
    // words among those who bill
    fields: { withdrawnReason: ['usage:write'] },
    asks: {
      partnerId: 'partner',
      customerId: 'customer',
      serviceId: 'service',
      invoiceId: 'invoice',
      from: 'at',
      to: 'at',
    },
  },
  UsageTotal: { read: ['usage:read'] },
} as const satisfies Readonly<Record<string, Kind>>;

/** Types that are a part of what leads to them. */
export const PARTS = [
  'UsageResult',
  'RateUsageResult',
  'UsageInvoicePreview',
  'UsageWithdrawal',
] as const;
