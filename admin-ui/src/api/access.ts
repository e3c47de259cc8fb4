import { useViewer } from './viewer.ts';

/**
 * `resource:action`, as the server names them; tests/structure finds names that it does not know.
 */
export type Permission = `${string}:${string}`;

/** Whether the signed-in user has the permission: for showing or hiding a button. */
export function useCan(permission: Permission): boolean {
  return useViewer()?.permissions.includes(permission) ?? false;
}
