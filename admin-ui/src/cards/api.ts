import { graphql } from '../generated/index.ts';
import type { CustomerCardsQuery as Found } from '../generated/graphql.ts';

export const CustomerCardsQuery = graphql(`
  query CustomerCards($id: ID!) {
    customer(id: $id) {
      id
      balance
      outstanding
      savedMethods {
        id
        brand
        last4
        expMonth
        expYear
        isDefault
        status
      }
      autopay {
        kind
        nextAttempt
        nextAmount
        method {
          id
          brand
          last4
        }
      }
      chargeAttempts {
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
        payment {
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

export type CardHolder = Found['customer'];
export type SavedCard = CardHolder['savedMethods'][number];

/** How a card is called: "Visa … 4242". */
export const cardName = ({ brand, last4 }: Pick<SavedCard, 'brand' | 'last4'>): string =>
  `${brand}\u00a0…\u00a0${last4}`;
