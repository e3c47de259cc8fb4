import type { ScopedSql } from '../../tenancy/boundary.ts';
import { installationSends, messageChains, type MessageLink } from './messageSettings.store.ts';

export type Channel = 'EMAIL' | 'SMS';

/** What a message says of itself while nothing can carry it. */
export const HELD_WORDS = {
  EMAIL: 'No mail server is set. The message goes out as soon as one is.',
  SMS: 'No SMS gateway is set. The message goes out as soon as one is.',
} as const;

/** Whether something could carry a partner's messages of a channel. */
export function hasCarrier(
  channel: Channel,
  chain: readonly MessageLink[],
  installation: boolean,
): boolean {
  return channel === 'EMAIL'
    ? installation || chain.some((link) => link.values.mailServer)
    : chain.some((link) => link.values.smsGateway);
}

/** How a message is queued: to go, or held with words for want of something to carry it. */
export interface Start {
  status: 'QUEUED' | 'HELD';
  error: string | null;
}

export function startWith(
  channel: Channel,
  chain: readonly MessageLink[],
  installation: boolean,
): Start {
  return hasCarrier(channel, chain, installation)
    ? { status: 'QUEUED', error: null }
    : { status: 'HELD', error: HELD_WORDS[channel] };
}

/** How a message of a partner is queued now. */
export async function startOf(
  sql: ScopedSql,
  partnerId: string,
  channel: Channel = 'EMAIL',
): Promise<Start> {
  const chain = (await messageChains(sql, [partnerId])).get(partnerId) ?? [];
  return startWith(channel, chain, await installationSends(sql));
}
