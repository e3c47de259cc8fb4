import type { Granted } from '../../kit/permission.ts';
import type { Kind, Need } from '../../kit/rights.ts';

const PRICES: Need = ['invoices:read'];

/** What can be allowed here, and who has it besides administrators. */
export const PERMISSIONS = {
  'gateways:write': [],
  'checkout:create': ['CUSTOMER'],
} as const satisfies Granted;
declare module '../../kit/permission.ts' {
  interface PermissionNames extends Record<keyof typeof PERMISSIONS, true> {}
}

/** What reading each kind of record takes. */
export const KINDS = {
  Dispute: { read: ['payments:read'] },
  GatewayAccount: { read: ['settings:read'] },
  BankTransfer: { read: PRICES },
} as const satisfies Readonly<Record<string, Kind>>;

/** Types that are a part of what leads to them. */
export const PARTS = ['OnlinePayment', 'Checkout'] as const;
