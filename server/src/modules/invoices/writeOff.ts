import { must } from '../../platform/must.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { type Account, allocateCredits, post, spendCredits } from '../ledger/index.ts';
import { dueOf, numberOf } from './documents.store.ts';
import { insertWriteOffs, writtenOffOf } from './writeOff.store.ts';

/**
 * What was written off of an invoice is owed again, by new entries, `most` of it at most: before the invoice itself is
 * taken back, wholly or by a note, so that nobody is credited what it never paid. Dated `on`, today as every reversal
 * is, but never before the write-off itself. Returns the day and how much; null where nothing was taken back. Its
 * customer is locked.
 */
export async function takeBackWriteOffs(
  sql: ScopedSql,
  account: Account,
  invoiceId: string,
  { on: today, reason, most }: { on: string; reason: string; most?: bigint },
): Promise<{ on: string; amount: bigint } | null> {
  const written = await writtenOffOf(sql, invoiceId);
  if (!written.length) return null;
  const number = must(await numberOf(sql, invoiceId));
  let left = most ?? written.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const taken = written.flatMap(({ transactionId, amountMinor, on }) => {
    const part = amountMinor < left ? amountMinor : left;
    left -= part;
    return part > 0n ? [{ transactionId, amountMinor: part, on }] : [];
  });
  if (!taken.length) return null;
  const on = taken.reduce((day, each) => (each.on > day ? each.on : day), today);
  await allocateCredits(
    sql,
    taken.map(({ transactionId, amountMinor }) =>
      settling(account, invoiceId, transactionId, -amountMinor, on),
    ),
  );
  await spendCredits(sql, taken);
  await post(
    sql,
    account,
    taken.map(({ transactionId, amountMinor }) => ({
      type: 'DEBIT',
      amountMinor,
      category: 'Correction',
      description: `Write-off taken back: invoice ${number}`,
      invoiceId,
      reversesId: transactionId,
      date: on,
    })),
  );
  await insertWriteOffs(
    sql,
    account,
    invoiceId,
    taken.map((each) => ({ ...each, amountMinor: -each.amountMinor })),
    { on, reason },
  );
  return { on, amount: taken.reduce((sum, { amountMinor }) => sum + amountMinor, 0n) };
}

/** How much of what was written off of an invoice a note of a total would take back, in minor units. */
export async function owedAgainBy(
  sql: ScopedSql,
  invoiceId: string,
  total: bigint,
): Promise<bigint> {
  const most = total - (await dueOf(sql, invoiceId));
  const written = await writtenOffOf(sql, invoiceId);
  const all = written.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  if (most <= 0n) return 0n;
  return most < all ? most : all;
}

/** What a write-off settles, or (below zero) settles no more. */
export function settling(
  account: Account,
  invoiceId: string,
  transactionId: string,
  amount: bigint,
  date: string,
) {
  return {
    customerId: account.id,
    partnerId: account.partnerId,
    partnerPath: account.partnerPath,
    invoiceId,
    transactionId,
    paymentId: null,
    amount,
    madeBy: 'WRITE_OFF' as const,
    date,
  };
}
