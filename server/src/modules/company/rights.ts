import type { Kind } from '../../kit/rights.ts';

/** What reading each kind of record takes. */
export const KINDS = {
  CompanyDetails: { read: ['settings:read'] },
} as const satisfies Readonly<Record<string, Kind>>;
