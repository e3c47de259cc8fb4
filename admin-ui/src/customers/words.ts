import type {
  BillingType,
  CustomerStatus,
  PaymentMethod,
  PaymentSource,
} from '../generated/graphql.ts';
import { labelIn, type Choice } from '../kit/words.ts';

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

export const sayBillingType = (type: string): string => labelIn(billingTypes, type);
export const sayMethod = (method: string): string => labelIn(paymentMethods, method);
