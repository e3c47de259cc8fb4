import { announce } from '../../platform/signals.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { startOf } from './carrier.ts';
import { insertAdministratorMails } from './security.store.ts';
import { wakePartners } from './wake.ts';

/**
 * Has every administrator of a partner told, at once and before everything else, that something
 * changed by which money could go elsewhere: what, when, by whom. Where a partner has none of its
 * own, nobody is told.
 */
export async function tellAdministrators(
  sql: ScopedSql,
  changes: readonly Happenings['moneyPathChanged'][],
): Promise<void> {
  for (const change of changes) await tellOf(sql, change);
}

async function tellOf(
  sql: ScopedSql,
  { partner, of, what }: Happenings['moneyPathChanged'],
): Promise<void> {
  const said = {
    change: what,
    changeOf: of,
    changedBy: sql.scope.actor.name,
    changedAt: new Intl.DateTimeFormat('en-GB', {
      dateStyle: 'medium',
      timeStyle: 'long',
      timeZone: partner.timeZone,
    }).format(new Date()),
  };
  const start = await startOf(sql, partner.id);
  if (!(await insertAdministratorMails(sql, partner, said, start))) return;
  await announce(sql, { topic: 'message', path: partner.path });
  await wakePartners(sql, [partner.id], 'messages:urgent');
}
