import { type Granted, READERS } from '../../kit/permission.ts';
import type { Kind } from '../../kit/rights.ts';

/** What can be allowed here, and who has it besides administrators. */
export const PERMISSIONS = {
  'books:read': [...READERS],
  'books:close': ['FINANCIAL_MANAGER'],
  // what was told to a tax office is written to again: whoever closes each month need not be able to
  'books:reopen': [],
} as const satisfies Granted;
declare module '../../kit/permission.ts' {
  interface PermissionNames extends Record<keyof typeof PERMISSIONS, true> {}
}

/** What reading each kind of record takes. */
export const KINDS = {
  BooksClosing: { read: ['books:read'] },
} as const satisfies Readonly<Record<string, Kind>>;

/** Types that are a part of what leads to them. */
export const PARTS = ['BooksOpen', 'BooksClosingEntry'] as const;
