import type { Granted } from '../../kit/permission.ts';

/** What can be allowed here, and who has it besides administrators. */
export const PERMISSIONS = {
  'custom-fields:write': [],
} as const satisfies Granted;
declare module '../../kit/permission.ts' {
  interface PermissionNames extends Record<keyof typeof PERMISSIONS, true> {}
}

/** Types that are a part of what leads to them. */
export const PARTS = ['CustomField', 'CustomFieldImpact'] as const;
