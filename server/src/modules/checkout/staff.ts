import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Account } from '../ledger/index.ts';
import { raisePaymentTask } from '../payments/index.ts';
import type { TakenPayment } from './checkouts.store.ts';
import { said, type Received } from './told.ts';

/** Something at the provider's side of a payment that is booked here. */
export interface Happened {
  checkoutId: string;
  payment: TakenPayment;
  /** What the provider calls it, and how much it is about. */
  what: Received & { providerRef: string };
}

/** What staff is told of money that could not be given back. */
export function refundFailed(
  { receiptNumber }: Pick<TakenPayment, 'receiptNumber'>,
  refund: Received,
  why: string | null,
): string {
  return `${said(refund)} of payment ${receiptNumber} could not be given back: ${why ?? 'the payment provider does not say why.'} It is the customer's credit again: give it back another way.`;
}

/** Puts something of a payment before staff, once. */
export function tellStaff(
  sql: ScopedSql,
  account: Account,
  { checkoutId, payment, what }: Happened,
  words: string,
): Promise<void> {
  return raisePaymentTask(sql, account, {
    about: `checkout:${checkoutId} ${what.providerRef}`,
    kind: 'AFTER_PAID',
    asked: payment,
    received: what,
    paymentId: payment.id,
    words,
  });
}
