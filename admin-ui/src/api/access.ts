import { atDesk } from './desk.ts';
import { useViewer } from './viewer.ts';

/** `resource:action`, as the server names them. */
export type Permission =
  | 'partners:read'
  | 'partners:write'
  | 'users:read'
  | 'users:write'
  | 'settings:read'
  | 'settings:write'
  | 'tariffs:read'
  | 'tariffs:write'
  | 'customers:read'
  | 'customers:write'
  | 'customers:credentials'
  | 'services:read'
  | 'services:write'
  | 'billing-runs:read'
  | 'billing-runs:create'
  | 'billing-runs:confirm'
  | 'invoices:read'
  | 'invoices:write'
  | 'invoices:void'
  | 'transactions:read'
  | 'transactions:write'
  | 'payments:read'
  | 'payments:write'
  | 'payments:delete'
  | 'cash-desk:use'
  | 'messages:read'
  | 'messages:write'
  | 'custom-fields:write'
  | 'gateways:write'
  | 'exports:read'
  | 'dunning:run'
  | 'metrics:read';

type Action = 'list' | 'show' | 'create' | 'edit' | 'delete' | 'export';

function table(
  read: Permission,
  write: Permission,
  remove: Permission = write,
): Record<Action, Permission> {
  return { list: read, show: read, export: read, create: write, edit: write, delete: remove };
}

/** The one place that says which permission a page or button needs. The server decides again, for every request. */
const rules: Record<string, Record<Action, Permission>> = {
  'billing-runs': table('billing-runs:read', 'billing-runs:create'),
  customers: table('customers:read', 'customers:write'),
  services: table('services:read', 'services:write'),
  invoices: table('invoices:read', 'invoices:write', 'invoices:void'),
  payments: table('payments:read', 'payments:write', 'payments:delete'),
  transactions: table('transactions:read', 'transactions:write'),
  messages: table('messages:read', 'messages:write'),
  tariffs: table('tariffs:read', 'tariffs:write'),
  partners: table('partners:read', 'partners:write'),
  users: table('users:read', 'users:write'),
  settings: table('settings:read', 'settings:write'),
  'tax-rates': table('tariffs:read', 'tariffs:write'),
};

const deskPages: Record<string, readonly Action[]> = {
  customers: ['list', 'show'],
  invoices: ['list'],
  payments: ['list', 'show'],
};

/** Whether somebody with these permissions may do that. An unknown resource is nobody's. */
export function mayDo(permissions: readonly string[], resource: string, action: string): boolean {
  const needed = rules[resource]?.[action as Action];
  if (
    atDesk(permissions) &&
    (action === 'list' || action === 'show') &&
    deskPages[resource]?.includes(action)
  )
    return true;
  return needed !== undefined && permissions.includes(needed);
}

/** Whether the signed-in user has the permission: for showing or hiding a button. */
export function useCan(permission: Permission): boolean {
  return useViewer()?.permissions.includes(permission) ?? false;
}
