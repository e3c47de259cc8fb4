/** What can be allowed, one operation each; a role is a set of them. Source: tenancy and access, Who. */
export const PERMISSIONS = [
  'partners:read',
  'partners:write',
  'users:read',
  'users:write',
  'settings:read',
  'settings:write',
  'tariffs:read',
  'tariffs:write',
  'customers:read',
  'customers:write',
  'customers:credentials',
  'services:read',
  'services:write',
  'billing-runs:read',
  'billing-runs:create',
  'billing-runs:confirm',
  'invoices:read',
  'invoices:write',
  'invoices:void',
  'transactions:read',
  'transactions:write',
  'payments:read',
  'payments:write',
  'payments:delete',
  'cash-desk:use',
  'messages:read',
  'messages:write',
  'dunning:run',
  'custom-fields:write',
  'gateways:write',
  'exports:read',
  'metrics:read',
  'audit:read',
] as const;
export type StaffPermission = (typeof PERMISSIONS)[number];
/** What a signed-in customer may do in the portal, on its own rows. */
export type PortalPermission = 'profile:write' | 'checkout:create';
export type Permission = StaffPermission | PortalPermission;

export interface RoleDefinition {
  name: string;
  label: string;
  permissions: readonly Permission[];
}

const READ = PERMISSIONS.filter(
  (permission) => permission.endsWith(':read') && permission !== 'audit:read',
);
const MONEY: Permission[] = [
  'billing-runs:create',
  'billing-runs:confirm',
  'invoices:write',
  'invoices:void',
  'transactions:write',
  'payments:write',
  'payments:delete',
  'cash-desk:use',
  'messages:write',
  'dunning:run',
  'audit:read',
];

/** The roles that come with the product; they cannot be edited. */
export const BUILT_IN_ROLES: readonly RoleDefinition[] = [
  { name: 'SUPER_ADMINISTRATOR', label: 'Super administrator', permissions: PERMISSIONS },
  { name: 'ADMINISTRATOR', label: 'Administrator', permissions: PERMISSIONS },
  {
    name: 'MANAGER',
    label: 'Manager',
    permissions: [
      ...READ,
      'tariffs:write',
      'customers:write',
      'customers:credentials',
      'services:write',
      'billing-runs:create',
      'invoices:write',
      'transactions:write',
      'payments:write',
      'messages:write',
      'dunning:run',
    ],
  },
  {
    name: 'FINANCIAL_MANAGER',
    label: 'Financial manager',
    permissions: [...READ, ...MONEY, 'settings:write'],
  },
  { name: 'CASHIER', label: 'Cashier', permissions: ['cash-desk:use', 'payments:write'] },
  {
    name: 'CUSTOMER_CREATOR',
    label: 'Customer creator',
    permissions: [
      'partners:read',
      'tariffs:read',
      'customers:read',
      'customers:write',
      'services:read',
      'services:write',
    ],
  },
  {
    name: 'ENGINEER',
    label: 'Engineer',
    permissions: [
      'partners:read',
      'tariffs:read',
      'customers:read',
      'services:read',
      'services:write',
    ],
  },
  { name: 'TECHNICIAN', label: 'Technician', permissions: ['customers:read', 'services:read'] },
  { name: 'READ_ONLY', label: 'Read only', permissions: READ },
];

const CUSTOMER: readonly Permission[] = [
  'customers:read',
  'services:read',
  'invoices:read',
  'transactions:read',
  'payments:read',
  'profile:write',
  'checkout:create',
];

export function roleNamed(name: string): RoleDefinition | undefined {
  return BUILT_IN_ROLES.find((role) => role.name === name);
}
export function permissionsOfRole(name: string | null): ReadonlySet<Permission> {
  return new Set(name === null ? CUSTOMER : (roleNamed(name)?.permissions ?? []));
}
/** Whether somebody with these permissions may give the role to others: nobody grants what it does not have. */
export function mayGrant(own: ReadonlySet<Permission>, role: RoleDefinition): boolean {
  return role.permissions.every((permission) => own.has(permission));
}
