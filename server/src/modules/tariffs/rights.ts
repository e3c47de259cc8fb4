import { type Granted, READERS } from '../../kit/permission.ts';
import type { Kind, Need } from '../../kit/rights.ts';

/** What can be allowed here, and who has it besides administrators. */
export const PERMISSIONS = {
  'tariffs:read': [...READERS, 'CUSTOMER_CREATOR', 'ENGINEER'],
  'tariffs:write': ['MANAGER'],
} as const satisfies Granted;
declare module '../../kit/permission.ts' {
  interface PermissionNames extends Record<keyof typeof PERMISSIONS, true> {}
}

const CHOICE: Need = ['tariffs:read', 'plans:choose'];

/** What reading each kind of record takes. */
export const KINDS = {
  Tariff: {
    read: ['tariffs:read'],
    links: ['id', 'name', 'kind'],
    // what one may change to by oneself
    fields: {
      price: CHOICE,
      priceWithTax: CHOICE,
      taxIncluded: CHOICE,
      currency: CHOICE,
      periodDays: CHOICE,
    },
  },
  TaxRate: { read: ['tariffs:read'] },
} as const satisfies Readonly<Record<string, Kind>>;

/** Types that are a part of what leads to them. */
export const PARTS = [
  'DatedPrice',
  'TariffPriceChange',
  'PriceEffect',
  'TaxPart',
  'TaxRateVersion',
] as const;
