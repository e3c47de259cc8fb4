import type { WhatToPayQuery } from '../generated/graphql.ts';

/** What somebody who pays ahead needs next. */
export interface GoingOn {
  /** The first day that the credit does not cover. */
  from: string;
  /** No day is left before it. */
  now: boolean;
  /** What is missing on that day, with its currency. */
  amount: string;
  currency: string;
}

/** What keeps a service going that is paid ahead; null where nothing comes, or something else is to be paid. */
export function goingOn({ viewer, invoice, proforma }: WhatToPayQuery): GoingOn | null {
  const customer = viewer?.customer;
  if (!customer?.prepaid || invoice || proforma) return null;
  const { until, missing, daysLeft } = customer.prepaid;
  if (until === null || missing === null) return null;
  return { from: until, now: daysLeft === 0, amount: missing, currency: customer.currency };
}
