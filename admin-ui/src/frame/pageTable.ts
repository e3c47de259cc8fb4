import type { Permission } from '../api/access.ts';
import { atDesk } from '../api/desk.ts';
import type { IconName } from '../kit/icons.tsx';

export interface PageEntry {
  label: string;
  to: string;
  icon: IconName;
  /** None: everybody's. */
  needs?: Permission;
  /** Also the desk's, see desk/. */
  desk?: true;
  /** Other words people look for it by. */
  alias?: string;
}

/** The pages in the order of the month; the groups are set apart by a gap. */
export const pageGroups: PageEntry[][] = [
  [
    {
      label: 'Dashboard',
      to: '/',
      icon: 'dashboard',
      needs: 'metrics:read',
      alias: 'home overview',
    },
  ],
  [
    {
      label: 'Billing runs',
      to: '/billing-runs',
      icon: 'runs',
      needs: 'billing-runs:read',
      alias: 'batch preview confirm',
    },
    {
      label: 'Customers',
      to: '/customers',
      icon: 'customers',
      needs: 'customers:read',
      desk: true,
      alias: 'subscribers',
    },
    {
      label: 'Invoices',
      to: '/invoices',
      icon: 'invoices',
      needs: 'invoices:read',
      desk: true,
      alias: 'documents bills',
    },
    {
      label: 'Payments',
      to: '/payments',
      icon: 'payments',
      needs: 'payments:read',
      desk: true,
      alias: 'receipts',
    },
    {
      label: 'Ledger',
      to: '/transactions',
      icon: 'ledger',
      needs: 'transactions:read',
      alias: 'transactions debit credit',
    },
    {
      label: 'Outbox',
      to: '/messages',
      icon: 'outbox',
      needs: 'messages:read',
      alias: 'messages mails e-mail sms sent queue',
    },
  ],
  [
    {
      label: 'Tariffs',
      to: '/tariffs',
      icon: 'tariffs',
      needs: 'tariffs:read',
      alias: 'plans prices',
    },
    {
      label: 'Partners',
      to: '/partners',
      icon: 'partners',
      needs: 'partners:read',
      alias: 'resellers tree',
    },
    { label: 'Users', to: '/users', icon: 'users', needs: 'users:read', alias: 'roles staff' },
    { label: 'Settings', to: '/settings', icon: 'settings', alias: 'finance tax numbers' },
  ],
];

/** Pages without a place in the navigation, and things one does: for the command palette. */
export const commands: PageEntry[] = [
  {
    label: 'Finance settings',
    to: '/settings/finance',
    icon: 'settings',
    needs: 'settings:read',
    alias: 'billing day due blocking numbers',
  },
  {
    label: 'Notification settings',
    to: '/settings/notifications',
    icon: 'settings',
    needs: 'settings:read',
    alias: 'messages mail server smtp dkim sms sending hours',
  },
  {
    label: 'Custom fields',
    to: '/settings/custom-fields',
    icon: 'settings',
    needs: 'settings:read',
    alias: 'additional own attributes define',
  },
  {
    label: 'Company and logo',
    to: '/settings/company',
    icon: 'settings',
    needs: 'settings:read',
    alias: 'address bank iban branding letterhead',
  },
  {
    label: 'Templates',
    to: '/settings/templates',
    icon: 'settings',
    needs: 'settings:read',
    alias: 'invoice layout pdf mail text',
  },
  {
    label: 'Downloads of documents',
    to: '/documents/jobs',
    icon: 'pdf',
    needs: 'invoices:read',
    alias: 'zip pdf jobs bulk',
  },
  {
    label: 'Tax rates',
    to: '/settings/tax-rates',
    icon: 'settings',
    needs: 'tariffs:read',
    alias: 'vat',
  },
  {
    label: 'Preview a billing run',
    to: '/billing-runs/create',
    icon: 'action',
    needs: 'billing-runs:create',
    alias: 'new run batch',
  },
  {
    label: 'Create a customer',
    to: '/customers/create',
    icon: 'action',
    needs: 'customers:write',
    alias: 'new add',
  },
  {
    label: 'Record a payment',
    to: '/payments/create',
    icon: 'action',
    needs: 'payments:write',
    alias: 'new add cash',
  },
  {
    label: 'Create an invoice',
    to: '/invoices/create',
    icon: 'action',
    needs: 'invoices:write',
    alias: 'new add one-time',
  },
  {
    label: 'Create a tariff',
    to: '/tariffs/create',
    icon: 'action',
    needs: 'tariffs:write',
    alias: 'new add plan',
  },
  {
    label: 'Create a partner',
    to: '/partners/create',
    icon: 'action',
    needs: 'partners:write',
    alias: 'new add reseller',
  },
  {
    label: 'Create a user',
    to: '/users/create',
    icon: 'action',
    needs: 'users:write',
    alias: 'new add invite',
  },
  { label: 'Your sessions', to: '/account/sessions', icon: 'users', alias: 'devices signed in' },
  { label: 'Change your password', to: '/account/password', icon: 'users', alias: 'account' },
];

/** Those the viewer may open. */
export function openTo(entries: readonly PageEntry[], permissions: readonly string[]): PageEntry[] {
  return entries.filter(
    (entry) =>
      !entry.needs || permissions.includes(entry.needs) || (entry.desk && atDesk(permissions)),
  );
}
