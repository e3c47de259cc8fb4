const areas: Record<string, string> = {
  partners: 'Partners',
  users: 'Users',
  settings: 'Settings',
  tariffs: 'Tariffs',
  customers: 'Customers',
  labels: 'Labels',
  locations: 'Locations',
  services: 'Services',
  'billing-runs': 'Billing runs',
  invoices: 'Invoices',
  transactions: 'Ledger',
  payments: 'Payments',
  'cash-desk': 'Cash desk',
  dunning: 'Blocking',
  metrics: 'Dashboard',
  audit: 'Audit trail',
  'custom-fields': 'Custom fields',
  messages: 'Messages',
};

const verbs: Record<string, string> = {
  read: 'see',
  write: 'create and change',
  void: 'void',
  create: 'preview',
  confirm: 'confirm',
  credentials: 'give logins and passwords',
  use: 'take money, see what is owed',
  delete: 'take back',
  run: 'run by hand',
};

export interface PermissionGroup {
  area: string;
  may: string[];
}

/** Permissions by area in words: "Invoices: see, create and change, void". */
export function explainPermissions(permissions: readonly string[]): PermissionGroup[] {
  return Object.entries(areas).flatMap(([key, area]) => {
    const may = permissions
      .filter((each) => each.startsWith(`${key}:`))
      .map((each) => verbs[each.slice(key.length + 1)] ?? each);
    return may.length > 0 ? [{ area, may }] : [];
  });
}
