import type { FieldEntity } from '../../domain/customFields.ts';

/** A column of a list's file: its heading, and where its value stands in a record of the API, fields within fields by dots. */
export type ListColumn = readonly [heading: string, path: string];

export interface ExportList {
  /** The list's field of Query, and the type of its filter. */
  field: string;
  filter: string;
  entity: FieldEntity | null;
  columns: readonly ListColumn[];
}

const CUSTOMER: readonly ListColumn[] = [['customer_number', 'customer.number'], ['customer_external_number', 'customer.externalId'], ['customer', 'customer.name']];
const PARTNER: readonly ListColumn[] = [['partner_number', 'partner.number'], ['partner', 'partner.name']];

/** The lists of the back office that can be had whole, by the names of their files. */
export const EXPORT_LISTS: Readonly<Record<string, ExportList>> = {
  customers: {
    field: 'customers', filter: 'CustomerFilter', entity: 'CUSTOMER',
    columns: [['number', 'number'], ['external_number', 'externalId'], ['name', 'name'], ['email', 'email'], ['login', 'login'], ['phone', 'phone'], ['street', 'street'], ['city', 'city'], ['zip', 'zip'], ['country', 'country'], ['status', 'status'], ['status_reason', 'statusReason'],
      ['billing_type', 'billingType'], ['balance', 'balance'], ['currency', 'currency'], ['next_billing_date', 'billing.nextBillingDate'], ['created_on', 'createdOn'], ...PARTNER],
  },
  services: {
    field: 'services', filter: 'ServiceFilter', entity: 'SERVICE',
    columns: [...CUSTOMER, ['tariff', 'tariff.name'], ['description', 'description'], ['status', 'status'], ['start', 'startDate'], ['end', 'endDate'], ['charged_until', 'chargedUntil'], ['quantity', 'quantity'], ['unit_price', 'unitPrice'], ['setup_fee', 'setupFee'],
      ['discount_kinds', 'discounts.kind'], ['discount_values', 'discounts.value'], ['discounts_from', 'discounts.from'], ['discounts_until', 'discounts.until'], ['currency', 'customer.currency']],
  },
  tariffs: {
    field: 'tariffs', filter: 'TariffFilter', entity: 'TARIFF',
    columns: [['name', 'name'], ['kind', 'kind'], ['price', 'price'], ['currency', 'currency'], ['tax_rate', 'taxRate.name'], ['tax_percent', 'taxRate.percent'], ['tax_included', 'taxIncluded'], ['setup_fee', 'setupFee'], ['partners', 'partners.name'], ['services', 'serviceCount'], ['archived', 'archived']],
  },
  partners: {
    field: 'partners', filter: 'PartnerFilter', entity: 'PARTNER',
    columns: [['number', 'number'], ['name', 'name'], ['parent_number', 'parent.number'], ['parent', 'parent.name'], ['currency', 'currency'], ['time_zone', 'timeZone'], ['partners_below', 'childCount'], ['customers', 'customerCount'], ['services', 'serviceCount'], ['created_at', 'createdAt']],
  },
  invoices: {
    field: 'invoices', filter: 'InvoiceFilter', entity: 'INVOICE',
    columns: [['number', 'number'], ['status', 'status'], ['document_date', 'documentDate'], ['due_date', 'dueDate'], ...CUSTOMER, ['net', 'net'], ['tax', 'tax'], ['total', 'total'], ['paid', 'paid'], ['due', 'due'], ['currency', 'currency'], ['recurring', 'recurring'], ...PARTNER],
  },
  payments: {
    field: 'payments', filter: 'PaymentFilter', entity: 'PAYMENT',
    columns: [['receipt_number', 'receiptNumber'], ['date', 'date'], ['method', 'method'], ...CUSTOMER, ['amount', 'amount'], ['unallocated', 'unallocated'], ['currency', 'currency'], ['invoices', 'allocations.invoice.number'], ['reversed', 'reversed'], ['reversal_reason', 'reversalReason'],
      ['comment', 'comment'], ['recorded_at', 'recordedAt'], ['recorded_by', 'recordedBy'], ...PARTNER],
  },
  transactions: {
    field: 'transactions', filter: 'TransactionFilter', entity: 'TRANSACTION',
    columns: [['date', 'date'], ...CUSTOMER, ['type', 'type'], ['category', 'category'], ['description', 'description'], ['quantity', 'quantity'], ['unit_price', 'unitPrice'], ['period_from', 'periodFrom'], ['period_to', 'periodTo'], ['amount', 'amount'], ['tax', 'tax'], ['balance_after', 'balanceAfter'],
      ['currency', 'currency'], ['invoice', 'invoice.number'], ['receipt', 'payment.receiptNumber'], ['recorded_at', 'recordedAt'], ['recorded_by', 'recordedBy']],
  },
  users: {
    field: 'users', filter: 'UserFilter', entity: 'USER',
    columns: [['name', 'name'], ['email', 'email'], ['role', 'role'], ['active', 'active'], ['last_sign_in', 'lastSignInAt'], ...PARTNER],
  },
  messages: {
    field: 'messages', filter: 'MessageFilter', entity: null,
    columns: [['status', 'status'], ['kind', 'kind'], ['channel', 'channel'], ...CUSTOMER, ['to', 'to'], ['subject', 'subject'], ['goes_out_after', 'sendAfter'], ['sent_at', 'sentAt'], ['attempts', 'attempts'], ['error', 'error'], ['queued_at', 'createdAt'], ['queued_by', 'recordedBy'], ...PARTNER],
  },
  'billing-runs': {
    field: 'billingRuns', filter: 'BillingRunFilter', entity: null,
    columns: [['date', 'date'], ['status', 'status'], ['partners', 'partners.name'], ['customers', 'customerCount'], ['invoices', 'invoiceCount'], ['net', 'net.amount'], ['tax', 'tax.amount'], ['total', 'total.amount'], ['currencies', 'total.currency'], ['failure', 'failure'], ['created_at', 'createdAt'], ['confirmed_at', 'confirmedAt']],
  },
};
