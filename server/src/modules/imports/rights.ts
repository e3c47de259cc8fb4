import type { Granted } from '../../kit/permission.ts';
import type { Kind } from '../../kit/rights.ts';

/** What can be allowed here, and who has it besides administrators. */
export const PERMISSIONS = {
  'imports:run': ['FINANCIAL_MANAGER'],
} as const satisfies Granted;
declare module '../../kit/permission.ts' {
  interface PermissionNames extends Record<keyof typeof PERMISSIONS, true> {}
}

/** What reading each kind of record takes. */
export const KINDS = {
  ImportJob: { read: ['imports:run'] },
} as const satisfies Readonly<Record<string, Kind>>;

/** Types that are a part of what leads to them. */
export const PARTS = ['ImportColumn', 'ImportRow', 'UndoPreview'] as const;
