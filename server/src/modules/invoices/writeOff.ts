import { must } from '../../platform/must.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { type Account, allocateCredits, post, spendCredits } from '../ledger/index.ts';
import { numberOf } from './documents.store.ts';
import { insertWriteOffs, writtenOffOf } from './writeOff.store.ts';

/**
 * What was written off of an invoice is owed again, by new entries, `most` of it at most: before the invoice itself is
 * taken back, wholly or by a note, so that nobody is credited what it never paid. Its customer is locked.
 */
export async function takeBackWriteOffs(
  sql: ScopedSql,
  account: Account,
  invoiceId: string,
  { on, reason, most }: { on: string; reason: string; most?: bigint },
): Promise<void> {
  const written = await writtenOffOf(sql, invoiceId);
  if (!written.length) return;
  const number = must(await numberOf(sql, invoiceId));
  let left = most ?? written.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const taken = written.flatMap(({ transactionId, amountMinor }) => {
    const part = amountMinor < left ? amountMinor : left;
    left -= part;
    return part > 0n ? [{ transactionId, amountMinor: part }] : [];
  });
  if (!taken.length) return;
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
