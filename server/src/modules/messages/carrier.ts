import { notFound } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import {
  customersByPartner,
  installationSends,
  messageChains,
  type MessageLink,
} from './messageSettings.store.ts';

export type Channel = 'EMAIL' | 'SMS';

/** What a message says of itself while nothing can carry it; also said of many. */
export const HELD_WORDS = {
  EMAIL: 'No mail server is set. What is held goes out as soon as one is.',
  SMS: 'No SMS gateway is set. What is held goes out as soon as one is.',
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

/** Of mails to some customers: how many would be held now. Refuses NOT_FOUND when one of them is outside the scope. */
export async function heldMails(sql: ScopedSql, customerIds: readonly string[]): Promise<number> {
  const counted = await customersByPartner(sql, customerIds);
  if (counted.reduce((sum, { count }) => sum + count, 0) !== new Set(customerIds).size)
    throw notFound();
  const chains = await messageChains(
    sql,
    counted.map(({ partnerId }) => partnerId),
  );
  const installation = await installationSends(sql);
  return counted
    .filter(({ partnerId }) => !hasCarrier('EMAIL', chains.get(partnerId) ?? [], installation))
    .reduce((sum, { count }) => sum + count, 0);
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
