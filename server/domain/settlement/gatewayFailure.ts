/**
 * Why a payment provider took nothing, in our own words for what the providers call it each in its way.
 * Source: payments, Gateways (saved cards and autopay).
 */
export const FAILURE_CODES = [
  'CARD_DECLINED',
  'INSUFFICIENT_FUNDS',
  'LIMIT_EXCEEDED',
  'EXPIRED_CARD',
  'LOST_CARD',
  'STOLEN_CARD',
  'CLOSED_ACCOUNT',
  'AUTHENTICATION_REQUIRED',
  'AUTHENTICATION_FAILED',
  'WRONG_DETAILS',
  'SUSPECTED_FRAUD',
  'METHOD_GONE',
  'AMOUNT_NOT_POSSIBLE',
  'CURRENCY_NOT_POSSIBLE',
  'PAGE_EXPIRED',
  'PROVIDER_TROUBLE',
  'ACCOUNT_TROUBLE',
  'UNKNOWN',
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

interface Told {
  /** Whole sentences for whoever pays: what happened, and what to do next. */
  words: string;
  /** Whether the same method may do on another day, without anybody doing anything. */
  retryable: boolean;
}

const NOTHING = 'Nothing was taken.';
const TOLD: Readonly<Record<FailureCode, Told>> = {
  CARD_DECLINED: {
    words: 'The card was declined. Nothing was taken. Try another card, or ask your bank why.',
    retryable: true,
  },
  INSUFFICIENT_FUNDS: {
    words: `There is not enough money on the account of the card. ${NOTHING} Try again later, or pay another way.`,
    retryable: true,
  },
  LIMIT_EXCEEDED: {
    words: `The amount is above a limit of the card. ${NOTHING} Ask your bank to raise it, or pay another way.`,
    retryable: true,
  },
  EXPIRED_CARD: {
    words: `The card has expired. ${NOTHING} Use another card.`,
    retryable: false,
  },
  LOST_CARD: {
    words: `The bank says that the card cannot be used any more. ${NOTHING} Use another card.`,
    retryable: false,
  },
  STOLEN_CARD: {
    words: `The bank says that the card cannot be used any more. ${NOTHING} Use another card.`,
    retryable: false,
  },
  CLOSED_ACCOUNT: {
    words: `The account of the card is closed. ${NOTHING} Use another card.`,
    retryable: false,
  },
  AUTHENTICATION_REQUIRED: {
    words: `The bank wants you to confirm this payment yourself. ${NOTHING} Open the invoice and pay it there.`,
    retryable: false,
  },
  AUTHENTICATION_FAILED: {
    words: `The payment was not confirmed with your bank. ${NOTHING} Try again, or pay another way.`,
    retryable: false,
  },
  WRONG_DETAILS: {
    words: `The number, date or security code of the card is wrong. ${NOTHING} Look at the card and enter it again.`,
    retryable: false,
  },
  SUSPECTED_FRAUD: {
    words: `The payment was stopped as a precaution. ${NOTHING} Pay another way, or ask your bank.`,
    retryable: false,
  },
  METHOD_GONE: {
    words: `The saved card is not there any more. ${NOTHING} Save a card again, or pay another way.`,
    retryable: false,
  },
  AMOUNT_NOT_POSSIBLE: {
    words: `The payment provider does not take this amount. ${NOTHING} Pay another amount, or another way.`,
    retryable: false,
  },
  CURRENCY_NOT_POSSIBLE: {
    words: `The payment provider does not take this currency. ${NOTHING} Pay another way.`,
    retryable: false,
  },
  PAGE_EXPIRED: {
    words: `The payment page was open for too long and has closed. ${NOTHING} Start the payment again.`,
    retryable: false,
  },
  PROVIDER_TROUBLE: {
    words: `The payment provider had a problem. ${NOTHING} Try again in a few minutes.`,
    retryable: true,
  },
  ACCOUNT_TROUBLE: {
    words: `This way to pay is not ready at the moment. ${NOTHING} Pay another way; we have been told.`,
    retryable: false,
  },
  UNKNOWN: {
    words: `The payment did not go through, and nobody says why. ${NOTHING} Try again, or pay another way.`,
    retryable: true,
  },
};

/** What a failure is called to whoever pays: what happened, and what to do next. */
export function failureWords(code: FailureCode): string {
  return TOLD[code].words;
}

/** Whether charging the same method again on another day may do: not for cards that are lost, closed or expired. */
export function isRetryable(code: FailureCode): boolean {
  return TOLD[code].retryable;
}

/** Failure codes by what Stripe calls them: a decline code first, then the code of the error. */
const STRIPE: Readonly<Record<string, FailureCode>> = {
  insufficient_funds: 'INSUFFICIENT_FUNDS',
  card_velocity_exceeded: 'LIMIT_EXCEEDED',
  withdrawal_count_limit_exceeded: 'LIMIT_EXCEEDED',
  amount_too_large: 'AMOUNT_NOT_POSSIBLE',
  amount_too_small: 'AMOUNT_NOT_POSSIBLE',
  invalid_amount: 'AMOUNT_NOT_POSSIBLE',
  currency_not_supported: 'CURRENCY_NOT_POSSIBLE',
  expired_card: 'EXPIRED_CARD',
  lost_card: 'LOST_CARD',
  pickup_card: 'LOST_CARD',
  restricted_card: 'LOST_CARD',
  stolen_card: 'STOLEN_CARD',
  account_closed: 'CLOSED_ACCOUNT',
  invalid_account: 'CLOSED_ACCOUNT',
  authentication_required: 'AUTHENTICATION_REQUIRED',
  payment_intent_authentication_failure: 'AUTHENTICATION_FAILED',
  approve_with_id: 'CARD_DECLINED',
  card_declined: 'CARD_DECLINED',
  generic_decline: 'CARD_DECLINED',
  do_not_honor: 'CARD_DECLINED',
  call_issuer: 'CARD_DECLINED',
  incorrect_number: 'WRONG_DETAILS',
  invalid_number: 'WRONG_DETAILS',
  incorrect_cvc: 'WRONG_DETAILS',
  invalid_cvc: 'WRONG_DETAILS',
  incorrect_zip: 'WRONG_DETAILS',
  invalid_expiry_month: 'WRONG_DETAILS',
  invalid_expiry_year: 'WRONG_DETAILS',
  fraudulent: 'SUSPECTED_FRAUD',
  merchant_blacklist: 'SUSPECTED_FRAUD',
  security_violation: 'SUSPECTED_FRAUD',
  payment_method_unactivated: 'METHOD_GONE',
  resource_missing: 'METHOD_GONE',
  payment_method_customer_decline: 'AUTHENTICATION_FAILED',
  processing_error: 'PROVIDER_TROUBLE',
  issuer_not_available: 'PROVIDER_TROUBLE',
  reenter_transaction: 'PROVIDER_TROUBLE',
  try_again_later: 'PROVIDER_TROUBLE',
};

/** The first of what Stripe says that is known here; what it declined without more is declined. */
export function stripeFailure(...said: readonly (string | null | undefined)[]): FailureCode {
  for (const code of said) if (code && Object.hasOwn(STRIPE, code)) return STRIPE[code];
  return 'UNKNOWN';
}

const PAYPAL: Readonly<Record<string, FailureCode>> = {
  INSTRUMENT_DECLINED: 'CARD_DECLINED',
  PAYER_CANNOT_PAY: 'CARD_DECLINED',
  TRANSACTION_REFUSED: 'CARD_DECLINED',
  DECLINED: 'CARD_DECLINED',
  INSUFFICIENT_FUNDS: 'INSUFFICIENT_FUNDS',
  TRANSACTION_LIMIT_EXCEEDED: 'LIMIT_EXCEEDED',
  MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED: 'LIMIT_EXCEEDED',
  TRANSACTION_AMOUNT_EXCEEDS_MONTHLY_MAX_LIMIT: 'LIMIT_EXCEEDED',
  CARD_EXPIRED: 'EXPIRED_CARD',
  CARD_CLOSED: 'CLOSED_ACCOUNT',
  PAYER_ACCOUNT_LOCKED_OR_CLOSED: 'CLOSED_ACCOUNT',
  PAYER_ACCOUNT_RESTRICTED: 'CLOSED_ACCOUNT',
  PAYER_ACTION_REQUIRED: 'AUTHENTICATION_REQUIRED',
  TRANSACTION_BLOCKED_BY_PAYEE: 'SUSPECTED_FRAUD',
  TRANSACTION_RECEIVING_LIMIT_EXCEEDED: 'ACCOUNT_TROUBLE',
  PAYEE_ACCOUNT_RESTRICTED: 'ACCOUNT_TROUBLE',
  PAYEE_ACCOUNT_LOCKED_OR_CLOSED: 'ACCOUNT_TROUBLE',
  PAYEE_BLOCKED_TRANSACTION: 'ACCOUNT_TROUBLE',
  COMPLIANCE_VIOLATION: 'ACCOUNT_TROUBLE',
  CURRENCY_NOT_SUPPORTED: 'CURRENCY_NOT_POSSIBLE',
  DECIMAL_PRECISION: 'AMOUNT_NOT_POSSIBLE',
  ORDER_EXPIRED: 'PAGE_EXPIRED',
  ORDER_NOT_APPROVED: 'PAGE_EXPIRED',
};

/** The first of what PayPal says (issues of an error, a capture's status) that is known here. */
export function paypalFailure(...said: readonly (string | null | undefined)[]): FailureCode {
  for (const code of said) if (code && Object.hasOwn(PAYPAL, code)) return PAYPAL[code];
  return 'UNKNOWN';
}
