import { exactMinor } from '@backhaul/domain/bank/amounts';
import type { BankEntry } from '@backhaul/domain/bank/entry';
import { currencyDigits } from '@backhaul/domain/money/money';
import { must } from '../../platform/must.ts';
import { conflict, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { rowOf } from './entryRows.ts';
import { insertEntries } from './addEntries.store.ts';
import { accountById, fileToRead } from './files.store.ts';
import { entryToPair } from './pairing.store.ts';
import { pairThese } from './pairing.task.ts';
import { lockSkipped, markDistinct, markTakenIn, nextPosition } from './takeIn.store.ts';
import { lockEntry } from './transactions.store.ts';

/**
 * Takes in a possible duplicate, or an entry that was skipped, as one of its own; returns its id. Refuses NOT_FOUND,
 * CONFLICT NOT_WAITING for an entry that is no possible duplicate, TAKEN_IN for a skipped one that was taken in.
 */
export async function takeInEntry(sql: ScopedSql, id: string): Promise<string> {
  const entry = await lockEntry(sql, id);
  if (!entry) return takeInSkipped(sql, id);
  if (entry.status !== 'POSSIBLE_DUPLICATE')
    throw conflict('NOT_WAITING', 'This entry is no possible duplicate.');
  await markDistinct(sql, id);
  await taken(sql, entry.accountId, id);
  return id;
}

async function takeInSkipped(sql: ScopedSql, id: string): Promise<string> {
  const skipped = await lockSkipped(sql, id);
  if (!skipped) throw notFound();
  if (skipped.takenInAs) throw conflict('TAKEN_IN', 'This entry was taken in already.');
  const account = must(await accountById(sql, skipped.accountId));
  const file = must(await fileToRead(sql, skipped.fileId));
  const digits = currencyDigits(account.currency);
  const entry = skipped.entry as BankEntry;
  const position = await nextPosition(sql, skipped.statementId);
  const minor = must(exactMinor(entry.amount, digits));
  const [added] = await insertEntries(
    sql,
    { file, member: skipped.member, statement: { id: skipped.statementId, account, digits } },
    [rowOf({ entry, minor, position }, digits, null)],
  );
  await markTakenIn(sql, id, added);
  await taken(sql, account.id, added);
  return added;
}

async function taken(sql: ScopedSql, accountId: string, id: string): Promise<void> {
  const account = must(await accountById(sql, accountId));
  const entry = must(await lockEntry(sql, id));
  if (entry.status === 'UNMATCHED') await pairThese(sql, account, [await entryToPair(sql, id)]);
  await audit(sql, {
    action: 'take-in',
    entity: 'bank-transaction',
    entityId: id,
    partner: { id: account.partnerId, path: account.partnerPath },
  });
  await announce(sql, { topic: 'finance', path: account.partnerPath });
}
