import { announce } from '../../platform/signals.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { startOf } from './carrier.ts';
import { insertStaffMails } from './runNotice.store.ts';
import { wakePartners } from './wake.ts';

const ADMINISTRATORS = ['ADMINISTRATOR', 'SUPER_ADMINISTRATOR'];

/** Has the administrators of a partner told that its books are not in order: once a day. */
export async function tellOfBooks(
  sql: ScopedSql,
  { partnerId, path }: { partnerId: string; path: string },
  { day, said }: { day: string; said: Record<string, string> },
): Promise<void> {
  const mail = { kind: 'BOOKS_MAIL', cause: `books:${day}`, said } as const;
  const owner = { partnerId, partnerPath: path };
  const start = await startOf(sql, partnerId);
  if (!(await insertStaffMails(sql, owner, ADMINISTRATORS, mail, start))) return;
  await announce(sql, { topic: 'message', path });
  await wakePartners(sql, [partnerId]);
}
