import { graphql } from '../generated/index.ts';
import type { CustomerCardsQuery as Found } from '../generated/graphql.ts';

export const CustomerCardsQuery = graphql(`
  query CustomerCards(
    $id: ID!
    $may_cards_read: Boolean = false
    $may_payments_read: Boolean = false
  ) {
    customer(id: $id) {
      id
      balance
      outstanding
      savedMethods @include(if: $may_cards_read) {
        id
        brand
        last4
        expMonth
        expYear
        isDefault
        status
      }
      autopay @include(if: $may_cards_read) {
        kind
        nextAttempt
        nextAmount
        method {
          id
          brand
          last4
        }
      }
      chargeAttempts @include(if: $may_cards_read) {
        id
        date
        at
        amount
        currency
        number
        status
        failure
        retryOn
        automatic
        method {
          id
          brand
          last4
        }
        payment @include(if: $may_payments_read) {
          id
          receiptNumber
        }
      }
    }
  }
`);

export const ChargeCard = graphql(`
  mutation ChargeCard($methodId: ID!, $amount: Decimal!, $idempotencyKey: String!) {
    chargeSavedMethod(methodId: $methodId, amount: $amount, idempotencyKey: $idempotencyKey) {
      id
      status
      failure
    }
  }
`);

export const RemoveCard = graphql(`
  mutation RemoveCard($id: ID!) {
    removeSavedMethod(id: $id) {
      id
      status
    }
  }
`);

export const SwitchAutopay = graphql(`
  mutation SwitchAutopay($customerId: ID!, $kind: AutopayKind!, $methodId: ID) {
    setAutopay(customerId: $customerId, kind: $kind, methodId: $methodId) {
      id
    }
  }
`);

export type CardHolder = Required<Found['customer']>;

const NEVER: CardHolder['autopay'] = {
  kind: 'OFF',
  nextAttempt: null,
  nextAmount: null,
  method: null,
};

/** What of it the viewer may read; the rest as if there were none. */
export function holderOf({
  savedMethods = [],
  chargeAttempts = [],
  autopay = NEVER,
  ...customer
}: Found['customer']): CardHolder {
  return { ...customer, savedMethods, chargeAttempts, autopay };
}
export type SavedCard = CardHolder['savedMethods'][number];

/** How a card is called: "Visa … 4242". */
export const cardName = ({ brand, last4 }: Pick<SavedCard, 'brand' | 'last4'>): string =>
  `${brand}\u00a0…\u00a0${last4}`;
