import {
  MESSAGES,
  type MessageGroups,
  type MessageOverrides,
} from '@backhaul/domain/settings/messages';
import type { Context } from '../../kit/context.ts';
import { chainsOf, loadChain, type Home, type Link } from '../../kit/inheritance.store.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';

export const MESSAGES_HOME: Home<typeof MESSAGES.settings> = {
  family: MESSAGES,
  table: 'message_setting',
  inherited: 'inherited_messaging',
  entity: 'notification-settings',
  topic: 'message',
  secrets: true,
};

/** What one partner of a chain sets itself. secrets: sealed, by the group that they belong to. */
export interface MessageLink extends Link<MessageOverrides> {
  secrets: Partial<Record<keyof MessageGroups, string>>;
}

/** The chains of settings above and at each partner inside the scope, root first. */
export function messageChains(
  sql: ScopedSql,
  partnerIds: readonly string[],
): Promise<Map<string, MessageLink[]>> {
  return chainsOf<MessageLink>(sql, MESSAGES_HOME, partnerIds);
}

/** The same as a field of a GraphQL answer needs it: one statement per level. */
export function loadMessageChain(ctx: Context, partnerId: string): Promise<MessageLink[]> {
  return loadChain<MessageLink>(ctx, MESSAGES_HOME, partnerId);
}

/** A worker says whether the installation itself has a mail server. */
export async function sayInstallationSends(sql: ScopedSql, sends: boolean): Promise<void> {
  await sql.rows('select set_installation_sends_mail($1)', [sends]);
}

/** Whether it has one, as its workers last said. */
export async function installationSends(sql: ScopedSql): Promise<boolean> {
  return (await sql.row<{ sends: boolean }>('select installation_sends_mail() sends')).sends;
}

/** How many of some customers each partner has; of those inside the scope. */
export function customersByPartner(
  sql: ScopedSql,
  ids: readonly string[],
): Promise<{ partnerId: string; count: number }[]> {
  return sql.rows<{ partnerId: string; count: number }>(
    `select partner_id "partnerId", count(*)::int count
    from customer
    where id = any ($1::uuid[])
    group by partner_id`,
    [ids],
  );
}

/** The partners from a place on down with messages that are held for want of something to carry them. */
export async function partnersHolding(sql: ScopedSql, path: string): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `select distinct m.partner_id id
    from message m
    where m.partner_path >= $1 and m.partner_path < $1 || chr(1114111) and m.status = 'HELD'`,
    [path],
  );
  return rows.map(({ id }) => id);
}
