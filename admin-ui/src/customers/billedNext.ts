import type { CustomerRowFragment } from '../generated/graphql.ts';

interface Billed {
  status: CustomerRowFragment['status'];
  billingType: CustomerRowFragment['billingType'];
  billing: Pick<CustomerRowFragment['billing'], 'nextBillingDate' | 'billingEnabled'>;
}

/**
 * When a customer is billed next. Those who pay in advance, and those for whom billing is switched
 * off, never are; an inactive one once more, for the days before it became inactive.
 */
export function billedNext({ status, billingType, billing }: Billed): {
  on: string | null;
  lastTime: boolean;
} {
  const billed = billingType === 'RECURRING' && billing.billingEnabled;
  const on = billed ? billing.nextBillingDate : null;
  return { on, lastTime: on !== null && status === 'INACTIVE' };
}
