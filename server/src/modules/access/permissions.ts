import { ROLES, type BuiltInRole, type Granted, type Permission } from '../../kit/permission.ts';
import { got } from '../../platform/must.ts';

export interface RoleDefinition {
  name: string;
  label: string;
  permissions: readonly Permission[];
}

const ADMINISTRATORS: readonly string[] = ['SUPER_ADMINISTRATOR', 'ADMINISTRATOR'];

/** What every module allows, in the order of the modules; given by the app before it starts. */
const granted = new Map<Permission, readonly (BuiltInRole | 'CUSTOMER')[]>();

/** Takes what a module allows into the roles. Refuses a name that another module has given. */
export function grant(table: Granted): void {
  for (const [name, roles] of Object.entries(table)) {
    if (granted.has(name as Permission)) throw new Error(`the permission ${name} is there twice`);
    granted.set(name as Permission, roles);
  }
}

function ofStaff(name: Permission): boolean {
  const roles = got(granted, name);
  return roles.length !== 1 || roles[0] !== 'CUSTOMER';
}

/** The roles that come with the product; they cannot be edited. */
export function builtInRoles(): RoleDefinition[] {
  return Object.entries(ROLES).map(([name, label]) => ({
    name,
    label,
    permissions: [...permissionsOfRole(name)],
  }));
}
/** The roles of staff that may do something. */
export function rolesWith(permission: Permission): string[] {
  return builtInRoles()
    .filter((role) => role.permissions.includes(permission))
    .map(({ name }) => name);
}
export function roleNamed(name: string): RoleDefinition | undefined {
  return builtInRoles().find((role) => role.name === name);
}

/** What a role may do; null: what customers may. Nothing for a role that nobody knows. */
export function permissionsOfRole(name: string | null): ReadonlySet<Permission> {
  const all = [...granted.keys()].sort();
  if (name !== null && ADMINISTRATORS.includes(name)) return new Set(all.filter(ofStaff));
  const role = (name ?? 'CUSTOMER') as BuiltInRole | 'CUSTOMER';
  return new Set(
    all.filter((each) => got(granted, each).includes(role) && (name === null || ofStaff(each))),
  );
}
/** Whether somebody with these permissions may give the role to others: nobody grants what it does not have. */
export function mayGrant(own: ReadonlySet<Permission>, role: RoleDefinition): boolean {
  return role.permissions.every((permission) => own.has(permission));
}
