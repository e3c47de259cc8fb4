import { formatKnown } from '@backhaul/domain/money/money';
import type { Received } from './checkouts.store.ts';
import type { CheckoutReference, PaymentStanding } from './gateway.ts';

export type { Received };

/** How a payment of ours stands at the provider. */
export type Told = PaymentStanding & { reference: CheckoutReference };

/** What a task is about: one online payment. */
export function about({ reference }: Told): string {
  return `checkout:${reference.checkoutId}`;
}

/** No longer than a task keeps of a currency that nobody knows. */
export function received({ amountMinor, currency }: Received): Received {
  return { amountMinor, currency: currency.slice(0, 20) };
}

/** "29.99 EUR"; of a currency that nobody knows the smallest units. */
export function said({ currency, amountMinor }: Received): string {
  const known = formatKnown(amountMinor, currency);
  return known
    ? `${known} ${currency}`
    : `${amountMinor} of ${JSON.stringify(currency.slice(0, 20))}`;
}
