import { type Granted, READERS } from '../../kit/permission.ts';

/** What can be allowed here, and who has it besides administrators. */
export const PERMISSIONS = {
  'exports:read': [...READERS],
} as const satisfies Granted;
declare module '../../kit/permission.ts' {
  interface PermissionNames extends Record<keyof typeof PERMISSIONS, true> {}
}
