import type { Entry } from './api.ts';

/** One customer's share of an entry; without invoices: the oldest due first. */
export interface Part {
  key: number;
  customer: { id: string; name: string } | null;
  amount: string;
  invoiceIds: readonly string[];
}

/** A suggestion as what a person may begin with. */
export function partsOf({ parts }: Entry['suggestions'][number]): Part[] {
  return parts.map(({ amount, customer, invoices }, key) => ({
    key,
    amount,
    customer,
    invoiceIds: invoices.map(({ id }) => id),
  }));
}
