import type { Clock } from '../../platform/clock.ts';
import { allocate, exactMatch, type Allocated } from '@backhaul/domain/settlement/settlement';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { firstOpenDay } from '../closing/index.ts';
import { dueOf, takeBackWriteOffs } from '../invoices/index.ts';
import { type Account, allocateCredits, openInvoices, settlementRules } from '../ledger/index.ts';

/**
 * What a payment settles: what it names first, then the oldest due; of who pays ahead by periods
 * only what it pays in full. Returns that.
 */
export async function settle(
  sql: ScopedSql,
  account: Account,
  input: { invoiceId?: string | null; invoiceIds?: readonly string[]; date: string },
  payment: { id: string; receiptNumber: string; creditId: string; amountMinor: bigint },
  todayIn: Clock['today'],
): Promise<Allocated[]> {
  const { id, receiptNumber, creditId, amountMinor } = payment;
  const owedFrom = input.invoiceId
    ? await owedAgain(sql, account, input.invoiceId, {
        on: await firstOpenDay(sql, account, todayIn(account.clock)),
        reason: `Payment ${receiptNumber}`,
        amount: amountMinor,
      })
    : null;
  const open = (await openInvoices(sql, [account.id])).get(account.id) ?? [];
  const { settings, wholly } = await settlementRules(sql, account);
  const exact = settings.autoAssociatePayments || wholly ? exactMatch(amountMinor, open) : null;
  const named = [input.invoiceIds ?? input.invoiceId ?? exact ?? []].flat();
  // who pays ahead settles what a payment is for, and nothing in part: the rest is for what comes
  const payable = wholly ? open.filter(({ id }) => named.includes(id)) : open;
  const { allocations } = allocate(amountMinor, payable, named);
  await allocateCredits(
    sql,
    allocations.map((each) => ({
      customerId: account.id,
      partnerId: account.partnerId,
      partnerPath: account.partnerPath,
      invoiceId: each.invoiceId,
      transactionId: creditId,
      paymentId: id,
      amount: each.amount,
      madeBy: 'PAYMENT',
      // what was written off is paid from the day on which it is owed again
      date:
        owedFrom && each.invoiceId === input.invoiceId && owedFrom > input.date
          ? owedFrom
          : input.date,
    })),
  );
  return allocations;
}

/** Takes back what was written off of the invoice that a payment names, as far as it goes; returns the day. */
async function owedAgain(
  sql: ScopedSql,
  account: Account,
  invoiceId: string,
  { on, reason, amount }: { on: string; reason: string; amount: bigint },
): Promise<string | null> {
  const most = amount - (await dueOf(sql, invoiceId));
  if (most <= 0n) return null;
  const taken = await takeBackWriteOffs(sql, account, invoiceId, { on, reason, most });
  return taken && taken.on;
}
