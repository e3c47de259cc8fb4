import type { Context } from '../../kit/context.ts';
import type { Scope } from '../../tenancy/scope.ts';

/**
 * A customer may not read the settings and charges that a plan needs: its partner plans for it, and
 * shows only the result.
 */
export async function plansFor(ctx: Context, partnerId: string): Promise<Scope | null> {
  return ctx.scope.kind === 'customer' ? ctx.app.boundary.jobScope(partnerId) : ctx.scope;
}
