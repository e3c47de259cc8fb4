import { currencyDigits } from '@backhaul/design';
import { formatMinor, parseMinor } from '@backhaul/domain/money/money';
import { feeOn } from '@backhaul/domain/settlement/passedOnFee';
import { saidFee } from '@backhaul/domain/settlement/providerAmount';
import type { WhatToPayQuery } from '../generated/graphql.ts';
import { usableCards, type Card } from './usableCards.ts';

type Customer = NonNullable<NonNullable<WhatToPayQuery['viewer']>['customer']>;
type Account = Customer['onlinePayment'][number];

/** One way to pay: a card that is saved, or the page of a provider. */
export type Way =
  | { key: string; card: Card; account: Account }
  | { key: string; card: null; account: Account };

/** The ways to pay, saved cards first; a request for payment is paid on the provider's page alone. */
export function waysFor(customer: Customer, forProforma: boolean): Way[] {
  const { onlinePayment } = customer;
  const cards = forProforma ? [] : usableCards(customer);
  return [
    ...cards.flatMap((card) =>
      onlinePayment
        .filter(({ gatewayId }) => gatewayId === card.gatewayId)
        .map((account) => ({ key: card.id, card, account })),
    ),
    ...onlinePayment.map((account) => ({ key: account.gatewayId, card: null, account })),
  ];
}

/** What a payer pays on top of an amount, as the server will reckon it; both as decimals. */
export function feeOf(
  amount: string,
  currency: string,
  { kind, feePercent, feeFixed }: Pick<Account, 'kind' | 'feePercent' | 'feeFixed'>,
): string {
  const digits = currencyDigits(currency);
  return formatMinor(
    saidFee(
      kind,
      currency,
      feeOn(parseMinor(amount, digits), {
        feePercent,
        feeFixedMinor: parseMinor(feeFixed, digits),
      }),
    ),
    digits,
  );
}
