import type { ListColumn, ListFile } from '../../kit/listFile.ts';
import { PARTNER_COLUMNS } from '../partners/index.ts';

/** Whose something is, in a file of something else. */
export const CUSTOMER_COLUMNS: readonly ListColumn[] = [
  ['customer_number', 'customer.number'],
  ['customer_external_number', 'customer.externalId'],
  ['customer', 'customer.name'],
];

/** The list of customers as a file. */
export const CUSTOMERS_FILE: ListFile = {
  name: 'customers',
  field: 'customers',
  filter: 'CustomerFilter',
  entity: 'CUSTOMER',
  columns: [
    ['number', 'number'],
    ['external_number', 'externalId'],
    ['name', 'name'],
    ['email', 'email'],
    ['login', 'login'],
    ['phone', 'phone'],
    ['street', 'street'],
    ['city', 'city'],
    ['zip', 'zip'],
    ['country', 'country'],
    ['kind', 'kind'],
    ['tax_number', 'taxNumber'],
    ['vat_id', 'vatId'],
    ['status', 'status'],
    ['status_reason', 'statusReason'],
    ['billing_type', 'billingType'],
    ['balance', 'balance'],
    ['currency', 'currency'],
    ['next_billing_date', 'billing.nextBillingDate'],
    ['created_on', 'createdOn'],
    ...PARTNER_COLUMNS,
  ],
};
