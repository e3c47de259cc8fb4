import type { Permission } from './permissions.ts';

/** Any one of these; none at all: comes with whatever leads to it. */
export type Need = readonly Permission[];

/** A kind of record: what reading its fields takes, wherever a field of another kind leads to it. */
export interface Kind {
  /** What every field takes for which nothing else stands here. */
  read: Need;
  /** Fields that come with each record that leads to one of these. */
  links?: readonly string[];
  /** Fields that whoever takes money at the desk is answered besides; which rows of them: the scope's policies. */
  desk?: readonly string[];
  /** Fields that take something else. */
  fields?: Readonly<Record<string, Need>>;
  /** Names in filters and sorts that tell of a field of another name. */
  asks?: Readonly<Record<string, string>>;
}

const DESK: Permission = 'cash-desk:use';
/** Of a person's way into the portal; customers know their own. */
const CREDENTIALS: Need = ['customers:credentials', 'profile:write'];
const PRICES: Need = ['invoices:read'];

/**
 * Every kind of record of the API by its GraphQL type. A field that stands nowhere here takes the
 * kind's `read`, so that a new one is closed to whoever may not read the kind; a type that stands
 * nowhere keeps the server from starting.
 */
export const KINDS: Readonly<Record<string, Kind>> = {
  Partner: { read: ['partners:read'], links: ['id', 'number', 'name', 'currency', 'timeZone'] },
  PartnerHost: { read: ['partners:read'] },
  Tariff: { read: ['tariffs:read'], links: ['id', 'name', 'kind'] },
  TaxRate: { read: ['tariffs:read'] },
  Customer: {
    read: ['customers:read'],
    desk: [
      'id',
      'number',
      'name',
      'status',
      'balance',
      'currency',
      'outstanding',
      'overdue',
      'partner',
      'invoices',
      'payments',
    ],
    fields: { login: CREDENTIALS },
    asks: {
      search: 'name',
      partnerId: 'partner',
      debt: 'balance',
      nextBillingTo: 'billing',
      nextBillingDate: 'billing',
      tariffId: 'services',
    },
  },
  Service: {
    read: ['services:read'],
    fields: {
      unitPrice: PRICES,
      setupFee: PRICES,
      discounts: PRICES,
      priceFromTariff: PRICES,
      priceIncludesTax: PRICES,
    },
    asks: { search: 'customer', customerId: 'customer', tariffId: 'tariff', partnerId: 'customer' },
  },
  Invoice: {
    read: ['invoices:read'],
    desk: [
      'id',
      'number',
      'documentDate',
      'dueDate',
      'total',
      'due',
      'currency',
      'status',
      'customer',
      'partner',
    ],
    asks: {
      search: 'number',
      partnerId: 'partner',
      customerId: 'customer',
      documentDateFrom: 'documentDate',
      documentDateTo: 'documentDate',
      dueTo: 'dueDate',
      open: 'due',
      billingRunId: 'billingRun',
    },
  },
  UpcomingCharge: { read: PRICES },
  DocumentLine: { read: PRICES },
  Payment: {
    read: ['payments:read'],
    desk: [
      'id',
      'receiptNumber',
      'amount',
      'date',
      'method',
      'currency',
      'recordedAt',
      'recordedBy',
      'reversed',
      'reversalReason',
      'receiptUrl',
      'comment',
      'unallocated',
      'customer',
      'partner',
    ],
    asks: {
      search: 'receiptNumber',
      partnerId: 'partner',
      customerId: 'customer',
      dateFrom: 'date',
      dateTo: 'date',
      createdAt: 'recordedAt',
    },
  },
  Allocation: { read: ['payments:read'] },
  InvoiceAllocation: { read: ['invoices:read'] },
  Checkout: { read: ['payments:read', 'checkout:create'] },
  Transaction: {
    read: ['transactions:read'],
    asks: { customerId: 'customer', partnerId: 'customer' },
  },
  FutureItem: { read: ['transactions:read'] },
  Message: { read: ['messages:read'] },
  MessagePreview: { read: ['messages:read'] },
  BillingRun: { read: ['billing-runs:read'] },
  BillingRunEntry: { read: ['billing-runs:read'] },
  BillingRunPartnerTotal: { read: ['billing-runs:read'] },
  MissingCustomer: { read: ['billing-runs:read'] },
  PartnerDue: { read: ['billing-runs:read'] },
  GatewayAccount: { read: ['settings:read'] },
  BankTransfer: { read: PRICES },
  FinanceSettings: { read: ['settings:read'] },
  CompanyDetails: { read: ['settings:read'] },
  NotificationSettings: { read: ['settings:read'] },
  DocumentTemplate: { read: ['settings:read'] },
  DocumentTemplateVersion: { read: ['settings:read'] },
  TemplateVariable: { read: ['settings:read'] },
  TemplatePreview: { read: ['settings:read'] },
  DocumentJob: { read: ['invoices:read'] },
  FinanceMetrics: { read: ['metrics:read'] },
  FinanceMonth: { read: ['metrics:read'] },
  User: { read: ['users:read'] },
  Role: { read: ['users:read'] },
};

/**
 * Types that are no kind of their own: a part of the record that leads to them, or of whoever asks.
 * What they lead to is guarded as everywhere.
 */
export const PARTS: ReadonlySet<string> = new Set([
  'PageInfo',
  'Money',
  'Branding',
  'PrintedParty',
  'CustomerBilling',
  'StatusChange',
  'Discount',
  'TaxSummaryRow',
  'FlagCount',
  'MessageAttempt',
  'SettingProvenance',
  'MailServer',
  'DkimSigning',
  'SmsGateway',
  'Viewer',
  'Session',
  'SessionInfo',
  'CustomField',
  'CustomFieldImpact',
  'DunningResult',
  'TestMail',
  'OnlinePayment',
  'Warning',
]);

/**
 * Whether somebody takes money at the desk and does not read what it is taken for: the rows that
 * `desk` fields answer are few then.
 */
export function atDeskOnly(permissions: ReadonlySet<Permission>): boolean {
  return (
    permissions.has(DESK) && !(permissions.has('invoices:read') && permissions.has('payments:read'))
  );
}

/** What a field of a kind takes by itself. */
export function needOf(kind: Kind, field: string): Need {
  if (kind.links?.includes(field)) return [];
  const need = kind.fields?.[field] ?? kind.read;
  return kind.desk?.includes(field) ? [...need, DESK] : need;
}

/** What it takes to be led to a kind: nothing where some of it comes along, else what opens any of it. */
export function needToReach(kind: Kind): Need {
  return kind.links ? [] : kind.desk ? [...kind.read, DESK] : kind.read;
}

export function meets(permissions: ReadonlySet<Permission>, need: Need): boolean {
  return !need.length || need.some((permission) => permissions.has(permission));
}

/** Whether the viewer may read a field of a kind: for searches, which go through several. */
export function reads(permissions: ReadonlySet<Permission>, kind: string, field: string): boolean {
  return meets(permissions, needOf(KINDS[kind], field));
}
