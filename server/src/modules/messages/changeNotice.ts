import { announce } from '../../platform/signals.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import {
  HELD_WORDS,
  hasCarrier,
  installationSends,
  messageChains,
} from './messageSettings.store.ts';
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
  const carried = hasCarrier(
    'EMAIL',
    (await messageChains(sql, [partner.id])).get(partner.id) ?? [],
    await installationSends(sql),
  );
  const queued = await sql.rows(
    `insert into message (partner_id, partner_path, channel, kind, cause,
      user_id, said,
      priority, at_once, status, error, send_after, recorded_by)
    select $1, $2, 'EMAIL', 'SECURITY_MAIL', 'change:' || new_id(),
      u.id, $3::jsonb,
      0, true, $4, $5, now(), $6
    from app_user u
    where u.partner_id = $1 and u.active
      and u.role in ('ADMINISTRATOR', 'SUPER_ADMINISTRATOR')
    returning 1`,
    [
      partner.id,
      partner.path,
      JSON.stringify(said),
      carried ? 'QUEUED' : 'HELD',
      carried ? null : HELD_WORDS.EMAIL,
      sql.scope.actor.name,
    ],
  );
  if (!queued.length) return;
  await announce(sql, { topic: 'message', path: partner.path });
  await wakePartners(sql, [partner.id], 'messages:urgent');
}
