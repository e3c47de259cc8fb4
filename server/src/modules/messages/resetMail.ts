import { v7 as uuid } from 'uuid';
import { announce } from '../../platform/signals.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { wakePartners } from './wake.ts';
import {
  HELD_WORDS,
  hasCarrier,
  installationSends,
  messageChains,
} from './messageSettings.store.ts';

/** Queues a mail with a link to set a password with, at once and before everything else; returns the message's id. */
export async function queueResetMail(
  sql: ScopedSql,
  to: { kind: 'USER' | 'CUSTOMER'; id: string },
  kind: 'RESET_MAIL' | 'WELCOME_MAIL',
): Promise<string> {
  const [table, column] =
    to.kind === 'USER' ? ['app_user', 'user_id'] : ['customer', 'customer_id'];
  const owner = await sql.row<{ partner_id: string; partner_path: string }>(
    `select partner_id, partner_path from ${table} where id = $1`,
    [to.id],
  );
  const chain = (await messageChains(sql, [owner.partner_id])).get(owner.partner_id) ?? [];
  const carried = hasCarrier('EMAIL', chain, await installationSends(sql));
  const resetId = uuid();
  // the token is made when the mail goes out; until then the link cannot be used
  await sql.rows(
    `insert into password_reset (id, partner_id, partner_path, ${column}, expires_at)
    values ($1, $2, $3, $4, now() + interval '7 days')`,
    [resetId, owner.partner_id, owner.partner_path, to.id],
  );
  const { id } = await sql.row<{ id: string }>(
    `insert into message (partner_id, partner_path, channel, kind, cause,
      ${column}, reset_id,
      priority, at_once, status, error, send_after, recorded_by)
    values ($1, $2, 'EMAIL', $3, 'reset:' || $4::uuid,
      $5, $4::uuid,
      0, true, $6, $7, now(), $8)
    returning id`,
    [
      owner.partner_id,
      owner.partner_path,
      kind,
      resetId,
      to.id,
      carried ? 'QUEUED' : 'HELD',
      carried ? null : HELD_WORDS.EMAIL,
      sql.scope.actor.name,
    ],
  );
  await announce(sql, { topic: 'message', path: owner.partner_path, id });
  await wakePartners(sql, [owner.partner_id], 'messages:urgent');
  return id;
}

/** Queues the links that were asked for. */
export async function sendLinks(
  sql: ScopedSql,
  forgotten: readonly Happenings['passwordForgotten'][],
): Promise<void> {
  for (const account of forgotten) await queueResetMail(sql, account, 'RESET_MAIL');
}
