import { isLocalDate } from '../time/calendar.ts';
import { isDecimal } from '../money/fraction.ts';
import { checkNumberFormat } from '../numbers/numberFormat.ts';
import { PAYMENT_METHODS } from '../settlement/paymentMethod.ts';
import type { CustomerBillingValues, FinanceValues } from './settings.ts';

/** The problem with a value, in words, or null. */
type Check = (value: unknown) => string | null;

const HOLIDAYS_MAX = 1000;

const CUSTOMER_CHECKS: Record<keyof CustomerBillingValues, Check> = {
  billingEnabled: yesOrNo,
  paymentPeriod: oneOf('PREPAID', 'POSTPAID'),
  prepaidMonths: whole(1, 12),
  billingDay: whole(1, 28),
  paymentDueDays: whole(0, 28),
  blockingEnabled: yesOrNo,
  blockingPeriodDays: whole(0, 99),
  deactivationEnabled: yesOrNo,
  deactivationDays: whole(1, 99),
  minimumBalance: decimal,
  autoCreateInvoices: yesOrNo,
};

const FINANCE_CHECKS: Record<keyof FinanceValues, Check> = {
  ...CUSTOMER_CHECKS,
  billingDayFromCreation: yesOrNo,
  taxRounding: oneOf('PER_DOCUMENT', 'PER_LINE'),
  documentDate: oneOf('BILLING_DATE', 'ISSUE_DATE'),
  invoiceNumberFormat: numberFormat(false),
  creditNoteNumberFormat: numberFormat(false),
  proformaNumberFormat: numberFormat(false),
  receiptNumberFormat: numberFormat(true),
  paymentMethod: oneOf(...PAYMENT_METHODS),
  sendBillingNotifications: yesOrNo,
  paymentCalendar: yesOrNo,
  invoiceFutureItemsAlone: yesOrNo,
  blockOnWeekends: yesOrNo,
  holidays: dates,
  oneTimeInvoicesCount: yesOrNo,
};

/**
 * The problems with a partner's finance settings: field to message; empty when all is well.
 * null and undefined mean "inherit" and always pass; unknown fields are problems.
 * Source: billing rules, Recurring billing, Settings and defaults.
 */
export function checkFinanceOverrides(input: Record<string, unknown>): Record<string, string> {
  return problemsOf(input, FINANCE_CHECKS);
}

/** As checkFinanceOverrides, for the settings a customer may have on its own. */
export function checkCustomerBilling(input: Record<string, unknown>): Record<string, string> {
  return problemsOf(input, CUSTOMER_CHECKS);
}

function problemsOf(
  input: Record<string, unknown>,
  checks: Record<string, Check>,
): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const [field, value] of Object.entries(input)) {
    if (value === null || value === undefined) continue;
    const check = Object.hasOwn(checks, field) ? checks[field] : undefined;
    const problem = check ? check(value) : 'There is no such setting';
    if (problem !== null) problems[field] = problem;
  }
  return problems;
}

function yesOrNo(value: unknown): string | null {
  return typeof value === 'boolean' ? null : 'Must be yes or no';
}

function whole(from: number, to: number): Check {
  return (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to
      ? null
      : `Must be a whole number from ${from} to ${to}`;
}

function oneOf(...allowed: readonly string[]): Check {
  return (value) =>
    typeof value === 'string' && allowed.includes(value)
      ? null
      : `Must be one of ${allowed.join(', ')}`;
}

// Four decimals cover every ISO 4217 currency; the caller, who knows the currency, may be stricter.
function decimal(value: unknown): string | null {
  return typeof value === 'string' && isDecimal(value, 4)
    ? null
    : 'Must be a decimal number with at most 4 decimals';
}

function numberFormat(receipt: boolean): Check {
  return (value) =>
    typeof value === 'string' ? checkNumberFormat(value, receipt) : 'Must be a text';
}

function dates(value: unknown): string | null {
  if (!Array.isArray(value) || !value.every(isLocalDate))
    return 'Must be a list of dates, YYYY-MM-DD';
  return value.length <= HOLIDAYS_MAX ? null : `At most ${HOLIDAYS_MAX} dates`;
}
