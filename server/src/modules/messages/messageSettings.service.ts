import { createPrivateKey } from 'node:crypto';
import type { App } from '../../kit/app.ts';
import {
  MESSAGE_GROUPS,
  MESSAGES,
  resolveMessages,
  type MessageGroups,
  type MessageOverrides,
} from '@backhaul/domain/settings/messages';
import { changeSettings, type Draft } from '../../kit/inheritance.ts';
import { emailInput, optionalText, textInput } from '../../kit/input.ts';
import { isPrivateByName, SAY_PRIVATE } from '../../platform/outbound.ts';
import { badInput } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { wakePartners } from './wake.ts';
import { messageChains, MESSAGES_HOME, partnersHolding } from './messageSettings.store.ts';
import type { NotificationSettingsInput } from './messageSettings.types.ts';
import { sealSecret } from './sender.ts';

type Secrets = Draft['secrets'];

/**
 * Changes what a partner sets itself; a key given as null inherits again. Secrets are stored sealed and never given out.
 * Refuses a partner outside the scope (NOT_FOUND) and wrong values, each by its name.
 */
export async function updateNotificationSettings(
  app: App,
  sql: ScopedSql,
  partnerId: string,
  input: NotificationSettingsInput,
): Promise<void> {
  const changed = await changeSettings(
    sql,
    MESSAGES_HOME,
    partnerId,
    { ...input },
    async (draft) => {
      readGroups(app, input, draft);
      await refuseEmptyHours(sql, partnerId, draft.after(), input);
    },
  );
  // what was held for want of a server, here and below, goes out now
  if (changed?.touched.some((key) => MESSAGES.groups.includes(key)))
    await wakePartners(sql, await partnersHolding(sql, changed.partner.path));
}

/** Hours may be set here and above: together they must leave a time to send in. */
async function refuseEmptyHours(
  sql: ScopedSql,
  partnerId: string,
  after: MessageOverrides,
  input: NotificationSettingsInput,
): Promise<void> {
  const chain = (await messageChains(sql, [partnerId])).get(partnerId) ?? [];
  const { fromHour, toHour } = resolveMessages([
    ...chain.filter((link) => link.originId !== partnerId).map((link) => link.values),
    after,
  ]);
  if (fromHour >= toHour)
    throw badInput({
      [input.toHour === undefined || input.toHour === null ? 'fromHour' : 'toHour']:
        `sending would begin at ${fromHour} and end at ${toHour}; it must begin before it ends`,
    });
}

/** Adds the groups that are given to a change, their secrets sealed. */
function readGroups(
  app: App,
  input: NotificationSettingsInput,
  { partner, before, changes, secrets }: Draft,
): void {
  const stored: MessageOverrides = before.values;
  const keep = (group: keyof MessageGroups, given: string | null | undefined, same: boolean) => {
    if (given) secrets[group] = sealSecret(app, partner.id, group, given);
    else if (given === null || !same) delete secrets[group];
  };
  for (const group of MESSAGE_GROUPS)
    if (input[group] === null) {
      changes[group] = null;
      delete secrets[group];
    }
  if (input.mailServer) {
    const server = mailServerInput(app, input.mailServer);
    const was = stored.mailServer;
    // a password is for the server and user it was given for, and never goes out in the clear
    keep(
      'mailServer',
      input.mailServer.password,
      server.security !== 'NONE' && was?.host === server.host && was.user === server.user,
    );
    changes.mailServer = server;
  }
  if (input.dkim) changes.dkim = dkimInput(input.dkim, secrets, (key) => keep('dkim', key, true));
  if (input.smsGateway) {
    const url = gatewayInput(app, input.smsGateway.url);
    const token = optionalText(input.smsGateway.token, 'smsGateway.token', 2000);
    keep('smsGateway', token, stored.smsGateway?.url === url);
    const from = optionalText(input.smsGateway.from, 'smsGateway.from', 20) ?? null;
    changes.smsGateway = { url, from };
  }
}

function dkimInput(
  { domain, selector, privateKey }: NonNullable<NotificationSettingsInput['dkim']>,
  secrets: Readonly<Secrets>,
  keep: (key: string | null | undefined) => void,
) {
  const dkim = {
    domain: hostInput(domain, 'dkim.domain'),
    selector: labelInput(selector, 'dkim.selector'),
  };
  keep(privateKey && dkimKeyInput(privateKey));
  if (!secrets.dkim) throw badInput({ 'dkim.privateKey': 'is missing' });
  return dkim;
}

function mailServerInput(app: App, input: NonNullable<NotificationSettingsInput['mailServer']>) {
  if (input.port < 1 || input.port > 65_535)
    throw badInput({ 'mailServer.port': 'must be from 1 to 65535' });
  if (input.password && input.security === 'NONE')
    throw badInput({
      'mailServer.security': 'a password is not sent without encryption; choose TLS or STARTTLS',
    });
  if (input.password && input.password.length > 500)
    throw badInput({ 'mailServer.password': 'may have 500 characters at most' });
  const host = hostInput(input.host, 'mailServer.host');
  refusePrivate(app, host, 'mailServer.host');
  return {
    host,
    port: input.port,
    security: input.security,
    user: optionalText(input.user, 'mailServer.user') ?? null,
    from: emailInput(input.from, 'mailServer.from'),
  };
}

/** Refuses what sending would refuse, as far as it can be told without looking names up. */
function refusePrivate(app: App, host: string, field: string): void {
  if (!app.config.outboundPrivate && isPrivateByName(host))
    throw badInput({ [field]: SAY_PRIVATE });
}

function hostInput(text: string, field: string): string {
  const host = textInput(text, field, { max: 253 }).toLowerCase();
  if (!/^[a-z0-9]([a-z0-9.:-]*[a-z0-9])?$/.test(host))
    throw badInput({ [field]: 'is not a host name, such as mail.example.com' });
  return host;
}
function labelInput(text: string, field: string): string {
  const label = textInput(text, field, { max: 63 });
  if (!/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(label))
    throw badInput({ [field]: 'may have letters, digits, dots and dashes' });
  return label;
}
function dkimKeyInput(pem: string): string {
  if (pem.length > 10_000) throw badInput({ 'dkim.privateKey': 'is too long' });
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType !== 'rsa' && key.asymmetricKeyType !== 'ed25519')
      throw badInput({ 'dkim.privateKey': 'must be an RSA or Ed25519 key' });
  } catch (error) {
    if (error instanceof Error && error.name === 'Refusal') throw error;
    throw badInput({ 'dkim.privateKey': 'is not a private key in PEM form without a passphrase' });
  }
  return pem;
}
function gatewayInput(app: App, text: string): string {
  let url: URL;
  try {
    url = new URL(textInput(text, 'smsGateway.url', { max: 500 }));
  } catch (error) {
    if (error instanceof Error && error.name === 'Refusal') throw error;
    throw badInput({ 'smsGateway.url': 'is not an address' });
  }
  const allowed = app.config.outboundPrivate ? ['https:', 'http:'] : ['https:'];
  if (!allowed.includes(url.protocol))
    throw badInput({ 'smsGateway.url': 'must begin with https://' });
  if (url.username || url.password)
    throw badInput({ 'smsGateway.url': 'may not hold a user or password; give the token instead' });
  refusePrivate(app, url.hostname, 'smsGateway.url');
  return url.href;
}
