import type { Kind } from '../../kit/rights.ts';

/** What reading each kind of record takes; a customer itself sees no contact. */
export const KINDS = {
  Contact: { read: ['customers:read'] },
} as const satisfies Readonly<Record<string, Kind>>;
