import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { type Account, post, spendCredits } from '../ledger/index.ts';
import { passedOnFees } from '../payments/index.ts';
import type { RefundablePayment } from './refunds.store.ts';

/**
 * Gives back what a payment's customer was charged for the way to pay, `wanted` (minor units) at most: a credit of
 * category Fee, by which that much of the payment is there again and can go back in money. Refunds leave the fee
 * alone unless somebody asks for it, or the provider gave more back than the payment settled. Says how much.
 * Source: payments, Gateways (fee passed on).
 */
export async function giveBackPassedOn(
  sql: ScopedSql,
  account: Account,
  { id, number, transactionId }: Pick<RefundablePayment, 'id' | 'number' | 'transactionId'>,
  { wanted, date }: { wanted: bigint; date: LocalDate },
): Promise<bigint> {
  const [fee] = await passedOnFees(sql, [id]);
  if (!fee || fee.left <= 0n) return 0n;
  const amountMinor = fee.left < wanted ? fee.left : wanted;
  await post(sql, account, [
    {
      type: 'CREDIT',
      amountMinor,
      category: 'Fee',
      description: `Given back: the fee for paying online, payment ${number}`,
      reversesId: fee.entryId,
      date,
    },
  ]);
  await spendCredits(sql, [{ transactionId, amountMinor: -amountMinor }]);
  return amountMinor;
}
