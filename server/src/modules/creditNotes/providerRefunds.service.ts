import type { Clock } from '../../platform/clock.ts';
import { notFound } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { firstOpenDay } from '../closing/index.ts';
import {
  type Account,
  announceMoney,
  auditPlace,
  lockAccount,
  post,
  spendCredits,
} from '../ledger/index.ts';
import { markRefund, payBack, providerRefunds, type ProviderRefund } from './refunds.store.ts';

/** What a provider says of giving money back. failure: why not, in words, where it FAILED. */
export interface ToldOfRefund {
  status: 'PENDING' | 'DONE' | 'FAILED';
  /** What the provider calls it; null where it made none. */
  providerRef: string | null;
  failure: string | null;
}

/**
 * Keeps what a provider says of a refund. One that failed is taken back: the money is the customer's credit again, by an
 * entry of today, and pays what is open. One that failed stays so. Says whether it failed just now. Refuses NOT_FOUND.
 */
export async function settleRefund(
  sql: ScopedSql,
  refundId: string,
  told: ToldOfRefund,
  todayIn: Clock['today'],
): Promise<boolean> {
  const [found] = await providerRefunds(sql, { refundId });
  if (!found) throw notFound();
  const account = await lockAccount(sql, found.customerId);
  const [refund] = await providerRefunds(sql, { refundId });
  if (refund.status === 'FAILED') return false;
  // what is done is not on its way again, whatever came late
  const status = refund.status === 'DONE' && told.status === 'PENDING' ? 'DONE' : told.status;
  const failed = status === 'FAILED';
  const failedOn = failed ? await firstOpenDay(sql, account, todayIn(account.clock)) : null;
  const failure = failed ? (told.failure ?? 'The payment provider does not say why.') : null;
  if (status === refund.status && told.providerRef === null) return false;
  await markRefund(sql, refundId, { status, failure, failedOn, providerRef: told.providerRef });
  if (failedOn) await takeBackRefund(sql, account, refund, failedOn);
  if (status !== refund.status)
    await audit(sql, {
      action: 'settle-refund',
      entity: 'payment',
      entityId: refund.paymentId,
      before: { status: refund.status },
      after: { status, failure },
      partner: auditPlace(account),
    });
  await announceMoney(sql, account);
  return failed;
}

async function takeBackRefund(
  sql: ScopedSql,
  account: Account,
  { creditId, transactionId, amount, paymentId, receiptNumber }: ProviderRefund,
  date: string,
): Promise<void> {
  await post(sql, account, [
    {
      type: 'CREDIT',
      amountMinor: amount,
      category: 'Refund',
      description: `Not given back after all: refund of payment ${receiptNumber}`,
      paymentId,
      reversesId: transactionId,
      date,
    },
  ]);
  await spendCredits(sql, [{ transactionId: creditId, amountMinor: -amount }]);
  await payBack(sql, paymentId, -amount);
  sql.happened('moneyCame', { customerId: account.id, on: date });
}
