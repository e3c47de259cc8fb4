import type { App } from '../../kit/app.ts';
import { notFound } from '../../platform/refusal.ts';
import { SYSTEM, type Actor, type Scope } from '../../tenancy/scope.ts';

/**
 * A scope for work on a partner's customers in somebody's name, once it is known that they see them: customers write
 * none of these rows themselves. Refuses NOT_FOUND for a partner that is gone.
 */
export async function acting(app: App, partnerId: string, actor: Actor = SYSTEM): Promise<Scope> {
  const scope = await app.boundary.jobScope(partnerId);
  if (!scope) throw notFound();
  return { ...scope, actor };
}
