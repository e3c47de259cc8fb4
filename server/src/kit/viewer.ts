import type { Scope } from '../tenancy/scope.ts';
import type { Permission } from './permission.ts';

/** Somebody who is signed in, as the door found them. */
export interface Viewer {
  kind: 'OPERATOR' | 'PARTNER' | 'CUSTOMER' | 'API_KEY';
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
}
