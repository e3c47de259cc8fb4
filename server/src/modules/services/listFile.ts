import type { ListFile } from '../../kit/listFile.ts';
import { CUSTOMER_COLUMNS } from '../customers/index.ts';

/** The list of services as a file. */
export const SERVICES_FILE: ListFile = {
  name: 'services',
  field: 'services',
  filter: 'ServiceFilter',
  entity: 'SERVICE',
  columns: [
    ...CUSTOMER_COLUMNS,
    ['tariff', 'tariff.name'],
    ['description', 'description'],
    ['status', 'status'],
    ['start', 'startDate'],
    ['end', 'endDate'],
    ['charged_until', 'chargedUntil'],
    ['quantity', 'quantity'],
    ['unit_price', 'unitPrice'],
    ['setup_fee', 'setupFee'],
    ['discount_kinds', 'discounts.kind'],
    ['discount_values', 'discounts.value'],
    ['discounts_from', 'discounts.from'],
    ['discounts_until', 'discounts.until'],
    ['currency', 'customer.currency'],
    // what usage names its service by
    ['service_id', 'id'],
  ],
};
