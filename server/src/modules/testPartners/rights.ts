import type { Kind } from '../../kit/rights.ts';

/** What reading each kind of record takes. */
export const KINDS = {
  TestClock: { read: ['partners:read'] },
} as const satisfies Readonly<Record<string, Kind>>;

/** Types that are a part of what leads to them. */
export const PARTS = ['TestClockDay'] as const;
