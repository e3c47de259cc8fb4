import { type Granted, READERS } from '../../kit/permission.ts';
import type { Kind, Need } from '../../kit/rights.ts';

/** Of a person's way into the portal; customers know their own. */
const CREDENTIALS: Need = ['customers:credentials', 'profile:write'];

/** What becomes of who owes something; customers know their own. */
const DEBTS: Need = ['dunning:read', 'profile:write'];

/** What can be allowed here, and who has it besides administrators. */
export const PERMISSIONS = {
  'customers:read': [...READERS, 'CUSTOMER_CREATOR', 'ENGINEER', 'TECHNICIAN', 'CUSTOMER'],
  'customers:write': ['MANAGER', 'CUSTOMER_CREATOR'],
  'customers:credentials': ['MANAGER'],
  'profile:write': ['CUSTOMER'],
} as const satisfies Granted;
declare module '../../kit/permission.ts' {
  interface PermissionNames extends Record<keyof typeof PERMISSIONS, true> {}
}

/** What reading each kind of record takes. */
export const KINDS = {
  Customer: {
    read: ['customers:read'],
    fields: {
      login: CREDENTIALS,
      lastChargeKept: ['invoices:void'],
      promiseToPay: DEBTS,
      dunningAhead: DEBTS,
      waiting: ['invoices:read'],
    },
    asks: {
      search: 'name',
      partnerId: 'partner',
      debt: 'balance',
      nextBillingTo: 'billing',
      nextBillingDate: 'billing',
      tariffId: 'services',
      locationId: 'location',
    },
  },
} as const satisfies Readonly<Record<string, Kind>>;

/** Types that are a part of what leads to them. */
export const PARTS = ['CustomerBilling', 'StatusChange'] as const;
