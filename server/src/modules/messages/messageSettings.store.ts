import type { MessageGroups, MessageOverrides } from '@backhaul/domain/settings/messageSettings';
import type { Context } from '../../kit/context.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Provenance } from '../settings/settings.store.ts';

/** What one partner of a chain sets itself. secrets: sealed, by the group that they belong to. */
export interface MessageLink {
  partnerId: string;
  originId: string;
  originName: string;
  originPath: string;
  values: MessageOverrides;
  provenance: Provenance;
  secrets: Partial<Record<keyof MessageGroups, string>>;
}

const LINKS = `select partner_id::text "partnerId",
    origin_id::text "originId", origin_name "originName", origin_path "originPath",
    "values", provenance, secrets
  from inherited_messaging($1::uuid[])
  order by partner_id, length(origin_path)`;

/** The chains of settings above and at each partner inside the scope, root first. */
export async function messageChains(
  sql: ScopedSql,
  partnerIds: readonly string[],
): Promise<Map<string, MessageLink[]>> {
  const chains = new Map<string, MessageLink[]>(partnerIds.map((id) => [id, []]));
  for (const link of await sql.rows<MessageLink>(LINKS, [[...chains.keys()]]))
    chains.get(link.partnerId)?.push(link);
  return chains;
}

/** The same as a field of a GraphQL answer needs it: one statement per level. */
export function loadMessageChain(ctx: Context, partnerId: string): Promise<MessageLink[]> {
  return ctx.loadMany(
    'messageChain',
    partnerId,
    (tx, ids) => tx.$queryRawUnsafe<MessageLink[]>(LINKS, ids),
    (link) => link.partnerId,
  );
}

/** Whether the installation itself has a mail server, as its workers last said. */
export async function installationSends(sql: ScopedSql): Promise<boolean> {
  return (await sql.row<{ sends: boolean }>('select installation_sends_mail() sends')).sends;
}

/** Whether something could carry a partner's messages of a channel. */
export function hasCarrier(
  channel: 'EMAIL' | 'SMS',
  chain: readonly MessageLink[],
  installation: boolean,
): boolean {
  return channel === 'EMAIL'
    ? installation || chain.some((link) => link.values.mailServer)
    : chain.some((link) => link.values.smsGateway);
}

/** What a message says of itself while nothing can carry it. */
export const HELD_WORDS = {
  EMAIL: 'No mail server is set. The message goes out as soon as one is.',
  SMS: 'No SMS gateway is set. The message goes out as soon as one is.',
} as const;
