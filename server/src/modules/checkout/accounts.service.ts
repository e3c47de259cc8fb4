import { randomUUID } from 'node:crypto';
import type { App } from '../../kit/app.ts';
import { badInput, notFound } from '../../platform/refusal.ts';
import { seal } from '../../platform/secretBox.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { sandboxKeys } from './sandboxKeys.ts';
import { existingKinds, sealedFor } from './accounts.ts';
import { PROVIDERS, sayingPassedDown } from './moneyPath.ts';
import { lockPartner, ownAccount, saveAccount, type AccountSettings } from './accounts.store.ts';
import { GatewayKind, GatewayMode, type GatewayAccountInput } from './accounts.types.ts';

/**
 * Makes or changes a partner's own account of a kind and mode; from then on nothing is inherited
 * from above. Says its id. Refuses NOT_FOUND for a partner outside the scope and, by field,
 * providers that are not built yet, a sandbox where there is none or nobody may switch it on, and
 * what the sandbox does not have: a LIVE mode, fees, other methods, keys of one's own.
 */
export async function saveGatewayAccount(
  app: App,
  sql: ScopedSql,
  partnerId: string,
  input: GatewayAccountInput,
): Promise<string> {
  const partner = await lockPartner(sql, partnerId);
  if (!partner) throw notFound();
  const enabled = input.enabled ?? true,
    sharedBelow = input.sharedBelow ?? false;
  refuseUnlessThere(app, input.kind, enabled);
  refuseWhatSandboxLacks(input);
  const before = await ownAccount(sql, partnerId, input.kind, input.mode);
  const id = before?.id ?? randomUUID();
  const methods = input.methods ?? before?.methods ?? ['CARD'];
  const place = { id: partnerId, path: partner.path };
  await sayingPassedDown(sql, place, () =>
    saveAccount(sql, place, {
      id,
      kind: input.kind,
      mode: input.mode,
      enabled,
      sharedBelow,
      methods,
      secrets: seal(app.secret, sealedFor(id), JSON.stringify(sandboxKeys(app.secret, id))),
    }),
  );
  await audit(sql, {
    action: before ? 'update' : 'create',
    entity: 'gateway-account',
    entityId: id,
    partner: place,
    ...(before
      ? {
          before: {
            enabled: before.enabled,
            sharedBelow: before.sharedBelow,
            methods: before.methods,
          },
        }
      : {}),
    after: { kind: input.kind, mode: input.mode, enabled, sharedBelow, methods },
  });
  const what = whatChanged(input, before, { enabled, sharedBelow, methods });
  if (what)
    sql.happened('moneyPathChanged', {
      partnerIds: [partnerId],
      of: `payments through ${PROVIDERS[input.kind]}`,
      what,
    });
  return id;
}

/** What is different, in words; null where nothing is. */
function whatChanged(
  { kind, mode }: GatewayAccountInput,
  before: AccountSettings | null,
  after: AccountSettings,
): string | null {
  const account = `The account at ${PROVIDERS[kind]}, ${mode},`;
  const shared = (below: boolean) =>
    below ? 'partners below may use it' : 'partners below may not use it';
  if (!before)
    return `${account} was added: ${after.enabled ? 'switched on' : 'switched off'}, ${shared(after.sharedBelow)}.`;
  const changes = [
    ...(before.enabled === after.enabled ? [] : [after.enabled ? 'switched on' : 'switched off']),
    ...(before.sharedBelow === after.sharedBelow ? [] : [shared(after.sharedBelow)]),
    ...(before.methods.join() === after.methods.join()
      ? []
      : [`ways to pay: ${after.methods.join(', ')}`]),
  ];
  return changes.length ? `${account} was changed: ${changes.join(', ')}.` : null;
}

/** Why no sandbox could be set up here by anybody, in words; null where it can. */
export function whyNoSandbox({ config }: App): string | null {
  if (!existingKinds(config).includes(GatewayKind.SANDBOX))
    return 'There is no sandbox in production: it would settle debts without money.';
  return config.sandboxGateway ? null : 'The sandbox may not be switched on at this server.';
}

function refuseUnlessThere(app: App, kind: GatewayKind, enabled: boolean): void {
  if (kind !== GatewayKind.SANDBOX)
    throw badInput({
      kind: `${kind === GatewayKind.STRIPE ? 'Stripe' : 'PayPal'} is not built in yet; only the sandbox is`,
    });
  if (!existingKinds(app.config).includes(kind))
    throw badInput({
      kind: 'there is no sandbox in production: it would settle debts without money',
    });
  if (enabled && !app.config.sandboxGateway)
    throw badInput({
      kind: 'the sandbox may not be switched on here; SANDBOX_GATEWAY=allow in the environment of the server lets partners use it',
    });
}

function refuseWhatSandboxLacks({
  mode,
  methods,
  feePercent,
  feeFixed,
  secrets,
}: GatewayAccountInput): void {
  if (mode !== GatewayMode.TEST) throw badInput({ mode: 'the sandbox is for tests: TEST' });
  if (methods && (methods.length !== 1 || methods[0] !== 'CARD'))
    throw badInput({ methods: 'the sandbox plays a card: CARD' });
  if (feePercent != null && Number(feePercent) !== 0)
    throw badInput({ feePercent: 'the sandbox takes no fee that could be passed on' });
  if (feeFixed != null && Number(feeFixed) !== 0)
    throw badInput({ feeFixed: 'the sandbox takes no fee that could be passed on' });
  if (secrets != null && (typeof secrets !== 'object' || Object.keys(secrets).length))
    throw badInput({ secrets: 'the sandbox brings its own keys; leave this out' });
}
