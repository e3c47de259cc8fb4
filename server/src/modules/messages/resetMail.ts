import { v7 as uuid } from 'uuid';
import { announce } from '../../platform/signals.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { startOf } from './carrier.ts';
import { type AccountRef, insertLink, insertLinkMail, ownerOf } from './security.store.ts';
import { wakePartners } from './wake.ts';

/** Queues a mail with a link to set a password with, at once and before everything else; returns the message's id. */
export async function queueResetMail(
  sql: ScopedSql,
  account: AccountRef,
  kind: 'RESET_MAIL' | 'WELCOME_MAIL',
): Promise<string> {
  const owner = await ownerOf(sql, account);
  const start = await startOf(sql, owner.partnerId);
  const resetId = uuid();
  // the token is made when the mail goes out; until then the link cannot be used
  await insertLink(sql, resetId, account, owner);
  const id = await insertLinkMail(sql, resetId, account, owner, kind, start);
  await announce(sql, { topic: 'message', path: owner.partnerPath, id });
  await wakePartners(sql, [owner.partnerId], 'messages:urgent');
  return id;
}

/** Queues the links that were asked for. */
export async function sendLinks(
  sql: ScopedSql,
  forgotten: readonly Happenings['passwordForgotten'][],
): Promise<void> {
  for (const account of forgotten) await queueResetMail(sql, account, 'RESET_MAIL');
}
