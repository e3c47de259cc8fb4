import type { Permission } from '../api/access.ts';
import type { TimelineEntryShownFragment } from '../generated/graphql.ts';

/** The kinds of what happens to a customer, as people call them, with what reading each takes. */
export const timelineKinds: readonly {
  value: string;
  label: string;
  needs: Permission;
  /** Where records of the kind are opened. */
  page?: string;
}[] = [
  { value: 'STATUS', label: 'Status', needs: 'customers:read' },
  { value: 'INVOICE', label: 'Invoices', needs: 'invoices:read', page: 'invoices' },
  { value: 'CREDIT_NOTE', label: 'Credit notes', needs: 'invoices:read', page: 'credit-notes' },
  { value: 'PROFORMA', label: 'Proformas', needs: 'invoices:read', page: 'proformas' },
  { value: 'PAYMENT', label: 'Payments', needs: 'payments:read', page: 'payments' },
  { value: 'MESSAGE', label: 'Messages', needs: 'messages:read', page: 'messages' },
  { value: 'NOTE', label: 'Notes', needs: 'customers:read' },
  { value: 'SERVICE', label: 'Services', needs: 'audit:read', page: 'services' },
  { value: 'SETTINGS', label: 'Settings', needs: 'audit:read' },
  { value: 'SIGN_IN', label: 'Sign-ins', needs: 'audit:read' },
];

/** Where what an entry is about is opened; null where it is the customer itself. */
export function pageOf({ kind, recordId }: TimelineEntryShownFragment): string | null {
  const page = timelineKinds.find(({ value }) => value === kind)?.page;
  return page && recordId ? `/${page}/${recordId}/show` : null;
}
