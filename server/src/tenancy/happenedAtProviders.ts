import type { FailureCode } from '@backhaul/domain/settlement/gatewayFailure';

// What happens at payment providers, as happened.ts has it.

export interface CheckoutEnded {
  customerId: string;
  checkoutId: string;
  /** PAY: on the provider's page; SETUP: a card was saved; CHARGE: of a saved card, its owner being away. */
  purpose: 'PAY' | 'SETUP' | 'CHARGE';
  status: 'PAID' | 'FAILED' | 'CANCELLED';
  /** Why not, where it FAILED. */
  failure: FailureCode | null;
}
export interface CardSaved {
  customerId: string;
  checkoutId: string;
  /** Of the account at which it is kept. */
  gatewayAccountId: string;
  /** For later charges: what the provider calls it. */
  ref: string;
  brand: string;
  last4: string;
  expMonth: number | null;
  expYear: number | null;
}
