import { type Granted, READERS } from '../../kit/permission.ts';
import type { Kind, Need } from '../../kit/rights.ts';

const PRICES: Need = ['invoices:read'];

/** What can be allowed here, and who has it besides administrators. */
export const PERMISSIONS = {
  'billing-runs:read': [...READERS],
  'billing-runs:create': ['MANAGER', 'FINANCIAL_MANAGER'],
  'billing-runs:confirm': ['FINANCIAL_MANAGER'],
} as const satisfies Granted;
declare module '../../kit/permission.ts' {
  interface PermissionNames extends Record<keyof typeof PERMISSIONS, true> {}
}

/** What reading each kind of record takes. */
export const KINDS = {
  UpcomingCharge: { read: PRICES },
  FirstCharge: { read: PRICES },
  BillingChange: { read: PRICES },
  BillingRun: { read: ['billing-runs:read'] },
  BillingRunEntry: { read: ['billing-runs:read'] },
  BillingRunPartnerTotal: { read: ['billing-runs:read'] },
  MissingCustomer: { read: ['billing-runs:read'] },
  PartnerDue: { read: ['billing-runs:read'] },
} as const satisfies Readonly<Record<string, Kind>>;

/** Types that are a part of what leads to them. */
export const PARTS = [
  'ConfirmRefusal',
  'ConfirmedRun',
  'FlagCount',
  'LineChange',
  'StalePreview',
  'StaleCustomer',
] as const;
