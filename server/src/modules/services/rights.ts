import { type Granted, READERS } from '../../kit/permission.ts';
import type { Kind, Need } from '../../kit/rights.ts';

const PRICES: Need = ['invoices:read'];

/** What can be allowed here, and who has it besides administrators. */
export const PERMISSIONS = {
  'services:read': [...READERS, 'CUSTOMER_CREATOR', 'ENGINEER', 'TECHNICIAN', 'CUSTOMER'],
  'services:write': ['MANAGER', 'CUSTOMER_CREATOR', 'ENGINEER'],
} as const satisfies Granted;
declare module '../../kit/permission.ts' {
  interface PermissionNames extends Record<keyof typeof PERMISSIONS, true> {}
}

/** What reading each kind of record takes. */
export const KINDS = {
  Service: {
    read: ['services:read'],
    fields: {
      unitPrice: PRICES,
      setupFee: PRICES,
      discounts: PRICES,
      cancellationFee: PRICES,
      priceFromTariff: PRICES,
      priceIncludesTax: PRICES,
      priceWithTax: PRICES,
      datedPrices: PRICES,
      pricePlannedFrom: PRICES,
    },
    asks: {
      search: 'customer',
      customerId: 'customer',
      tariffId: 'tariff',
      partnerId: 'customer',
      labels: 'customer',
      locationId: 'customer',
    },
  },
} as const satisfies Readonly<Record<string, Kind>>;

/** Types that are a part of what leads to them. */
export const PARTS = ['Discount'] as const;
