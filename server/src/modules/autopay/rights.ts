import type { Kind } from '../../kit/rights.ts';

/** What reading each kind of record takes. */
export const KINDS = {
  Autopay: { read: ['cards:read'] },
} as const satisfies Readonly<Record<string, Kind>>;
