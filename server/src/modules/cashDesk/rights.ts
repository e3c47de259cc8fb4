import type { Granted } from '../../kit/permission.ts';

/** What can be allowed here, and who has it besides administrators. */
export const PERMISSIONS = {
  'cash-desk:manage': ['MANAGER', 'FINANCIAL_MANAGER'],
} as const satisfies Granted;
declare module '../../kit/permission.ts' {
  interface PermissionNames extends Record<keyof typeof PERMISSIONS, true> {}
}

/** Types that are a part of what leads to them: who uses a till sees nothing else by them. */
export const PARTS = [
  'Till',
  'TillUser',
  'TillSession',
  'TillMovement',
  'TillTotal',
  'TillCount',
  'TillPiece',
  'CashDeskCustomer',
  'CashDeskInvoice',
  'CashDeskReceipt',
] as const;
