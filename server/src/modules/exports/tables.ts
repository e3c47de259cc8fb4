import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { FieldEntity } from '@backhaul/domain/fields/customFields';
import type { Permission } from '../../kit/permission.ts';
import { rateCell } from './rateCell.ts';
import type { ExportName, ExportRow } from './tables.store.ts';

/** A file that can be had: its columns are those that the import reads. */
export interface ExportTable {
  permission: Permission;
  /** Whose custom fields it holds; null where there are none. */
  entity: FieldEntity | null;
  columns: readonly string[];
  /** Columns that take more than the file does, as the API's fields of the same meaning. */
  needs?: Readonly<Record<string, Permission>>;
  cell?(row: ExportRow, column: string): unknown;
}

export const EXPORT_TABLES: Readonly<Record<ExportName, ExportTable>> = {
  partners: {
    permission: 'partners:read',
    entity: 'PARTNER',
    needs: { settings: 'settings:read' },
    columns: ['number', 'parent', 'name', 'currency', 'time_zone', 'settings'],
  },
  tariffs: {
    permission: 'tariffs:read',
    entity: 'TARIFF',
    columns: [
      'code',
      'name',
      'kind',
      'price',
      'tax_percent',
      'tax_included',
      'currency',
      'partners',
      'owner',
      'setup_fee',
      'archived',
      'earlier_prices',
      'bundle',
      'activation_fee',
      'minimum_months',
      'cancellation_fee',
      'portal_selectable',
      'tax_rate',
    ],
    cell: (row, column) => (column === 'tax_rate' ? rateCell(row.tax_rate) : row[column]),
  },
  customers: {
    permission: 'customers:read',
    entity: 'CUSTOMER',
    needs: { login: 'customers:credentials' },
    columns: [
      'customer',
      'number',
      'partner',
      'name',
      'email',
      'login',
      'status',
      'billing_type',
      'billing_enabled',
      'payment_period',
      'prepaid_months',
      'billing_day',
      'payment_due_days',
      'balance',
      'street',
      'city',
      'zip',
      'country',
      'phone',
      'created',
      'billing',
      'blocked_since',
      'inactive_since',
      'kind',
      'tax_number',
      'vat_id',
    ],
    cell: (row, column) =>
      column === 'balance'
        ? formatMinor(row.balance_minor as bigint, currencyDigits(String(row.currency)))
        : row[column],
  },
  services: {
    permission: 'services:read',
    entity: 'SERVICE',
    needs: {
      unit_price: 'invoices:read',
      discount_kind: 'invoices:read',
      discount_value: 'invoices:read',
      discount_from: 'invoices:read',
      discount_until: 'invoices:read',
      discount_message: 'invoices:read',
      more_discounts: 'invoices:read',
      setup_fee: 'invoices:read',
      earlier_prices: 'invoices:read',
      activation_fee: 'invoices:read',
      cancellation_fee: 'invoices:read',
      changed_to: 'invoices:read',
    },
    columns: [
      'customer',
      'customer_number',
      'partner',
      'tariff',
      'tariff_owner',
      'description',
      'quantity',
      'unit_price',
      'start',
      'end',
      'charged_until',
      'discount_kind',
      'discount_value',
      'discount_from',
      'discount_until',
      'discount_message',
      'more_discounts',
      'setup_fee',
      'setup_charged',
      'state',
      'pauses',
      'earlier_prices',
      'activation_fee',
      'minimum_months',
      'cancellation_fee',
      'changed_to',
    ],
  },
  items: {
    permission: 'transactions:read',
    entity: null,
    columns: [
      'customer',
      'customer_number',
      'partner',
      'description',
      'quantity',
      'unit_price',
      'tax_percent',
      'tax_included',
      'date',
      'alone',
    ],
  },
};

export function isExport(name: string): name is ExportName {
  return Object.hasOwn(EXPORT_TABLES, name);
}
