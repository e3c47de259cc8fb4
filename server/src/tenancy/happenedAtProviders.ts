import type { FailureCode } from '@backhaul/domain/settlement/gatewayFailure';
import type { LocalDate } from '@backhaul/domain/time/calendar';

// What happens at payment providers, as happened.ts has it.

interface CheckoutEnded {
  customerId: string;
  checkoutId: string;
  /** PAY: on the provider's page; SETUP: a card was saved; CHARGE: of a saved card, its owner being away. */
  purpose: 'PAY' | 'SETUP' | 'CHARGE';
  status: 'PAID' | 'FAILED' | 'CANCELLED';
  /** Why not, where it FAILED. */
  failure: FailureCode | null;
}
interface CardSaved {
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
  /** The account is one for tests: no real money moves. */
  test: boolean;
}

/** Kinds of what happens there, with what is said of it. */
export interface AtProviders {
  /** It is known what became of something that a customer has at a payment provider; paid may follow on failed. */
  checkoutEnded: CheckoutEnded;
  /** A payment provider keeps a card of a customer for later. */
  cardSaved: CardSaved;
  /** A charge of a saved card did not go through. */
  chargeFailed: { customerId: string; checkoutId: string };
  /** A saved card was removed. */
  cardRemoved: { customerId: string; methodId: string };
  /** A saved card ends soon: its owner is told so many days before. */
  cardEnding: { customerId: string; methodId: string; days: 30 | 7; lastDay: LocalDate };
  /** Some of a payment is to be given back through the provider that took it. */
  refundAsked: { customerId: string; partnerId: string; refundId: string };
}
