import type { App } from '../../app.ts';
import type { Scope } from '../../tenancy/scope.ts';

/** Fills an empty installation with sample data. Returns the sign-ins to show. */
export async function seedDemo(_app: App, _scope: Scope, _options: { emptyOnly: boolean }): Promise<string[]> {
  return [];
}
