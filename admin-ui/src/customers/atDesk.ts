/**
 * Whoever takes money at the desk and does not read the rest: it has pages of its own, see the
 * module desk.
 */
export function atDesk(permissions: readonly string[]): boolean {
  return permissions.includes('cash-desk:use') && !permissions.includes('customers:read');
}
