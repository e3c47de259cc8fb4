import type { Kind } from '../../kit/rights.ts';

/** What reading each kind of record takes. */
export const KINDS = {
  MassJob: { read: ['invoices:write'] },
} as const satisfies Readonly<Record<string, Kind>>;

/** Types that are a part of what leads to them. */
export const PARTS = ['MassRow'] as const;
