import type { Kind } from '../../kit/rights.ts';

/** What reading each kind of record takes; a customer itself sees no note. */
export const KINDS = {
  Note: { read: ['customers:read'] },
} as const satisfies Readonly<Record<string, Kind>>;

/** Types that are a part of what leads to them. */
export const PARTS = ['NoteVersion'] as const;
