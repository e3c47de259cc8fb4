import type { Granted } from '../../kit/permission.ts';
import type { Kind } from '../../kit/rights.ts';

/** What can be allowed here, and who has it besides administrators. */
export const PERMISSIONS = {
  'cards:read': ['MANAGER', 'FINANCIAL_MANAGER', 'READ_ONLY', 'CUSTOMER'],
  'cards:charge': ['FINANCIAL_MANAGER'],
} as const satisfies Granted;
declare module '../../kit/permission.ts' {
  interface PermissionNames extends Record<keyof typeof PERMISSIONS, true> {}
}

/** What reading each kind of record takes. */
export const KINDS = {
  SavedMethod: { read: ['cards:read'] },
  ChargeAttempt: { read: ['cards:read'] },
} as const satisfies Readonly<Record<string, Kind>>;
