const labels: Record<string, string> = {
  SUPER_ADMINISTRATOR: 'Super administrator',
  ADMINISTRATOR: 'Administrator',
  MANAGER: 'Manager',
  FINANCIAL_MANAGER: 'Financial manager',
  CASHIER: 'Cashier',
  CUSTOMER_CREATOR: 'Customer creator',
  ENGINEER: 'Engineer',
  TECHNICIAN: 'Technician',
  READ_ONLY: 'Read only',
};

/** A built-in role's name for people; a custom role is called what its makers called it. */
export function roleLabel(name: string): string {
  return labels[name] ?? name;
}
