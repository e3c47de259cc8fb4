import { applyCredits } from '@backhaul/domain/settlement/settlement';
import { byDate } from '../../kit/groupBy.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { got } from '../../platform/must.ts';
import { allocateCredits, balancesOf, openInvoices, unusedCredits } from './settlement.store.ts';

/**
 * The balance pays invoices by itself: unused credit settles what is open, oldest first, as far as
 * the customer's money is not needed for entries that stand on no invoice, and does not wait on a
 * proforma. The customers' rows must be locked. on: when it counts as paid.
 */
export async function settleFromBalance(
  sql: ScopedSql,
  accounts: readonly { customerId: string; on: string }[],
): Promise<void> {
  for (const [on, all] of byDate(accounts)) {
    const once = new Set(all.map((account) => account.customerId));
    await settleOn(sql, [...once], on);
  }
}

async function settleOn(
  sql: ScopedSql,
  customerIds: readonly string[],
  date: string,
): Promise<void> {
  const credits = await unusedCredits(sql, customerIds);
  if (!credits.size) return;
  const owners = [...credits.keys()];
  const open = await openInvoices(sql, owners);
  const accounts = await balancesOf(sql, owners);
  await allocateCredits(
    sql,
    accounts.flatMap((account) => {
      const invoices = open.get(account.id) ?? [];
      const available =
        account.balanceMinor -
        account.waitingMinor +
        invoices.reduce((sum, invoice) => sum + invoice.due, 0n);
      if (available <= 0n || !invoices.length) return [];
      const own = got(credits, account.id);
      const creditOf = new Map(own.map((credit) => [credit.id, credit]));
      return applyCredits(own, invoices, available).map((each) => ({
        customerId: account.id,
        partnerId: account.partnerId,
        partnerPath: account.partnerPath,
        invoiceId: each.invoiceId,
        transactionId: each.creditId,
        paymentId: creditOf.get(each.creditId)?.paymentId ?? null,
        creditNoteId: creditOf.get(each.creditId)?.creditNoteId ?? null,
        amount: each.amount,
        madeBy: 'BALANCE',
        date,
      }));
    }),
  );
}
