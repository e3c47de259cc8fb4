import type { ScopedSql } from '../tenancy/boundary.ts';
import type { Permission } from './permission.ts';

/** How a module calls off work of its own; false where it has none with this id. Refuses what has ended. */
export interface Cancels {
  /** One of them. */
  needs: readonly Permission[];
  cancel(sql: ScopedSql, id: string): Promise<boolean>;
}

const all: Cancels[] = [];

/** Takes how a module calls off its work. */
export function declareCancels(ofModule: Cancels | undefined): void {
  if (ofModule) all.push(ofModule);
}

/** Calls off work of those kinds that somebody may work on; false where there is none with this id. */
export async function cancelAny(
  sql: ScopedSql,
  id: string,
  permissions: ReadonlySet<Permission>,
): Promise<boolean> {
  for (const { needs, cancel } of all)
    if (needs.some((each) => permissions.has(each)) && (await cancel(sql, id))) return true;
  return false;
}
