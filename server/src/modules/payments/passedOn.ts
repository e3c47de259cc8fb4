import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { type Account, post, spendCredits } from '../ledger/index.ts';

interface PaidFee {
  receiptNumber: string;
  creditId: string;
  /** In minor units; part of what the payment brought. */
  passedOn: bigint;
  date: LocalDate;
}

/**
 * Charges what a payment brought for the way to pay: a debit of category Fee, which takes that much of its credit
 * and names that. It stays when the payment is given back or disputed, so that it does not name the payment.
 */
export async function chargePassedOn(
  sql: ScopedSql,
  account: Account,
  { receiptNumber, creditId, passedOn, date }: PaidFee,
): Promise<void> {
  if (passedOn <= 0n) return;
  await spendCredits(sql, [{ transactionId: creditId, amountMinor: passedOn }]);
  await post(sql, account, [
    {
      type: 'DEBIT',
      amountMinor: passedOn,
      category: 'Fee',
      description: `Fee for paying online, payment ${receiptNumber}`,
      reversesId: creditId,
      date,
    },
  ]);
}
