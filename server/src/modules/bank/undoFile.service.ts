import type { BankEntry } from '@backhaul/domain/bank/entry';
import { exactMinor } from '@backhaul/domain/bank/amounts';
import { BLANK_ENTRY } from '@backhaul/domain/bank/entry';
import { currencyDigits } from '@backhaul/domain/money/money';
import { groupBy } from '../../kit/groupBy.ts';
import type { Clock } from '../../platform/clock.ts';
import { must } from '../../platform/must.ts';
import { conflict, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { insertEntries } from './addEntries.store.ts';
import { pairSoon } from './again.ts';
import { rowOf } from './entryRows.ts';
import { accountById } from './files.store.ts';
import { reasonGiven, takeBack } from './undo.service.ts';
import {
  fileToUndo,
  lastPositions,
  lockedEntriesOf,
  markUndone,
  skippedElsewhere,
  standInstead,
  withdraw,
  type SkippedElsewhere,
} from './undo.store.ts';

/** So many entries take the place of others by one round of statements. */
const AT_ONCE = 1000;

/**
 * Takes back a whole file: what was posted of it is reversed, its entries are withdrawn, and the file can come again.
 * What another file skipped as known by it stands in its place. All or nothing. Refuses NOT_FOUND, a missing
 * reason, CONFLICT NOT_DONE, and what undoing an entry refuses.
 */
export async function undoFile(
  sql: ScopedSql,
  id: string,
  reason: string,
  today: Clock['today'],
): Promise<void> {
  const why = reasonGiven(reason);
  const file = await fileToUndo(sql, id);
  if (!file) throw notFound();
  if (file.status !== 'DONE')
    throw conflict(
      'NOT_DONE',
      file.status === 'UNDONE'
        ? 'This file was taken back already.'
        : 'This file is not there to be taken back.',
    );
  for (const entry of await lockedEntriesOf(sql, id)) await takeBack(sql, entry, why, today);
  await keepSkipped(sql, id);
  await withdraw(sql, id);
  await markUndone(sql, id);
  await audit(sql, {
    action: 'undo',
    entity: 'bank-file',
    entityId: id,
    before: { status: 'DONE' },
    after: { status: 'UNDONE', reason: why },
    partner: { id: file.partnerId, path: file.partnerPath },
  });
  await announce(sql, { topic: 'finance', path: file.partnerPath });
}

/** What another file skipped, since this one had it, is an entry of that one now, and paired as any that comes. */
async function keepSkipped(sql: ScopedSql, fileId: string): Promise<void> {
  const accounts = new Set<string>();
  for (let after: string | null = null; ;) {
    const skipped: SkippedElsewhere[] = await skippedElsewhere(sql, fileId, after, AT_ONCE);
    for (const group of groupBy(skipped, (each) => `${each.statementId} ${each.member}`).values()) {
      await standBy(sql, group);
      accounts.add(group[0].accountId);
    }
    if (skipped.length < AT_ONCE) break;
    after = skipped[skipped.length - 1].sameAs;
  }
  for (const id of accounts) await pairSoon(sql, must(await accountById(sql, id)));
}

/** Entries that one statement skipped. */
async function standBy(sql: ScopedSql, group: readonly SkippedElsewhere[]): Promise<void> {
  const [{ accountId, statementId, fileId, member }] = group;
  const account = must(await accountById(sql, accountId));
  const digits = currencyDigits(account.currency);
  const last = (await lastPositions(sql, [statementId])).get(statementId) ?? 0;
  const rows = group.map(({ entry: kept }, i) => {
    const entry = { ...BLANK_ENTRY, ...(kept as BankEntry) };
    const minor = must(exactMinor(entry.amount, digits));
    return rowOf({ entry, minor, position: last + 1 + i }, digits, null);
  });
  const into = { file: { id: fileId }, member, statement: { id: statementId, account, digits } };
  const added = await insertEntries(sql, into, rows);
  await standInstead(
    sql,
    group.map(({ id, sameAs }, i) => ({ skippedId: id, sameAs, id: added[i], fileId })),
  );
}
