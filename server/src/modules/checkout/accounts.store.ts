import { GATEWAY_KINDS, type GatewayKind } from '@backhaul/domain/settlement/gatewayKind';
import type { App } from '../../kit/app.ts';
import type { Context } from '../../kit/context.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { existingKinds, type GatewayAccess, type GatewayAccount } from './accounts.ts';

const IN_LINE = `select
  partner_id "partnerId", id, origin_id "originId", origin_name "originName",
  kind, mode, enabled, shared_below "sharedBelow", methods,
  trim_scale(fee_percent)::text "feePercent", fee_fixed_minor "feeFixedMinor", secrets
from gateways_in_line`;

/** No money moves for what is only tested: at a test partner there is the sandbox alone. */
const REAL_MONEY = `where kind = 'SANDBOX'
  or not exists (select 1 from partner p where p.id = partner_id and is_test(p.path))`;

/** The accounts that count for a partner, in the order of offer, switched on or not. */
export function gatewaysOf(app: App, sql: ScopedSql, partnerId: string): Promise<GatewayAccount[]> {
  return sql.rows<GatewayAccount>(`${IN_LINE}(array[$1::uuid], $2::text[]) ${REAL_MONEY}`, [
    partnerId,
    existingKinds(app.config),
  ]);
}

/** The same as a field of a GraphQL answer needs it: one statement per level. */
export function loadGateways(ctx: Context, partnerId: string): Promise<GatewayAccount[]> {
  return ctx.loadMany(
    'gateways',
    partnerId,
    (tx, ids) =>
      tx.$queryRawUnsafe<GatewayAccount[]>(
        `${IN_LINE}($1::uuid[], $2::text[]) ${REAL_MONEY}`,
        ids,
        existingKinds(ctx.app.config),
      ),
    (account) => account.partnerId,
  );
}

/** An account by its id, whoever's it is: for a webhook, which is believed only with that account's signature. */
export async function gatewayById(
  app: App,
  sql: ScopedSql,
  id: string,
): Promise<GatewayAccess | null> {
  const [account] = await sql.rows<GatewayAccess>(
    'select id, kind, mode, secrets from gateway_account_of($1)',
    [id],
  );
  return account && existingKinds(app.config).includes(account.kind) ? account : null;
}

/** An account that partners without one of their own use. */
export interface PassedDown {
  id: string;
  kind: GatewayKind;
  mode: string;
  methods: string[];
}

/** What partners right below a partner use where they have no account of their own, switched on. */
export function passedDown(sql: ScopedSql, partnerId: string): Promise<PassedDown[]> {
  return sql.rows<PassedDown>(
    `select id, kind, mode, methods
    from gateways_in_line(array[$1::uuid], $2::text[])
    where enabled and shared_below
    order by id`,
    [partnerId, GATEWAY_KINDS],
  );
}

/**
 * The partners below a place of the tree that use what comes from there: they have no account, nor
 * has any on the way. itself: the one at that place counts among them.
 */
export async function inheritingBelow(
  sql: ScopedSql,
  path: string,
  itself: boolean,
): Promise<string[]> {
  const partners = await sql.rows<{ id: string }>(
    `select p.id
    from partner p
    where p.path >= $1 and p.path < $1 || chr(1114111) and ($2 or p.path <> $1)
      and not exists (
        select 1 from gateway_account g
        where starts_with(p.path, g.partner_path) and starts_with(g.partner_path, $1)
          and ($2 or g.partner_path <> $1)
      )
    order by p.path`,
    [path, itself],
  );
  return partners.map(({ id }) => id);
}

/** What a partner decides of an account of its own. */
export interface AccountSettings {
  enabled: boolean;
  sharedBelow: boolean;
  methods: string[];
  feePercent: string;
  feeFixedMinor: bigint;
}

/** Locks a partner, whose accounts change one after the other; null outside the scope. */
export async function lockPartner(sql: ScopedSql, id: string): Promise<{ path: string } | null> {
  const [partner] = await sql.rows<{ path: string }>(
    'select path from partner where id = $1 for no key update',
    [id],
  );
  return partner ?? null;
}

/** The currency of a partner; null outside the scope. */
export async function currencyOfPartner(sql: ScopedSql, id: string): Promise<string | null> {
  const [partner] = await sql.rows<{ currency: string }>(
    'select currency from partner where id = $1',
    [id],
  );
  return partner?.currency ?? null;
}

/** A partner's own account of a kind and mode; null without one. */
export async function ownAccount(
  sql: ScopedSql,
  partnerId: string,
  kind: GatewayAccess['kind'],
  mode: GatewayAccess['mode'],
): Promise<(AccountSettings & { id: string; secrets: string | null }) | null> {
  const [account] = await sql.rows<AccountSettings & { id: string; secrets: string | null }>(
    `select id, enabled, shared_below "sharedBelow", methods, secrets,
      trim_scale(fee_percent)::text "feePercent", fee_fixed_minor "feeFixedMinor"
    from gateway_account
    where partner_id = $1 and kind = $2 and mode = $3`,
    [partnerId, kind, mode],
  );
  return account ?? null;
}

/** Writes a partner's own account; one that is there already keeps its id. */
export async function saveAccount(
  sql: ScopedSql,
  partner: { id: string; path: string },
  account: GatewayAccess & AccountSettings,
): Promise<void> {
  await sql.rows(
    `insert into gateway_account (
      id, partner_id, partner_path, kind, mode,
      enabled, shared_below, methods, secrets,
      fee_percent, fee_fixed_minor
    )
    values (
      $1, $2, $3, $4, $5,
      $6, $7, $8, $9,
      $10::numeric, $11
    )
    on conflict (partner_id, kind, mode) do update
    set enabled = excluded.enabled,
      shared_below = excluded.shared_below,
      methods = excluded.methods,
      secrets = excluded.secrets,
      fee_percent = excluded.fee_percent,
      fee_fixed_minor = excluded.fee_fixed_minor`,
    [
      account.id,
      partner.id,
      partner.path,
      account.kind,
      account.mode,
      account.enabled,
      account.sharedBelow,
      account.methods,
      account.secrets,
      account.feePercent,
      account.feeFixedMinor,
    ],
  );
}
