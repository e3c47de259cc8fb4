import { formatDate, formatMoney } from '@backhaul/design';
import { countOf } from '@backhaul/domain/text/plural';
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
        test
      }
      autopay @include(if: $may_cards_read) {
        kind
        nextAttempt
        nextAmount
        retries
        offsetDays
        haltWords
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
          test
        }
        payment @include(if: $may_payments_read) {
          id
          receiptNumber
        }
      }
    }
  }
`);

/** What a charge of a card comes to, as its server works it out. */
export const ChargeFee = graphql(`
  query ChargeFee($id: ID!, $amount: Decimal!, $may_cards_read: Boolean = false) {
    customer(id: $id) {
      id
      savedMethods @include(if: $may_cards_read) {
        id
        fee(amount: $amount)
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
  retries: [],
  offsetDays: 0,
  haltWords: null,
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

/** When what is due is charged for the first time, as a settings page has it in days. */
export function sayFirstCharge(offsetDays: number, locale: string): string {
  if (offsetDays === 0) return 'on the day it is due';
  const days = countOf(Math.abs(offsetDays), 'day', 'days', locale);
  return `${days} ${offsetDays < 0 ? 'before' : 'after'} it is due`;
}

/** The next charge of autopay with what follows if it fails, as a line; null: none is planned. */
export function sayNextCharge(
  {
    nextAttempt,
    nextAmount,
    retries,
    method,
  }: Pick<CardHolder['autopay'], 'nextAttempt' | 'nextAmount' | 'retries' | 'method'>,
  currency: string,
  locale: string,
): string | null {
  if (!nextAttempt || !nextAmount || !method) return null;
  const amount = formatMoney(nextAmount, currency, locale);
  const on = formatDate(nextAttempt, locale, { weekday: true, year: false });
  const again = retries.map((day) => formatDate(day, locale, { year: false }));
  return (
    `${amount} charged to ${cardName(method)} on ${on}` +
    (again.length ? `; should it fail, again on ${joined(again)}` : '')
  );
}

function joined(days: readonly string[]): string {
  return days.length === 1 ? days[0] : `${days.slice(0, -1).join(', ')} and ${days.at(-1)}`;
}

/** How a card is called: "Visa … 4242". */
export const cardName = ({ brand, last4 }: Pick<SavedCard, 'brand' | 'last4'>): string =>
  `${brand}\u00a0…\u00a0${last4}`;
