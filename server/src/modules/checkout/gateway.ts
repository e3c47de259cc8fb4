/** Which of our checkouts a payment at the provider is for; the provider gives it back with every event. */
export interface CheckoutReference {
  partnerId: string;
  checkoutId: string;
}

export interface PaymentOrder {
  reference: CheckoutReference;
  /** In the currency's minor unit. */
  amountMinor: bigint;
  currency: string;
  /** What the provider's page says the money is for. */
  description: string;
  /** Where the customer's browser goes afterwards, whatever the outcome. */
  returnUrl: string;
  /** Where the provider tells us the outcome. */
  webhookUrl: string;
}

/** What a provider says happened. Only an event whose signature was verified becomes one. */
export interface GatewayEvent {
  id: string;
  providerRef: string;
  reference: CheckoutReference;
  outcome: 'PAID' | 'FAILED' | 'CANCELLED';
  amountMinor: bigint;
  currency: string;
  /** For people, when the payment failed. */
  failure: string | null;
}

/**
 * A payment provider with a page of its own that the customer is sent to. Card data never comes near this system.
 * Creating a payment for the same checkout again must give the same payment.
 */
export interface Gateway {
  createPayment(order: PaymentOrder): Promise<{ providerRef: string; redirectUrl: string }>;
  /** The event of a webhook; throws GatewayRefusal when it is not the provider's, too old, or not understood. */
  verifyWebhook(headers: Record<string, string | undefined>, rawBody: Buffer): GatewayEvent;
}

/** The provider did not answer, or not as agreed. */
export class GatewayFailure extends Error {
  override name = 'GatewayFailure';
}
/** A webhook that is not to be believed. */
export class GatewayRefusal extends Error {
  override name = 'GatewayRefusal';
}
