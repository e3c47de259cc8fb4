import type {
  BillingType,
  CustomerStatus,
  PaymentMethod,
  PaymentPeriodKind,
  PaymentSource,
} from '../generated/graphql.ts';

interface Choice<Value extends string> {
  value: Value;
  label: string;
}

/** Yes, no or either, as a select inside a filter form: the form keeps a boolean, the select's values are words. */
export const yesNoFilter = {
  format: (value: unknown): string => (typeof value === 'boolean' ? String(value) : ''),
  parse: (value: unknown): boolean | null =>
    value === 'true' ? true : value === 'false' ? false : null,
};

/** react-admin's selects call the same pairs id and name. */
export function asSelectChoices<Value extends string>(
  choices: readonly Choice<Value>[],
): { id: Value; name: string }[] {
  return choices.map(({ value, label }) => ({ id: value, name: label }));
}

export const billingTypes: readonly Choice<BillingType>[] = [
  { value: 'RECURRING', label: 'Recurring' },
  { value: 'PREPAID_CUSTOM', label: 'Prepaid (custom)' },
  { value: 'PREPAID_DAILY', label: 'Prepaid (daily)' },
];

export const customerStatuses: readonly Choice<CustomerStatus>[] = [
  { value: 'NEW', label: 'New' },
  { value: 'ACTIVE', label: 'Active' },
  { value: 'BLOCKED', label: 'Blocked' },
  { value: 'INACTIVE', label: 'Inactive' },
];

export const paymentMethods: readonly Choice<PaymentMethod>[] = [
  { value: 'BANK_TRANSFER', label: 'Bank transfer' },
  { value: 'CASH', label: 'Cash' },
  { value: 'CARD', label: 'Card' },
  { value: 'DIRECT_DEBIT', label: 'Direct debit' },
  { value: 'REFILL_CARD', label: 'Refill card' },
  { value: 'OTHER', label: 'Other' },
];

export const paymentSources: readonly Choice<PaymentSource>[] = [
  { value: 'MANUAL', label: 'Recorded by hand' },
  { value: 'GATEWAY', label: 'Paid online' },
];

export const paymentPeriods: readonly Choice<PaymentPeriodKind>[] = [
  { value: 'PREPAID', label: 'In advance (prepaid)' },
  { value: 'POSTPAID', label: 'In arrears (postpaid)' },
];

function labelIn<Value extends string>(choices: readonly Choice<Value>[], value: string): string {
  return choices.find((choice) => choice.value === value)?.label ?? value;
}

export const sayBillingType = (type: string): string => labelIn(billingTypes, type);
export const sayMethod = (method: string): string => labelIn(paymentMethods, method);
export const sayPaymentPeriod = (kind: string): string => labelIn(paymentPeriods, kind);

/** "1 customer", "390 customers", with the reader's thousands mark. */
export function countOf(count: number, one: string, many: string, locale: string): string {
  return `${new Intl.NumberFormat(locale).format(count)} ${count === 1 ? one : many}`;
}
