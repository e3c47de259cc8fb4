import { dayOfMonth } from '../time/dayNumber.ts';
import type { LocalDate } from '../time/dayNumber.ts';
import {
  RECEIPT_NUMBER_FORMAT,
  SERIES_NUMBER_FORMAT,
  TAX_DOCUMENT_NUMBER_FORMAT,
} from '../numbers/numberFormat.ts';
import type { PaymentMethod } from '../settlement/paymentMethod.ts';

export type PaymentPeriodKind = 'PREPAID' | 'POSTPAID';
export type TaxRounding = 'PER_DOCUMENT' | 'PER_LINE';
export type DocumentDateRule = 'BILLING_DATE' | 'ISSUE_DATE';

/** The settings a customer may have on its own; otherwise they come from its partner. */
export interface CustomerBillingValues {
  billingEnabled: boolean;
  paymentPeriod: PaymentPeriodKind;
  /** 1..12, used when prepaid. */
  prepaidMonths: number;
  /** 1..28. */
  billingDay: number;
  /** 0..28; 0 means the document date itself. */
  paymentDueDays: number;
  blockingEnabled: boolean;
  /** 0..99. */
  blockingPeriodDays: number;
  deactivationEnabled: boolean;
  /** 1..99. */
  deactivationDays: number;
  /** Exact decimal in the customer's currency, negative allowed. */
  minimumBalance: string;
  autoCreateInvoices: boolean;
}

/** Every finance setting of a partner. */
export interface FinanceValues extends CustomerBillingValues {
  billingDayFromCreation: boolean;
  taxRounding: TaxRounding;
  documentDate: DocumentDateRule;
  invoiceNumberFormat: string;
  creditNoteNumberFormat: string;
  proformaNumberFormat: string;
  receiptNumberFormat: string;
  paymentMethod: PaymentMethod;
  sendBillingNotifications: boolean;
  paymentCalendar: boolean;
  /** An invoice is made even when only future items ("to invoice") exist. */
  invoiceFutureItemsAlone: boolean;
  blockOnWeekends: boolean;
  /** Days on which nobody is blocked. */
  holidays: LocalDate[];
  /** One-time invoices count for the block date. */
  oneTimeInvoicesCount: boolean;
}

/** What one partner sets itself; an absent key inherits. */
export type FinanceOverrides = Partial<FinanceValues>;

/** What one customer sets itself; an absent key inherits from its partner. */
export type CustomerBillingOverrides = Partial<CustomerBillingValues>;

/** The settings in force for one customer. */
export type BillingSettings = FinanceValues;

/** The built-in values below every partner. Source: billing rules, Recurring billing; Numbers. */
export const FINANCE_DEFAULTS: Readonly<FinanceValues> = Object.freeze({
  billingEnabled: true,
  paymentPeriod: 'PREPAID',
  prepaidMonths: 1,
  billingDay: 1,
  billingDayFromCreation: false,
  paymentDueDays: 15,
  blockingEnabled: true,
  blockingPeriodDays: 0,
  deactivationEnabled: true,
  deactivationDays: 10,
  minimumBalance: '0',
  autoCreateInvoices: true,
  taxRounding: 'PER_DOCUMENT',
  documentDate: 'BILLING_DATE',
  invoiceNumberFormat: TAX_DOCUMENT_NUMBER_FORMAT,
  creditNoteNumberFormat: TAX_DOCUMENT_NUMBER_FORMAT,
  proformaNumberFormat: SERIES_NUMBER_FORMAT,
  receiptNumberFormat: RECEIPT_NUMBER_FORMAT,
  paymentMethod: 'BANK_TRANSFER',
  sendBillingNotifications: true,
  paymentCalendar: false,
  invoiceFutureItemsAlone: false,
  blockOnWeekends: true,
  holidays: [],
  oneTimeInvoicesCount: true,
});

/** The names of all finance settings. */
export const FINANCE_KEYS = Object.keys(FINANCE_DEFAULTS) as readonly (keyof FinanceValues)[];

/** The names of the settings a customer may override. */
export const CUSTOMER_BILLING_KEYS: readonly (keyof CustomerBillingValues)[] = [
  'billingEnabled',
  'paymentPeriod',
  'prepaidMonths',
  'billingDay',
  'paymentDueDays',
  'blockingEnabled',
  'blockingPeriodDays',
  'deactivationEnabled',
  'deactivationDays',
  'minimumBalance',
  'autoCreateInvoices',
];

/**
 * The settings in force at the end of a chain of partners, root first, nearest last.
 * A value of null or undefined inherits, as an absent key does.
 */
export function resolveFinance(chain: readonly FinanceOverrides[]): FinanceValues {
  return chain.reduce<FinanceValues>(
    (values, overrides) => ({ ...values, ...present(overrides) }),
    {
      ...FINANCE_DEFAULTS,
    },
  );
}

/** Where a setting's value comes from: the index in the chain, or -1 for the built-in default. */
export function originOf(chain: readonly FinanceOverrides[], key: keyof FinanceValues): number {
  for (let i = chain.length - 1; i >= 0; i -= 1) if (isSet(chain[i]?.[key])) return i;
  return -1;
}

/** The settings in force for a customer: its partner's, with its own on top where they are set. */
export function resolveCustomerBilling(
  partnerValues: FinanceValues,
  overrides: CustomerBillingOverrides,
): BillingSettings {
  const own = Object.entries(overrides).filter(
    ([key, value]) => isSet(value) && (CUSTOMER_BILLING_KEYS as readonly string[]).includes(key),
  );
  return { ...partnerValues, ...Object.fromEntries(own) };
}

/** The billing day of a customer created on a day, for "day the customer was created": 29 to 31 become 28. */
export function billingDayFor(createdOn: LocalDate): number {
  return Math.min(dayOfMonth(createdOn), 28);
}

function present(overrides: FinanceOverrides): FinanceOverrides {
  return Object.fromEntries(Object.entries(overrides).filter(([, value]) => isSet(value)));
}

// JSON columns and GraphQL inputs say "inherit" with null, whatever the static type claims.
function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}
