import type { Kind } from '../../kit/rights.ts';

/** What reading each kind of record takes; `access` says who may. */
export const KINDS = {
  AuditEntry: {
    read: ['audit:read'],
    asks: { from: 'at', until: 'at', partnerId: 'partner', search: 'record', customerId: 'record' },
  },
} as const satisfies Readonly<Record<string, Kind>>;

/** Types that are a part of what leads to them. */
export const PARTS = ['AuditChange'] as const;
