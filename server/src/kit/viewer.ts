import type { Scope } from '../tenancy/scope.ts';
import type { Permission } from './permission.ts';

/** What a display on a wall shows, where that is who looks. */
export interface ShownOnWall {
  /** Kinds of dashboards. */
  dashboards: readonly string[];
  seconds: number;
  showMoney: boolean;
  showNames: boolean;
  /** What whoever hung it up could read. */
  permissions: readonly Permission[];
}

/** Somebody who is signed in, as the door found them. */
export interface Viewer {
  kind: 'OPERATOR' | 'PARTNER' | 'CUSTOMER' | 'API_KEY' | 'WALL';
  /** The user's or the customer's. */
  id: string;
  sessionId: string;
  expiresAt: Date;
  name: string;
  email: string | null;
  role: string | null;
  permissions: ReadonlySet<Permission>;
  partnerId: string;
  path: string;
  scope: Exclude<Scope, { kind: 'nobody' }>;
  /** Of a display on a wall alone, which reads by a link what was chosen for it. */
  wall?: ShownOnWall;
}
