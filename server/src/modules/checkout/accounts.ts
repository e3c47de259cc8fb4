import type { App } from '../../kit/app.ts';
import type { Config } from '../../config.ts';
import { GATEWAY_KINDS, type GatewayKind } from '@backhaul/domain/settlement/gatewayKind';
import { open } from '../../platform/secretBox.ts';
import { sandboxKeys } from './sandboxKeys.ts';

/** What is needed to speak with a provider; secrets: sealed, or null where they are made of the id. */
export interface GatewayAccess {
  id: string;
  kind: GatewayKind;
  mode: 'TEST' | 'LIVE';
  secrets: string | null;
}
/** An account as it counts for a partner: its own, or one of a partner above that shares it. */
export interface GatewayAccount extends GatewayAccess {
  partnerId: string;
  originId: string;
  originName: string;
  enabled: boolean;
  sharedBelow: boolean;
  methods: string[];
  /** What of its fee is passed on to whoever pays: a decimal, and minor units. */
  feePercent: string;
  feeFixedMinor: bigint;
}

/** The providers that there are in this installation: in production no sandbox, whatever the database holds. */
export function existingKinds({ production }: Config): GatewayKind[] {
  return GATEWAY_KINDS.filter((kind) => kind !== 'SANDBOX' || !production);
}

/** Why nobody can pay through an account, in words; null when customers can. */
export function whyUnusable(
  config: Config,
  { kind, enabled, secrets }: Pick<GatewayAccount, 'kind' | 'enabled' | 'secrets'>,
): string | null {
  if (!enabled) return 'It is switched off.';
  if (kind !== 'SANDBOX' && secrets === null) return 'It has no keys yet.';
  return kind === 'SANDBOX' && !config.sandboxGateway
    ? 'The sandbox is switched off on this server.'
    : null;
}

/** For whom an account's secrets are sealed. */
export function sealedFor(id: string): string {
  return `gateway ${id}`;
}

/** The keys of an account: those that were stored, or those that the sandbox makes for it; null without any. */
export function keysOf(
  app: App,
  { id, kind, secrets }: GatewayAccess,
): Readonly<Record<string, string>> | null {
  if (secrets)
    return JSON.parse(open(app.secret, sealedFor(id), secrets)) as Record<string, string>;
  return kind === 'SANDBOX' ? sandboxKeys(app.secret, id) : null;
}
