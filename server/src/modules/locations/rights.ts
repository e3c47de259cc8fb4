import { type Granted, READERS } from '../../kit/permission.ts';
import type { Kind } from '../../kit/rights.ts';

/** What can be allowed here, and who has it besides administrators. */
export const PERMISSIONS = {
  'locations:read': [...READERS, 'CUSTOMER_CREATOR', 'ENGINEER', 'TECHNICIAN'],
  'locations:write': ['MANAGER', 'ENGINEER'],
} as const satisfies Granted;
declare module '../../kit/permission.ts' {
  interface PermissionNames extends Record<keyof typeof PERMISSIONS, true> {}
}

/** What reading each kind of record takes. */
export const KINDS = {
  Location: { read: ['locations:read'], fields: { customerCount: ['customers:read'] } },
} as const satisfies Readonly<Record<string, Kind>>;
