import { type Granted, READERS } from '../../kit/permission.ts';

/** What can be allowed here, and who has it besides administrators. */
export const PERMISSIONS = {
  'dunning:read': [...READERS],
  'dunning:run': ['MANAGER', 'FINANCIAL_MANAGER'],
  'dunning:promise': ['MANAGER', 'FINANCIAL_MANAGER'],
} as const satisfies Granted;
declare module '../../kit/permission.ts' {
  interface PermissionNames extends Record<keyof typeof PERMISSIONS, true> {}
}

/** Types that are a part of what leads to them. */
export const PARTS = ['DunningResult', 'DunningChange', 'DunningStep', 'PromiseToPay'] as const;
