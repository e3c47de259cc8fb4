import { family, resolve, type OverridesOf, type ValuesOf } from './family.ts';
import { hour, text, weekdays, whole, yesNo } from './setting.ts';

/**
 * The settings of a partner's messages, and the groups beside them: what belongs together is set together, since a
 * password must never reach a server that somebody else named.
 */
export const MESSAGES = family(
  {
    invoiceAutoSend: yesNo(true),
    invoiceDelayHours: whole(0, 720, 0),
    paymentAutoSend: yesNo(true),
    blockedAutoSend: yesNo(false),
    invoiceSms: yesNo(false),
    paymentSms: yesNo(false),
    attachPdf: yesNo(true),
    weekdays: weekdays([1, 2, 3, 4, 5, 6, 7]),
    fromHour: hour(0, 23, 0),
    toHour: hour(1, 24, 24),
    bcc: text(254, { form: 'email' }),
    /** The sender's name as recipients see it; the partner's name where nobody sets one. */
    fromName: text(100),
    replyTo: text(254, { form: 'email' }),
    /** How many messages may start per minute. */
    messagesPerMinute: whole(1, 6000, 600),
  },
  ['mailServer', 'dkim', 'smsGateway'] satisfies (keyof MessageGroups)[],
);

export interface MailServerValues {
  host: string;
  port: number;
  security: 'TLS' | 'STARTTLS' | 'NONE';
  user: string | null;
  from: string;
}
export interface DkimValues {
  domain: string;
  selector: string;
}
export interface SmsGatewayValues {
  url: string;
  from: string | null;
}

export interface MessageGroups {
  mailServer: MailServerValues;
  dkim: DkimValues;
  smsGateway: SmsGatewayValues;
}
export const MESSAGE_GROUPS = MESSAGES.groups as readonly (keyof MessageGroups)[];

/** The settings in force, without the groups. */
export interface MessageValues extends ValuesOf<typeof MESSAGES.settings> {}

/** What one partner sets itself; an absent key inherits. */
export type MessageOverrides = OverridesOf<typeof MESSAGES.settings> & Partial<MessageGroups>;

/** The settings in force at the end of a chain of partners, root first. */
export function resolveMessages(chain: readonly MessageOverrides[]): MessageValues {
  return resolve(MESSAGES, chain);
}
