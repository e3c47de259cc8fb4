import { randomUUID } from 'node:crypto';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { App } from '../../kit/app.ts';
import { badInput, notFound } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { checkedAccount } from './accounts.input.ts';
import { existingKinds } from './accounts.ts';
import { PROVIDERS, sayingPassedDown } from './moneyPath.ts';
import {
  currencyOfPartner,
  lockPartner,
  ownAccount,
  saveAccount,
  type AccountSettings,
} from './accounts.store.ts';
import { GatewayKind, type GatewayAccountInput } from './accounts.types.ts';
import { mergedSecrets, missingKeys, sealed, tryKeys, type Secrets } from './secrets.ts';

type InSql = <T>(work: (sql: ScopedSql) => Promise<T>) => Promise<T>;

/**
 * Makes or changes a partner's own account of a kind and mode; from then on nothing is inherited from above. Keys that
 * are given are tried at the provider first, while no transaction is open; those left out stay. Says its id. Refuses
 * NOT_FOUND for a partner outside the scope and, by field: a sandbox where there is none or nobody may switch it on, a
 * mode, methods or fees that the provider does not have, keys that are missing, of another mode or that the provider
 * does not take (with its words).
 */
export async function saveGatewayAccount(
  app: App,
  inSql: InSql,
  partnerId: string,
  input: GatewayAccountInput,
): Promise<string> {
  const { kind, mode } = input;
  const known = await inSql(async (sql) => {
    const currency = await currencyOfPartner(sql, partnerId);
    if (currency === null) throw notFound();
    refuseUnlessThere(app, kind, input.enabled ?? true);
    return { currency, before: await ownAccount(sql, partnerId, kind, mode) };
  });
  const id = known.before?.id ?? randomUUID();
  const settings = checkedAccount(input, known.currency, known.before);
  const secrets = mergedSecrets(app, { id, input, sealed: known.before?.secrets ?? null });
  if (settings.enabled && !secrets && kind !== 'SANDBOX') throw badInput(missingKeys(kind));
  if (secrets && input.secrets != null) await tryKeys(app, { id, kind, mode }, secrets);
  return inSql((sql) => write(app, sql, partnerId, { id, input, settings, secrets }));
}

interface ToWrite {
  id: string;
  input: GatewayAccountInput;
  settings: AccountSettings;
  secrets: Secrets | null;
}

async function write(
  app: App,
  sql: ScopedSql,
  partnerId: string,
  { id: wanted, input, settings, secrets }: ToWrite,
): Promise<string> {
  const { kind, mode } = input;
  const partner = await lockPartner(sql, partnerId);
  if (!partner) throw notFound();
  const before = await ownAccount(sql, partnerId, kind, mode);
  const id = before?.id ?? wanted;
  const place = { id: partnerId, path: partner.path };
  const newKeys = input.secrets != null && before?.secrets != null;
  await sayingPassedDown(sql, place, () =>
    saveAccount(sql, place, {
      id,
      kind,
      mode,
      ...settings,
      secrets: secrets && sealed(app, id, secrets),
    }),
  );
  await audit(sql, {
    action: before ? 'update' : 'create',
    entity: 'gateway-account',
    entityId: id,
    partner: place,
    ...(before && { before: inAudit(before) }),
    after: { kind, mode, ...inAudit(settings), ...(newKeys && { newKeys }) },
  });
  const currency = (await currencyOfPartner(sql, partnerId)) ?? '';
  const what = whatChanged(input, before, settings, { newKeys, currency });
  if (what)
    sql.happened('moneyPathChanged', {
      partnerIds: [partnerId],
      of: `payments through ${PROVIDERS[kind]}`,
      what,
    });
  return id;
}

function inAudit({ enabled, sharedBelow, methods, feePercent, feeFixedMinor }: AccountSettings) {
  return { enabled, sharedBelow, methods, feePercent, feeFixed: feeFixedMinor.toString() };
}

/** What is different, in words; null where nothing is. */
function whatChanged(
  { kind, mode }: GatewayAccountInput,
  before: AccountSettings | null,
  after: AccountSettings,
  { newKeys, currency }: { newKeys: boolean; currency: string },
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
    ...(before.feePercent === after.feePercent && before.feeFixedMinor === after.feeFixedMinor
      ? []
      : [`passed on of its fee: ${feeInWords(after, currency)}`]),
    ...(newKeys ? ['other keys, so that money may land elsewhere'] : []),
  ];
  return changes.length ? `${account} was changed: ${changes.join(', ')}.` : null;
}

/** Why no sandbox could be set up here by anybody, in words; null where it can. */
export function whyNoSandbox({ config }: App): string | null {
  if (!existingKinds(config).includes(GatewayKind.SANDBOX))
    return 'There is no sandbox in production: it would settle debts without money.';
  return config.sandboxGateway ? null : 'The sandbox may not be switched on at this server.';
}

function feeInWords({ feePercent, feeFixedMinor }: AccountSettings, currency: string): string {
  return `${feePercent} % and ${formatMinor(feeFixedMinor, currencyDigits(currency))} ${currency}`;
}

function refuseUnlessThere(app: App, kind: GatewayKind, enabled: boolean): void {
  if (kind !== GatewayKind.SANDBOX) return;
  if (!existingKinds(app.config).includes(kind))
    throw badInput({
      kind: 'there is no sandbox in production: it would settle debts without money',
    });
  if (enabled && !app.config.sandboxGateway)
    throw badInput({
      kind: 'the sandbox may not be switched on here; SANDBOX_GATEWAY=allow in the environment of the server lets partners use it',
    });
}
