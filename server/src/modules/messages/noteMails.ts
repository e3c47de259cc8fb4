import type { App } from '../../kit/app.ts';
import { enqueue, type TaskPayloads } from '../../platform/queue.ts';
import { announce } from '../../platform/signals.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { NOBODY } from '../../tenancy/scope.ts';
import { rootPartner } from '../partners/index.ts';
import { startOf } from './carrier.ts';
import { insertNoteMails, notedOf, ownersOfUsers } from './noteMails.store.ts';
import { ownerOfCustomer } from './recipients.store.ts';
import { wakePartners } from './wake.ts';

/** Has those told whom a note mentions. By a job, for their mails go out in the name of their own partners. */
export async function tellMentioned(
  sql: ScopedSql,
  notes: readonly Happenings['noteMentions'][],
): Promise<void> {
  for (const { noteId, customerId, userIds } of notes) {
    const owner = await ownerOfCustomer(sql, customerId);
    if (owner)
      await enqueue(sql, 'note:tell', {
        noteId,
        partnerId: owner.partnerId,
        userIds: [...userIds],
      });
  }
}

/** Queues a mail to each of them; for the same note once. */
export async function queueNoteMails(
  app: App,
  { noteId, userIds }: TaskPayloads['note:tell'],
): Promise<void> {
  const root = await app.boundary.inSql(NOBODY, rootPartner);
  const scope = root && (await app.boundary.jobScope(root));
  if (!scope) return;
  await app.boundary.inSql(scope, async (sql) => {
    const note = await notedOf(sql, noteId);
    if (!note) return;
    const { by, about, text, customerId } = note;
    const said = {
      noteBy: by,
      noteAbout: about,
      noteText: text,
      noteLink: `${app.publicUrl()}/admin/customers/${customerId}/show?tab=notes`,
    };
    for (const owner of await ownersOfUsers(sql, userIds)) {
      const start = await startOf(sql, owner.partnerId);
      if (!(await insertNoteMails(sql, owner, userIds, { noteId, said, by }, start))) continue;
      await announce(sql, { topic: 'message', path: owner.partnerPath });
      await wakePartners(sql, [owner.partnerId]);
    }
  });
}
