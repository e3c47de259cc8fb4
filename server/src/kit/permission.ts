/** The names that modules give to what can be allowed: each adds its own from its table. */
export interface PermissionNames {}

/** What can be allowed, one operation each; a role is a set of them. Source: tenancy and access, Who. */
export type Permission = keyof PermissionNames;

/** The roles that come with the product; administrators of both kinds may do whatever staff may. */
export const ROLES = {
  SUPER_ADMINISTRATOR: 'Super administrator',
  ADMINISTRATOR: 'Administrator',
  MANAGER: 'Manager',
  FINANCIAL_MANAGER: 'Financial manager',
  CASHIER: 'Cashier',
  CUSTOMER_CREATOR: 'Customer creator',
  ENGINEER: 'Engineer',
  TECHNICIAN: 'Technician',
  READ_ONLY: 'Read only',
} as const;
export type BuiltInRole = keyof typeof ROLES;

/**
 * What a module allows, and who has it besides administrators; CUSTOMER: a customer in the portal, on its own rows. What
 * only customers have is no permission of staff.
 */
export type Granted = Readonly<Record<string, readonly (BuiltInRole | 'CUSTOMER')[]>>;

/** Who reads whatever their partner and those below it have. */
export const READERS = ['MANAGER', 'FINANCIAL_MANAGER', 'READ_ONLY'] as const;
