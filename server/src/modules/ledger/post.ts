import type { ScopedSql } from '../../tenancy/boundary.ts';
import { accountHolds } from '@backhaul/domain/money/limits';
import { conflict } from '../../platform/refusal.ts';
import { setBalance, type Account } from './account.store.ts';
import { insertCredits, insertEntries, type Posting, type Recorder } from './entries.store.ts';

/** Who an entry was made by, as the ledger shows it. */
export function recordedBy(sql: ScopedSql): Recorder {
  const { kind, name } = sql.scope.actor;
  return { kind: kind === 'API' ? 'API' : kind === 'SYSTEM' ? 'SYSTEM' : 'USER', name };
}

/**
 * Writes entries to a locked account and moves its balance by exactly their sum: the only way a balance moves, beside
 * billing's own for many accounts at once. The same statements for one entry and for hundreds. Returns the entries'
 * ids in order, and updates account.balanceMinor. Refuses with CONFLICT TOO_MUCH more than an account may hold.
 */
export async function post(
  sql: ScopedSql,
  account: Account,
  postings: readonly Posting[],
): Promise<string[]> {
  const before = account.balanceMinor;
  const entries = postings.map((posting) => {
    account.balanceMinor += posting.type === 'CREDIT' ? posting.amountMinor : -posting.amountMinor;
    return { ...posting, balanceAfterMinor: account.balanceMinor };
  });
  if (!accountHolds(before, account.balanceMinor))
    throw conflict('TOO_MUCH', 'The account would stand at more than it can hold.');
  const ids = await insertEntries(sql, account, entries, recordedBy(sql));
  const credits = postings
    .map((posting, i) => ({ id: ids[i], posting }))
    .filter(({ posting: { type, settles, amountMinor } }) => {
      return type === 'CREDIT' && settles && amountMinor > 0n;
    });
  if (credits.length > 0) await insertCredits(sql, account, credits);
  await setBalance(sql, account);
  return ids;
}
