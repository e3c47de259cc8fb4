import { createPrivateKey } from 'node:crypto';
import type { App } from '../../kit/app.ts';
import {
  checkMessageValues,
  MESSAGE_GROUPS,
  MESSAGE_KEYS,
  resolveMessages,
  type MessageGroups,
  type MessageOverrides,
} from '@backhaul/domain/settings/messageSettings';
import { emailInput, optionalText, textInput } from '../../kit/input.ts';
import { badInput, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Provenance } from '../settings/settings.store.ts';
import { merged } from '../settings/settings.service.ts';
import { wakePartners } from './wake.ts';
import { messageChains, type MessageLink } from './messageSettings.store.ts';
import type { NotificationSettingsInput } from './messageSettings.types.ts';
import { sealSecret } from './sender.ts';

type Values = Record<string, unknown>;
type Secrets = MessageLink['secrets'];
interface Stored {
  values: MessageOverrides;
  provenance: Provenance;
  secrets: Secrets;
}

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
  const [partner] = await sql.rows<{ path: string }>(
    'select path from partner where id = $1 for no key update',
    [partnerId],
  );
  if (!partner) throw notFound();
  const [found] = await sql.rows<Stored>(
    'select "values", provenance, secrets from message_setting where partner_id = $1',
    [partnerId],
  );
  const stored = found ?? { values: {}, provenance: {}, secrets: {} };
  const { changes, secrets } = checked(app, partnerId, input, stored);
  const after = merged(stored.values, changes) as MessageOverrides;
  await refuseEmptyHours(sql, partnerId, after, input);
  const touched = Object.keys(changes).filter(
    (key) =>
      JSON.stringify((stored.values as Values)[key]) !== JSON.stringify((after as Values)[key]) ||
      secretChanged(key, stored.secrets, secrets),
  );
  if (!touched.length) return;
  const at = new Date().toISOString();
  const provenance = Object.fromEntries(
    Object.keys(after).map((key) => [
      key,
      touched.includes(key) ? { by: sql.scope.actor.name, at } : stored.provenance[key],
    ]),
  );
  await sql.rows(
    `insert into message_setting (partner_id, partner_path, "values", provenance, secrets)
    values ($1, $2, $3, $4, $5)
    on conflict (partner_id) do update
    set "values" = excluded."values", provenance = excluded.provenance, secrets = excluded.secrets`,
    [
      partnerId,
      partner.path,
      JSON.stringify(after),
      JSON.stringify(provenance),
      JSON.stringify(secrets),
    ],
  );
  const only = (values: Values) =>
    Object.fromEntries(touched.map((key) => [key, values[key] ?? null]));
  await audit(sql, {
    action: 'update',
    entity: 'notification-settings',
    entityId: partnerId,
    before: only(stored.values),
    after: only(after),
    partner: { id: partnerId, path: partner.path },
  });
  await announce(sql, { topic: 'message', path: partner.path });
  // what was held for want of a server, here and below, goes out now
  if (touched.some((key) => (MESSAGE_GROUPS as readonly string[]).includes(key)))
    await wakePartners(
      sql,
      (
        await sql.rows<{ id: string }>(
          `select distinct m.partner_id id
          from message m
          where m.partner_path >= $1 and m.partner_path < $1 || chr(1114111) and m.status = 'HELD'`,
          [partner.path],
        )
      ).map((row) => row.id),
    );
}

function secretChanged(key: string, before: Secrets, after: Secrets): boolean {
  return before[key as keyof Secrets] !== after[key as keyof Secrets];
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

function checked(
  app: App,
  partnerId: string,
  input: NotificationSettingsInput,
  stored: Stored,
): { changes: Values; secrets: Secrets } {
  const problems = checkMessageValues({ ...input });
  if (Object.keys(problems).length) throw badInput(problems);
  const changes: Values = Object.fromEntries(
    [...MESSAGE_KEYS, ...MESSAGE_GROUPS]
      .filter((key) => input[key] !== undefined)
      .map((key) => [key, input[key]]),
  );
  if (input.weekdays) changes.weekdays = [...new Set(input.weekdays)].sort((a, b) => a - b);
  if (input.bcc !== undefined)
    changes.bcc = input.bcc?.trim() ? emailInput(input.bcc, 'bcc') : null;
  if (input.replyTo !== undefined)
    changes.replyTo = input.replyTo?.trim() ? emailInput(input.replyTo, 'replyTo') : null;
  if (input.fromName !== undefined)
    changes.fromName = optionalText(input.fromName, 'fromName', 100);
  const secrets: Secrets = { ...stored.secrets };
  const keep = (group: keyof MessageGroups, given: string | null | undefined, same: boolean) => {
    if (given) secrets[group] = sealSecret(app, partnerId, group, given);
    else if (given === null || !same) delete secrets[group];
  };
  for (const group of MESSAGE_GROUPS) if (input[group] === null) delete secrets[group];
  if (input.mailServer) {
    const server = mailServerInput(input.mailServer);
    const before = stored.values.mailServer;
    // a password is for the server and user it was given for, and never goes out in the clear
    keep(
      'mailServer',
      input.mailServer.password,
      server.security !== 'NONE' && before?.host === server.host && before.user === server.user,
    );
    changes.mailServer = server;
  }
  if (input.dkim) {
    changes.dkim = {
      domain: hostInput(input.dkim.domain, 'dkim.domain'),
      selector: labelInput(input.dkim.selector, 'dkim.selector'),
    };
    const key = input.dkim.privateKey && dkimKeyInput(input.dkim.privateKey);
    keep('dkim', key, true);
    if (!secrets.dkim) throw badInput({ 'dkim.privateKey': 'is missing' });
  }
  if (input.smsGateway) {
    const url = gatewayInput(app, input.smsGateway.url);
    keep(
      'smsGateway',
      optionalText(input.smsGateway.token, 'smsGateway.token', 2000),
      stored.values.smsGateway?.url === url,
    );
    changes.smsGateway = {
      url,
      from: optionalText(input.smsGateway.from, 'smsGateway.from', 20) ?? null,
    };
  }
  return { changes, secrets };
}

function mailServerInput(input: NonNullable<NotificationSettingsInput['mailServer']>) {
  if (input.port < 1 || input.port > 65_535)
    throw badInput({ 'mailServer.port': 'must be from 1 to 65535' });
  if (input.password && input.security === 'NONE')
    throw badInput({
      'mailServer.security': 'a password is not sent without encryption; choose TLS or STARTTLS',
    });
  if (input.password && input.password.length > 500)
    throw badInput({ 'mailServer.password': 'may have 500 characters at most' });
  return {
    host: hostInput(input.host, 'mailServer.host'),
    port: input.port,
    security: input.security,
    user: optionalText(input.user, 'mailServer.user') ?? null,
    from: emailInput(input.from, 'mailServer.from'),
  };
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
  return url.href;
}
