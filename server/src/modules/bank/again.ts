import { enqueueTurn } from '../../platform/queue.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { waitingAccounts } from './again.store.ts';

/** Until what happens at once has happened. */
const SOON_MS = 1000;

/** What waits is paired again: what it may pay, or who paid it, is another by now. */
export async function pairAgain(
  sql: ScopedSql,
  all: readonly { customerId: string }[],
): Promise<void> {
  const customers = [...new Set(all.map(({ customerId }) => customerId))];
  for (const { accountId, partnerId } of await waitingAccounts(sql, customers))
    await enqueueTurn(
      sql,
      'bank:pair',
      { partnerId, accountId },
      { key: `bank:pair:${accountId}`, at: new Date(Date.now() + SOON_MS) },
    );
}
