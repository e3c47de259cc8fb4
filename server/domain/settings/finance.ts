import { dayOfMonth } from '../time/dayNumber.ts';
import type { LocalDate } from '../time/dayNumber.ts';
import {
  RECEIPT_NUMBER_FORMAT,
  SERIES_NUMBER_FORMAT,
  TAX_DOCUMENT_NUMBER_FORMAT,
} from '../numbers/numberFormat.ts';
import { LANGUAGES } from '../text/languages.ts';
import { PAYMENT_METHODS } from '../settlement/paymentMethod.ts';
import {
  customerPart,
  family,
  readSettings,
  resolve,
  setAlong,
  type CustomerPart,
  type OverridesOf,
  type ValuesOf,
} from './family.ts';
import {
  amount,
  choice,
  dates,
  fee,
  numberFormat,
  numbers,
  ofCustomer,
  percent,
  record,
  text,
  whole,
  wholeOrNone,
  words,
  yesNo,
} from './setting.ts';

/**
 * Every finance setting. A new one is declared here and gets its words in finance.words.ts; all else follows.
 * Source: billing rules, Recurring billing, Settings and defaults; Numbers.
 */
export const FINANCE = family({
  billingEnabled: ofCustomer(yesNo(true)),
  paymentPeriod: ofCustomer(
    choice('PaymentPeriodKind', ['PREPAID', 'POSTPAID'] as const, 'PREPAID'),
  ),
  /** Used when prepaid. */
  prepaidMonths: ofCustomer(whole(1, 12, 1)),
  billingDay: ofCustomer(whole(1, 28, 1)),
  cycleWeeks: ofCustomer(
    wholeOrNone(0, 2, {
      about:
        'null, 0: periods are months from the billing day. 1, 2: of so many weeks, from the first charged day. 0 says so also where a partner above has weeks.',
    }),
  ),
  /** 0 means the document date itself. */
  paymentDueDays: ofCustomer(whole(0, 28, 15)),
  blockingEnabled: ofCustomer(yesNo(true)),
  blockingPeriodDays: ofCustomer(whole(0, 99, 0)),
  deactivationEnabled: ofCustomer(yesNo(true)),
  deactivationDays: ofCustomer(whole(1, 99, 10)),
  minimumBalance: ofCustomer(amount('0')),
  autoCreateInvoices: ofCustomer(yesNo(true)),
  /** What is expected; no billing rule reads it. */
  paymentMethod: ofCustomer(choice('PaymentMethod', PAYMENT_METHODS, 'BANK_TRANSFER')),
  /** In which the product's own documents speak. */
  documentLanguage: ofCustomer(choice('DocumentLanguage', LANGUAGES, 'EN')),
  billingDayFromCreation: yesNo(false, {
    about: 'New customers get the day they are created on (29 to 31 become 28).',
  }),
  taxRounding: choice('TaxRounding', ['PER_DOCUMENT', 'PER_LINE'] as const, 'PER_DOCUMENT'),
  documentDate: choice('DocumentDateRule', ['BILLING_DATE', 'ISSUE_DATE'] as const, 'BILLING_DATE'),
  invoiceNumberFormat: numberFormat(TAX_DOCUMENT_NUMBER_FORMAT),
  creditNoteNumberFormat: numberFormat(TAX_DOCUMENT_NUMBER_FORMAT),
  proformaNumberFormat: numberFormat(SERIES_NUMBER_FORMAT),
  receiptNumberFormat: numberFormat(RECEIPT_NUMBER_FORMAT, true),
  sendBillingNotifications: yesNo(true),
  paymentCalendar: yesNo(false),
  /** An invoice is made even when only future items ("to invoice") exist. */
  invoiceFutureItemsAlone: yesNo(false),
  blockOnWeekends: yesNo(true),
  /** Days on which nobody is blocked. */
  holidays: dates(1000, {
    addsUp: true,
    about:
      'Days without blocking, those of all partners above included; the input is what the partner itself adds.',
  }),
  /** Whose public holidays are offered; no rule reads it. */
  holidayCountry: text(6, {
    form: 'country',
    about:
      'ISO 3166, such as DE or DE-BY: whose public holidays are offered. Only `holidays` count.',
  }),
  /** One-time invoices count for the block date. */
  oneTimeInvoicesCount: yesNo(true),
  autoProforma: yesNo(false, {
    about: 'On a day of each month customers are asked to pay their next charge ahead.',
  }),
  autoProformaDay: whole(1, 28, 20),
  /** A longer payment period of a customer goes before it. */
  autoProformaMonths: whole(1, 12, 1),
  autoProformaNextMonth: yesNo(true),
  lateFee: fee('0', 'Without tax; once for an invoice.'),
  lateFeePercent: percent('Of what is due of the invoice then, without tax; beside lateFee.'),
  lateFeeAfterDays: whole(1, 99, 1, { about: 'Days after the due date.' }),
  /** Each so many days after the one before, the first after the charge. */
  reminderDays: numbers(
    { min: 1, max: 99, most: 3, sorted: false },
    {
      block: 'reminders',
      about:
        'Days from the charge to the first reminder, from that to the second, to the third: 9, 5, 5 after the 1st are the 10th, 15th and 20th.',
    },
  ),
  reminderFixedDays: numbers(
    { min: 1, max: 31, most: 3, sorted: true },
    {
      block: 'reminders',
      about:
        'Days of the month, in the place of reminderDays; a month that is shorter has its last day.',
    },
  ),
  autoAssociatePayments: yesNo(true, {
    about: 'A payment that equals what is due of one open invoice settles that before the oldest.',
  }),
  payWithNegativeBalance: yesNo(false, {
    about: 'The balance pays a new invoice though it is below zero, or comes below it.',
  }),
  prepaidInvoiceAfterPayment: yesNo(false, {
    about:
      'Of who pays ahead by periods: each payment has an invoice, which moves no balance, and nothing else has.',
  }),
  prepaidItemText: words(200, 'Prepayment'),
  /** Inside the payment. */
  prepaidTaxRateId: record(),
  reminderChannel: choice('ReminderChannel', ['EMAIL', 'SMS', 'BOTH'] as const, 'EMAIL'),
  planChangeRefund: yesNo(true, {
    about:
      'Unused days of the old plan are given back; otherwise a change waits for the end of what is paid.',
  }),
  planChangeBilling: choice('PlanChangeBilling', ['NEXT_CYCLE', 'NOW'] as const, 'NOW'),
  planChangeFeeDearer: fee('0', 'Without tax.'),
  planChangeFeeCheaper: fee('0', 'Without tax.'),
  planChangeMinimumInvoice: fee('0', 'A new part below it waits for the next cycle.'),
});
type Finance = typeof FINANCE.settings;

