import { addDecimals } from '@backhaul/domain/money/decimals';
import { statusLook } from '@backhaul/design';
import type { ReactNode } from 'react';
import type { CheckoutPartsFragment, CheckoutStatus } from '../generated/graphql.ts';
import { Icon } from '../ui/Icon.tsx';
import { useSpeech } from '../words/useWords.tsx';

/** What came, which may be something else than was asked for; until then what is to come. */
export function came({
  amount,
  currency,
  payment,
  ...checkout
}: Pick<
  CheckoutPartsFragment,
  'amount' | 'fee' | 'currency' | 'failureCode' | 'receivedAmount' | 'receivedCurrency'
> & { payment: { amount: string; currency: string } | null }) {
  if (payment) return { amount: payment.amount, currency: payment.currency };
  const { failureCode, receivedAmount, receivedCurrency } = checkout;
  return failureCode && receivedAmount !== null && receivedCurrency !== null
    ? { amount: receivedAmount, currency: receivedCurrency }
    : { amount: addDecimals([amount, checkout.fee]), currency };
}

/** The outcome as a sign, a heading and the amount. plain: it stands in a card already. */
export function OutcomeCard({
  status,
  odd,
  amount,
  plain,
  children,
}: {
  status: CheckoutStatus;
  /** Why nothing is booked of what the provider took. */
  odd: string | null;
  amount: ReactNode;
  plain?: boolean;
  children: ReactNode;
}) {
  const {
    words: { outcome: words },
  } = useSpeech();
  const look = statusLook(odd ? 'PENDING' : status);
  const taken = odd === 'OTHER_CURRENCY' ? words.otherCurrency : words.otherAmount;
  const title = {
    PENDING: words.waiting,
    PAID: words.paid,
    FAILED: odd ? taken : words.failed,
    CANCELLED: words.cancelled,
  }[status];
  return (
    <section className={plain ? 'outcome' : 'card outcome'}>
      <span className={`outcome-mark tone-${look.tone}`}>
        <Icon name={look.icon} />
      </span>
      <h2>{title}</h2>
      <p>{amount}</p>
      {children}
    </section>
  );
}
