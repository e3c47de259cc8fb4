import { v7 as uuid } from 'uuid';
import type { App } from '../../kit/app.ts';
import { enqueue, type TaskPayloads } from '../../platform/queue.ts';
import { announce } from '../../platform/signals.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { NOBODY } from '../../tenancy/scope.ts';
import { rootPartner } from '../partners/index.ts';
import { startOf } from './carrier.ts';
import { insertAdministratorMails, toldOf } from './security.store.ts';
import { wakePartners } from './wake.ts';

/**
 * Has every administrator of these partners told, at once and before everything else, that
 * something changed by which money could go elsewhere: what, when, by whom. By a job: who has no
 * administrator is told of to the nearest partner above, which whoever made the change may not see.
 */
export async function tellAdministrators(
  sql: ScopedSql,
  changes: readonly Happenings['moneyPathChanged'][],
): Promise<void> {
  const by = sql.scope.actor.name;
  const at = new Date().toISOString();
  for (const { partnerIds, of, what } of changes)
    await enqueue(sql, 'money-path:tell', {
      id: uuid(),
      partnerIds: [...partnerIds],
      of,
      what,
      by,
      at,
    });
}

/** Names enough to know which ones are meant. */
const NAMES_MAX = 5;

/** Queues those mails; twice is once. */
export async function queueChangeNotices(
  app: App,
  { id, partnerIds, of, what, by, at }: TaskPayloads['money-path:tell'],
): Promise<void> {
  const root = await app.boundary.inSql(NOBODY, rootPartner);
  const scope = root && (await app.boundary.jobScope(root));
  if (!scope) return;
  await app.boundary.inSql(scope, async (sql) => {
    for (const told of await toldOf(sql, partnerIds)) {
      const { partnerId, partnerPath, timeZone, own, others } = told;
      const said = {
        change: own ? what : `${whose(others)}: ${what}`,
        changeOf: of,
        changedBy: by,
        changedAt: new Intl.DateTimeFormat('en-GB', {
          dateStyle: 'medium',
          timeStyle: 'long',
          timeZone,
        }).format(new Date(at)),
      };
      const start = await startOf(sql, partnerId);
      await insertAdministratorMails(sql, { partnerId, partnerPath }, { id, said, by }, start);
      await announce(sql, { topic: 'message', path: partnerPath });
      await wakePartners(sql, [partnerId], 'messages:urgent');
    }
  });
}

/** Of partners below, who have nobody that could be told. */
function whose(names: readonly string[]): string {
  const more = names.length - NAMES_MAX;
  const shown = names.slice(0, NAMES_MAX).join(', ');
  return `For ${shown}${more > 0 ? ` and ${more} more` : ''} (no administrator of their own)`;
}