/** The settings that a customer may have on its own; otherwise they come from its partner. */
export const CUSTOMER_BILLING = customerPart(FINANCE);

/** Every finance setting of a partner. */
export interface FinanceValues extends ValuesOf<Finance> {}
/** What one partner sets itself. */
export type FinanceOverrides = OverridesOf<Finance>;
/** What one customer sets itself. */
export type CustomerBillingOverrides = OverridesOf<CustomerPart<Finance>>;
/** The settings in force for one customer. */
export type BillingSettings = FinanceValues;

export type TaxRounding = FinanceValues['taxRounding'];

/** The built-in values below every partner. */
export const FINANCE_DEFAULTS: Readonly<FinanceValues> = FINANCE.defaults;

/** The settings in force at the end of a chain of partners, root first, nearest last. */
export function resolveFinance(chain: readonly FinanceOverrides[]): FinanceValues {
  return resolve(FINANCE, chain);
}

/** The settings in force for a customer: its own are the last link of its partner's chain. */
export function resolveCustomerBilling(
  partnerValues: FinanceValues,
  overrides: CustomerBillingOverrides,
): BillingSettings {
  // most customers have none of their own, and batches ask this of each
  if (!Object.keys(overrides).length) return partnerValues;
  return { ...partnerValues, ...setAlong(CUSTOMER_BILLING, [overrides]) };
}

/** The problems with a partner's finance settings: field to message; empty when all is well. */
export function checkFinanceOverrides(input: Record<string, unknown>): Record<string, string> {
  return readSettings(FINANCE, input).problems;
}

/** As checkFinanceOverrides, for the settings a customer may have on its own. */
export function checkCustomerBilling(input: Record<string, unknown>): Record<string, string> {
  return readSettings(CUSTOMER_BILLING, input).problems;
}

/** The billing day of a customer created on a day, for "day the customer was created": 29 to 31 become 28. */
export function billingDayFor(createdOn: LocalDate): number {
  return Math.min(dayOfMonth(createdOn), 28);
}
