import { sendingTime } from '@backhaul/domain/messages/messageSchedule';
import { resolveMessages, type MessageValues } from '@backhaul/domain/settings/messages';
import { FINANCE_DEFAULTS } from '@backhaul/domain/settings/finance';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { loadFinance } from '../settings/index.ts';
import {
  HELD_WORDS,
  hasCarrier,
  installationSends,
  messageChains,
} from './messageSettings.store.ts';

type Channel = 'EMAIL' | 'SMS';
/** How one partner's messages of one channel are queued. */
interface Route {
  partner_id: string;
  channel: Channel;
  send_after: Date;
  status: 'QUEUED' | 'HELD';
  error: string | null;
}

/** How messages of partners go out that are queued now: `wanted` says by which channels and after how many hours. */
export async function routesOf(
  sql: ScopedSql,
  partnerIds: readonly string[],
  wanted: (values: MessageValues) => { channels: Channel[]; delayHours: number },
): Promise<Route[]> {
  const finance = await loadFinance(sql, partnerIds);
  const chains = await messageChains(sql, partnerIds);
  const installation = await installationSends(sql);
  const zones = await sql.rows<{ id: string; zone: string; now: Date }>(
    'select id, time_zone zone, now() from partner where id = any($1)',
    [partnerIds],
  );
  return zones.flatMap(({ id, zone, now }) => {
    if (!(finance.get(id) ?? FINANCE_DEFAULTS).sendBillingNotifications) return [];
    const chain = chains.get(id) ?? [];
    const values = resolveMessages(chain.map((link) => link.values));
    const { channels, delayHours } = wanted(values);
    return channels.map((channel): Route => {
      const carried = hasCarrier(channel, chain, installation);
      return {
        partner_id: id,
        channel,
        send_after: sendingTime(now, delayHours, values, zone),
        status: carried ? 'QUEUED' : 'HELD',
        error: carried ? null : HELD_WORDS[channel],
      };
    });
  });
}

/** The channels that are wanted, the mail first. */
export function channelsOf(email: boolean, sms: boolean): Channel[] {
  return [...(email ? ['EMAIL' as const] : []), ...(sms ? ['SMS' as const] : [])];
}
