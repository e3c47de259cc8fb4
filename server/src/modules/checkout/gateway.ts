import type { FailureCode } from '@backhaul/domain/settlement/gatewayFailure';

/**
 * Which of our checkouts something at the provider is for: a payment on its page, a card saved there, or a charge of a
 * saved one. Every call is keyed by it, so that a repeated one is the same, and the provider gives it back.
 */
export interface CheckoutReference {
  partnerId: string;
  checkoutId: string;
}

interface Order {
  reference: CheckoutReference;
  currency: string;
  /** What the provider's page says it is for. */
  description: string;
  /** Where the provider tells us that something happened. */
  webhookUrl: string;
}

export interface SetupOrder extends Order {
  /** Where the customer's browser goes afterwards, whatever the outcome. */
  returnUrl: string;
}

export interface PaymentOrder extends SetupOrder {
  /** In the currency's minor unit, with the fee that is passed on. */
  amountMinor: bigint;
  /** Keep the card for later charges, if the customer pays. */
  saveMethod: boolean;
}

export interface MethodCharge extends Order {
  amountMinor: bigint;
  /** A saved method as the provider named it: SavedAtProvider.ref. */
  methodRef: string;
}

/** What the provider made: its name there, and the page that the customer is sent to. */
export interface HostedPage {
  providerRef: string;
  redirectUrl: string;
}

/**
 * What became of a charge without the customer: PENDING is told later by an event. code: why not; its words and whether
 * another day may do stand in the domain's gatewayFailure.
 */
export type ChargeAnswer =
  | { status: 'PAID' | 'PENDING'; providerRef: string }
  | { status: 'FAILED'; providerRef: string | null; code: FailureCode };

export interface RefundOrder {
  /** Of the payment that money is given back of. */
  providerRef: string;
  /** Ours: the same one again is the same refund. */
  refundId: string;
  amountMinor: bigint;
  currency: string;
}

/** What became of giving money back. failure: in words for staff, where it is FAILED. */
export interface RefundStanding {
  /** What the provider calls it. */
  providerRef: string;
  /** Our own, where it was made by us. */
  refundId: string | null;
  status: 'PENDING' | 'DONE' | 'FAILED';
  amountMinor: bigint;
  currency: string;
  failure: string | null;
}

/** A payment that the customer took up with its bank. withdrawnMinor: what the provider took back of us so far. */
export interface DisputeStanding {
  providerRef: string;
  status: 'OPEN' | 'WITHDRAWN' | 'WON' | 'LOST';
  amountMinor: bigint;
  currency: string;
  /** In words for staff. */
  reason: string;
  answerBy: Date | null;
  /** What the provider takes for it, in the minor unit of the currency; null: it does not say. */
  feeMinor: bigint | null;
}

/** A card as a provider keeps it. ref: for later charges; it says nothing to anybody else. */
export interface SavedAtProvider {
  ref: string;
  brand: string;
  last4: string;
  expMonth: number | null;
  expYear: number | null;
}

/** How a payment stands at the provider: what it says now, whatever was told before. */
export interface PaymentStanding {
  providerRef: string;
  /** null: it is none that we began. */
  reference: CheckoutReference | null;
  /** OPEN: nothing is decided yet. Of a card that was only saved, PAID says that it is. */
  status: 'OPEN' | 'PAID' | 'FAILED' | 'CANCELLED';
  /** What was taken where it is PAID, else what was asked; of a card that was only saved 0. */
  amountMinor: bigint;
  currency: string;
  /** When the money came; null: the provider does not say. */
  paidAt: Date | null;
  /** What the provider kept of it, in the minor unit of the same currency; null: it does not say yet, or in another. */
  feeMinor: bigint | null;
  /** Why not, where it is FAILED. */
  failure: FailureCode | null;
  /** The card that it keeps for later. */
  saved: SavedAtProvider | null;
  refunds: readonly RefundStanding[];
  disputes: readonly DisputeStanding[];
}

/** What to ask a provider about: something of its own, or of ours where it never said how it calls that. */
export type Asked = { providerRef: string } | { reference: CheckoutReference };

/** An event whose signature was verified: a reason to ask. about: what standing() is asked with. */
export interface GatewayNotice {
  id: string;
  about: Asked;
}

/**
 * A payment provider with a page of its own that the customer is sent to. Card data never comes near this system.
 * Whatever is asked for again with the same reference is the same. Everything throws GatewayFailure where the provider
 * is not reached or answers something else than agreed: then nobody knows what became of it, and standing() is asked.
 */
export interface Gateway {
  /** Where it keeps no cards for later, saveMethod is ignored, and the three calls for methods throw. */
  createPayment(order: PaymentOrder): Promise<HostedPage>;
  /** A page that saves a card and takes no money. */
  setUpMethod(order: SetupOrder): Promise<HostedPage>;
  /** Charges a saved method while its owner is away. */
  chargeMethod(charge: MethodCharge): Promise<ChargeAnswer>;
  /** Forgets a saved method; one that is gone already is forgotten. */
  removeMethod(methodRef: string): Promise<void>;
  refund(order: RefundOrder): Promise<RefundStanding>;
  /** How something stands there now; null: the provider knows nothing of it. */
  standing(asked: Asked): Promise<PaymentStanding | null>;
  /**
   * What to ask after because of a webhook; null: nothing, its kind is none of ours. Throws GatewayRefusal when it is
   * not the provider's, too old, or not understood.
   */
  readWebhook(
    headers: Record<string, string | undefined>,
    rawBody: Buffer,
  ): Promise<GatewayNotice | null>;
  /** Asks whether the account's keys are good; throws KeysRefused with the provider's words and the key that is wrong. */
  tryKeys(): Promise<void>;
}

/** The provider did not answer, or not as agreed. */
export class GatewayFailure extends Error {
  override name = 'GatewayFailure';
}
/** The provider said no for good: nothing was made, and asking again changes nothing. */
export class GatewayDeclined extends GatewayFailure {
  override name = 'GatewayDeclined';
  constructor(
    readonly code: FailureCode,
    /** The provider's own words, for staff. */
    readonly said: string,
  ) {
    super(said);
  }
}
/** The provider does not take the account's keys. field: which one, as the account's secrets call it. */
export class KeysRefused extends GatewayFailure {
  override name = 'KeysRefused';
  constructor(
    readonly field: string,
    readonly said: string,
  ) {
    super(said);
  }
}
/** A webhook that is not to be believed. */
export class GatewayRefusal extends Error {
  override name = 'GatewayRefusal';
}
