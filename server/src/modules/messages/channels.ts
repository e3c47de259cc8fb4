import { sendingTime } from '@backhaul/domain/messages/messageSchedule';
import { resolveMessages, type MessageValues } from '@backhaul/domain/settings/messages';
import { FINANCE_DEFAULTS, type FinanceValues } from '@backhaul/domain/settings/finance';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { loadFinance } from '../settings/index.ts';
import { type Route, zonesOf } from './announcements.store.ts';
import { type Channel, startWith } from './carrier.ts';
import { installationSends, messageChains } from './messageSettings.store.ts';

/** By which channels a partner wants a message to go, and after how many hours. */
export interface Wanted {
  channels: Channel[];
  delayHours: number;
}

/** How messages of partners go out that are queued now. */
export async function routesOf(
  sql: ScopedSql,
  partnerIds: readonly string[],
  wanted: (values: MessageValues, finance: FinanceValues) => Wanted,
): Promise<Route[]> {
  const finance = await loadFinance(sql, partnerIds);
  const chains = await messageChains(sql, partnerIds);
  const installation = await installationSends(sql);
  const zones = await zonesOf(sql, partnerIds);
  return zones.flatMap(({ id, timeZone, now }) => {
    const money = finance.get(id) ?? FINANCE_DEFAULTS;
    if (!money.sendBillingNotifications) return [];
    const chain = chains.get(id) ?? [];
    const values = resolveMessages(chain.map((link) => link.values));
    const { channels, delayHours } = wanted(values, money);
    return channels.map((channel): Route => ({
      partnerId: id,
      channel,
      sendAfter: sendingTime(now, delayHours, values, timeZone),
      ...startWith(channel, chain, installation),
    }));
  });
}

/** The channels that are wanted, the mail first. */
export function channelsOf(email: boolean, sms: boolean): Channel[] {
  return [...(email ? ['EMAIL' as const] : []), ...(sms ? ['SMS' as const] : [])];
}
