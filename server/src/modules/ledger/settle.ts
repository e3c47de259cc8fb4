import { applyCredits, coveredWholly } from '@backhaul/domain/settlement/settlement';
import { resolveCustomerBilling } from '@backhaul/domain/settings/finance';
import { byDate } from '../../kit/groupBy.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { got } from '../../platform/must.ts';
import { loadFinance } from '../settings/index.ts';
import { settlesWholly } from './accountSettings.ts';
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
  const finance = await loadFinance(
    sql,
    accounts.map(({ partnerId }) => partnerId),
  );
  await allocateCredits(
    sql,
    accounts.flatMap((account) => {
      const invoices = open.get(account.id) ?? [];
      if (!invoices.length) return [];
      const own = got(credits, account.id);
      const settings = resolveCustomerBilling(got(finance, account.partnerId), account.billing);
      const available = settings.payWithNegativeBalance
        ? own.reduce((sum, { remaining }) => sum + remaining, 0n)
        : account.balanceMinor -
          account.waitingMinor +
          invoices.reduce((sum, invoice) => sum + invoice.due, 0n);
      if (available <= 0n) return [];
      const payable = settlesWholly(account.billingType, settings)
        ? coveredWholly(invoices, available)
        : invoices;
      const creditOf = new Map(own.map((credit) => [credit.id, credit]));
      return applyCredits(own, payable, available).map((each) => ({
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
