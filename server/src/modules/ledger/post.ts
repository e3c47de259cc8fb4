import type { ScopedSql } from '../../tenancy/boundary.ts';
import { setBalance, type Account } from './account.store.ts';
import { insertCredit, insertEntry, type Posting, type Recorder } from './entries.store.ts';

/** Who an entry was made by, as the ledger shows it. */
export function recordedBy(sql: ScopedSql): Recorder {
  const { kind, name } = sql.scope.actor;
  return { kind: kind === 'API' ? 'API' : kind === 'SYSTEM' ? 'SYSTEM' : 'USER', name };
}

/**
 * Writes entries to a locked account and moves its balance by exactly their sum: the only way a balance moves, beside
 * billing's own for many accounts at once. Returns the entries' ids in order, and updates account.balanceMinor.
 */
export async function post(
  sql: ScopedSql,
  account: Account,
  postings: readonly Posting[],
): Promise<string[]> {
  const by = recordedBy(sql);
  const ids: string[] = [];
  for (const p of postings) {
    account.balanceMinor += p.type === 'CREDIT' ? p.amountMinor : -p.amountMinor;
    const id = await insertEntry(sql, account, p, by);
    ids.push(id);
    if (p.type === 'CREDIT' && p.settles && p.amountMinor > 0n)
      await insertCredit(sql, account, p, id);
  }
  await setBalance(sql, account);
  return ids;
}
