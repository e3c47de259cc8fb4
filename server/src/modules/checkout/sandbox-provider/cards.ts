import { FAILURE_CODES, type FailureCode } from '@backhaul/domain/settlement/gatewayFailure';

/** A card of the sandbox: what it does is known before it is used. */
export interface SandboxCard {
  /** Its last four digits, by which it is chosen. */
  last4: string;
  brand: string;
  /** On the sandbox's page. */
  label: string;
  expMonth: number;
  expYear: number;
  /** Why it does not pay where its owner is there; null: it pays. */
  refuses: FailureCode | null;
  /** The same where it is charged later, while its owner is away. */
  refusesLater: FailureCode | null;
  /** Its owner confirms on a page of its own first. */
  confirms?: true;
  /** What was paid with it is taken up with the bank at once. */
  disputes?: true;
}

const good = { brand: 'Visa', expMonth: 12, expYear: 2099, refuses: null, refusesLater: null };

/** All of them; the first is taken where none is chosen. */
export const CARDS: readonly SandboxCard[] = [
  { ...good, last4: '4242', label: 'pays, also when it is charged later' },
  {
    ...good,
    last4: '3220',
    label: 'asks to confirm; charged later it wants its owner',
    refusesLater: 'AUTHENTICATION_REQUIRED',
    confirms: true,
  },
  {
    ...good,
    last4: '0341',
    brand: 'Mastercard',
    label: 'pays now, is declined when it is charged later',
    refusesLater: 'CARD_DECLINED',
  },
  {
    ...good,
    last4: '9995',
    label: 'pays now, has not enough money when it is charged later',
    refusesLater: 'INSUFFICIENT_FUNDS',
  },
  {
    ...good,
    last4: '9987',
    label: 'pays now, is reported lost when it is charged later',
    refusesLater: 'LOST_CARD',
  },
  {
    ...good,
    last4: '0069',
    label: 'has expired',
    expMonth: 1,
    expYear: 2020,
    refuses: 'EXPIRED_CARD',
    refusesLater: 'EXPIRED_CARD',
  },
  {
    ...good,
    last4: '9979',
    label: 'is declined',
    refuses: 'CARD_DECLINED',
    refusesLater: 'CARD_DECLINED',
  },
  { ...good, last4: '0259', label: 'pays, and is disputed at once', disputes: true },
];

export function cardOf(last4: string | null): SandboxCard | null {
  return last4 === null ? CARDS[0] : (CARDS.find((card) => card.last4 === last4) ?? null);
}

export function isFailureCode(text: unknown): text is FailureCode {
  return (FAILURE_CODES as readonly unknown[]).includes(text);
}
