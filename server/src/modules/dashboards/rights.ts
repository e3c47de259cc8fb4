import { type Granted, READERS } from '../../kit/permission.ts';
import type { Kind } from '../../kit/rights.ts';

/** What can be allowed here, and who has it besides administrators. */
export const PERMISSIONS = {
  'metrics:read': [...READERS],
  'dashboards:read': [...READERS],
  // the layout that others find
  'dashboards:write': [],
  // how the installation does: shown to its operator alone
  'system:read': [],
} as const satisfies Granted;
declare module '../../kit/permission.ts' {
  interface PermissionNames extends Record<keyof typeof PERMISSIONS, true> {}
}

/** What reading each kind of record takes. */
export const KINDS = {
  Dashboard: { read: ['dashboards:read'] },
  FinanceMetrics: { read: ['metrics:read'] },
  FinanceMonth: { read: ['metrics:read'] },
  MrrMovement: { read: ['metrics:read'] },
  WallDisplay: { read: ['dashboards:write'] },
  PlannedFigures: { read: ['metrics:read'] },
} as const satisfies Readonly<Record<string, Kind>>;

/** Types that are a part of what leads to them. */
export const PARTS = [
  'FirstDay',
  'FirstDayStep',
  'PlannedMonth',
  'Tile',
  'TilePoint',
  'TileRow',
  'ListLink',
  'TilePlace',
  'WallShown',
] as const;
