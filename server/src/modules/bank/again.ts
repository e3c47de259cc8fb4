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
    await pairSoon(sql, { id: accountId, partnerId });
}

/** All that waits on an account is paired again, once, however often it is asked for. */
export async function pairSoon(
  sql: ScopedSql,
  { id: accountId, partnerId }: { id: string; partnerId: string },
): Promise<void> {
  await enqueueTurn(
    sql,
    'bank:pair',
    { partnerId, accountId },
    { key: `bank:pair:${accountId}`, at: new Date(Date.now() + SOON_MS) },
  );
}
