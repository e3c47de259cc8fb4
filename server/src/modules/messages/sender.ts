import type { App } from '../../kit/app.ts';
import {
  resolveMessages,
  type MessageGroups,
  type MessageValues,
} from '@backhaul/domain/settings/messages';
import { mailServerOf, type DkimKey, type MailServer } from '../../platform/mailer.ts';
import { open, seal } from '../../platform/secretBox.ts';
import type { SmsGateway } from '../../platform/smsGateway.ts';
import type { MessageLink } from './messageSettings.store.ts';
import { must } from '../../platform/must.ts';

/** By what and in whose name a partner's messages go out. */
export interface Sender {
  values: MessageValues;
  /** null: nothing can send mail. */
  mail: { server: MailServer; from: string; dkim: DkimKey | null } | null;
  sms: SmsGateway | null;
}

function purpose(partnerId: string, group: keyof MessageGroups): string {
  return `message-setting:${partnerId}:${group}`;
}

/** A secret of a partner's settings, as it is stored. */
export function sealSecret(
  app: App,
  partnerId: string,
  group: keyof MessageGroups,
  text: string,
): string {
  return seal(app.secret, purpose(partnerId, group), text);
}

function secretOf(app: App, link: MessageLink, group: keyof MessageGroups): string | null {
  const sealed = link.secrets[group];
  return sealed ? open(app.secret, purpose(link.originId, group), sealed) : null;
}

/** The last of a chain that sets something. */
function nearest(
  chain: readonly MessageLink[],
  group: keyof MessageGroups,
): MessageLink | undefined {
  return chain.findLast((link) => link.values[group]);
}

/**
 * Who sends for the partner at the end of a chain. Mail goes out from the address of whoever's server sends it, with the
 * partner's own name and reply address: a reseller cannot write in the name of another's domain, nor have it signed.
 */
export function senderOf(app: App, chain: readonly MessageLink[]): Sender {
  const gateway = nearest(chain, 'smsGateway');
  return {
    values: resolveMessages(chain.map((link) => link.values)),
    mail: mailOf(app, chain),
    sms: gateway
      ? {
          url: must(gateway.values.smsGateway).url,
          from: must(gateway.values.smsGateway).from,
          token: secretOf(app, gateway, 'smsGateway'),
        }
      : null,
  };
}

function mailOf(app: App, chain: readonly MessageLink[]): Sender['mail'] {
  const link = nearest(chain, 'mailServer');
  if (link) {
    const { host, port, security, user, from } = link.values.mailServer!;
    return {
      server: {
        host,
        port,
        security,
        user,
        password: secretOf(app, link, 'mailServer'),
        trusted: false,
      },
      from,
      dkim: dkimOf(app, link, from),
    };
  }
  const { smtpUrl, mailFrom } = app.config;
  if (!smtpUrl || !mailFrom) return null;
  const root = chain.find((each) => each.originPath === '1.');
  return {
    server: mailServerOf(smtpUrl),
    from: mailFrom,
    dkim: root ? dkimOf(app, root, mailFrom) : null,
  };
}

/** The key of whoever set the server, where it is for the domain of the address. */
function dkimOf(app: App, link: MessageLink, from: string): DkimKey | null {
  const dkim = link.values.dkim;
  const privateKey = dkim && secretOf(app, link, 'dkim');
  if (!privateKey) return null;
  const domain = from.slice(from.lastIndexOf('@') + 1).toLowerCase();
  return domain === dkim.domain || domain.endsWith(`.${dkim.domain}`)
    ? { domainName: dkim.domain, keySelector: dkim.selector, privateKey }
    : null;
}
