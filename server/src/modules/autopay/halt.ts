import { ACCOUNT_NOT_OFFERED } from '../checkout/index.ts';
import { whyUncharged } from '../savedCards/index.ts';
import type { AutopayFacts } from './autopay.store.ts';
import { AutopayHalt } from './autopay.types.ts';

/** Why somebody is not charged, as the schema calls it and in words. */
interface Halt {
  halt: AutopayHalt;
  words: string;
}

const UNDER_WAY =
  'A charge is under way: the payment provider has not said yet whether it took it. Nothing is charged before it does.';

/** What is open has no day left on which it is charged. */
export const NOT_AGAIN: Halt = {
  halt: AutopayHalt.NOT_AGAIN,
  words:
    'What is open is not charged by itself again: every attempt failed, or what had paid it was given or taken back. ' +
    'Charge the card by hand, or ask for payment another way.',
};

/** Why somebody with autopay is not charged as things stand; null: it is. offered: the accounts that are in use. */
export function haltOf(
  { card, underWay }: AutopayFacts,
  offered: readonly { id: string }[],
): Halt | null {
  if (card === null) return null;
  const words = whyUncharged(card, card.failure);
  if (words !== null)
    return {
      halt: card.status === 'EXPIRED' ? AutopayHalt.CARD_EXPIRED : AutopayHalt.CARD_UNUSABLE,
      words,
    };
  if (!offered.some(({ id }) => id === card.gatewayAccountId))
    return { halt: AutopayHalt.ACCOUNT_NOT_OFFERED, words: ACCOUNT_NOT_OFFERED };
  return underWay ? { halt: AutopayHalt.UNDER_WAY, words: UNDER_WAY } : null;
}
