import type { GatewayKind } from '@backhaul/domain/settlement/gatewayKind';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { inheritingBelow, passedDown, type PassedDown } from './accounts.store.ts';

// Through which accounts customers pay online: a change of it is told, also to partners that have
// none of their own.

/** A provider in the middle of a sentence. */
export const PROVIDERS: Record<GatewayKind, string> = {
  SANDBOX: 'the sandbox (simulated)',
  STRIPE: 'Stripe',
  PAYPAL: 'PayPal',
};

const OF = 'payments online';

/** Does what changes a partner's own accounts, and says of which partners below customers pay through others now. */
export async function sayingPassedDown<T>(
  sql: ScopedSql,
  partner: { id: string; path: string },
  change: () => Promise<T>,
): Promise<T> {
  const before = await passedDown(sql, partner.id);
  const done = await change();
  const now = await passedDown(sql, partner.id);
  if (!same(before, now))
    await sayRedirected(sql, await inheritingBelow(sql, partner.path, false), now);
  return done;
}

/** A partner that was moved takes other accounts from above, unless it has its own. */
export async function tellMovedGateways(
  sql: ScopedSql,
  moved: readonly Happenings['partnerMoved'][],
): Promise<void> {
  for (const { path, from, to } of moved) {
    const now = await passedDown(sql, to);
    if (!same(await passedDown(sql, from), now))
      await sayRedirected(sql, await inheritingBelow(sql, path, true), now);
  }
}

function through(accounts: readonly PassedDown[]): string {
  return accounts.map(({ kind, mode }) => `${PROVIDERS[kind]}, ${mode}`).join(' or ');
}

/**
 * What customers of a partner that takes its accounts from above pay online through, before and after a move from below
 * one partner to below another; null where that is the same, or it has accounts of its own.
 */
export async function onlineMoved(
  sql: ScopedSql,
  { id, path, from, to }: { id: string; path: string; from: string; to: string },
): Promise<{ before: string | null; after: string | null } | null> {
  const [was, is] = [await passedDown(sql, from), await passedDown(sql, to)];
  if (same(was, is) || !(await inheritingBelow(sql, path, true)).includes(id)) return null;
  const said = (accounts: readonly PassedDown[]) =>
    accounts.length ? `${through(accounts)}, account ${accounts[0].id}` : null;
  return { before: said(was), after: said(is) };
}

function same(some: readonly PassedDown[], others: readonly PassedDown[]): boolean {
  return JSON.stringify(some) === JSON.stringify(others);
}

async function sayRedirected(
  sql: ScopedSql,
  partnerIds: readonly string[],
  now: readonly PassedDown[],
): Promise<void> {
  if (!partnerIds.length) return;
  sql.happened('moneyPathChanged', {
    partnerIds,
    of: OF,
    what: now.length
      ? `The account that is taken from above is another one: customers now pay online through ${through(now)}.`
      : 'No account is taken from above any more: customers cannot pay online now.',
  });
}
