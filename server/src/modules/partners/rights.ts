import { type Granted, READERS } from '../../kit/permission.ts';
import type { Kind } from '../../kit/rights.ts';

/** What can be allowed here, and who has it besides administrators. */
export const PERMISSIONS = {
  'partners:read': [...READERS, 'CUSTOMER_CREATOR', 'ENGINEER'],
  'partners:write': [],
} as const satisfies Granted;
declare module '../../kit/permission.ts' {
  interface PermissionNames extends Record<keyof typeof PERMISSIONS, true> {}
}

/** What reading each kind of record takes. */
export const KINDS = {
  Partner: {
    read: ['partners:read'],
    links: ['id', 'number', 'name', 'currency', 'timeZone', 'test', 'clock'],
  },
  PartnerHost: { read: ['partners:read'] },
} as const satisfies Readonly<Record<string, Kind>>;
